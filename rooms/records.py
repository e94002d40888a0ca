"""What rooms tell the edge, as frozen records; ``dataclasses.asdict`` of them is the payload of an event."""

from dataclasses import dataclass
from typing import Literal

from rooms.admission import AdmissionWord
from rooms.invitations import InvitationId
from rooms.media_choice import Second, SourceState
from rooms.ports import Answer, ParticipantId, RoomId, Video
from rooms.roles import Grant, Role


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """One of the people of a seat."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Entry:
    """What the entrance has found good: whose seat, in which room, and who sits down."""

    invitation: InvitationId
    room: RoomId
    people: tuple[NamedPerson, ...]
    called: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One seat as the others know it."""

    participant: ParticipantId
    people: tuple[NamedPerson, ...]
    connection: Literal["joining", "connected", "lost"]
    lost_seconds: float | None
    microphone: SourceState
    camera: SourceState
    second: Second


@dataclass(frozen=True, slots=True)
class WaitingPerson:
    """Somebody in the lobby, as those who may admit know her."""

    participant: ParticipantId
    people: tuple[NamedPerson, ...]
    admission: AdmissionWord
    is_here: bool


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One line of the chat. ``sent_at``: seconds since 1970 UTC."""

    id: int
    key: str
    participant: ParticipantId
    people: tuple[NamedPerson, ...]
    text: str
    sent_at: float


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What is shown in a pair of slots; both are ``None`` where it is free."""

    pair: int
    participant: ParticipantId | None
    video: Video | None


@dataclass(frozen=True, slots=True)
class SlotsView:
    """The whole map of one receiver, and the revision to acknowledge once it is applied."""

    revision: int
    pairs: tuple[ShownPair, ...]


@dataclass(frozen=True, slots=True)
class RoomView:
    """What one participant may know of the room. All is empty while she waits."""

    people: tuple[Person, ...]
    lobby: tuple[WaitingPerson, ...]
    chat: tuple[ChatMessage, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """The reply to a join."""

    participant: ParticipantId
    resume_token: str
    admission: AdmissionWord
    grants: tuple[Grant, ...]
    room: RoomView


@dataclass(frozen=True, slots=True)
class MediaOpening:
    """The reply to an offer."""

    answer: Answer
    slots: SlotsView


@dataclass(frozen=True, slots=True)
class Resumption:
    """The reply to a resume. ``media`` is lost where no worker carries it."""

    resume_token: str
    admission: AdmissionWord
    grants: tuple[Grant, ...]
    room: RoomView
    slots: SlotsView
    media: Literal["kept", "lost"]
