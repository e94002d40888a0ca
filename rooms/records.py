"""What rooms tell the edge, as frozen records; ``dataclasses.asdict`` of them is the payload of an event."""

from dataclasses import dataclass
from typing import Literal

from rooms.participant import Connection
from rooms.ports import Answer, ParticipantId


@dataclass(frozen=True, slots=True)
class Person:
    """One person as the others know her."""

    participant: ParticipantId
    name: str
    connection: Connection


@dataclass(frozen=True, slots=True)
class ShownPair:
    """Who is shown in a pair of slots; both are ``None`` where it is free."""

    pair: int
    participant: ParticipantId | None
    name: str | None


@dataclass(frozen=True, slots=True)
class SlotsView:
    """The whole map of one receiver, and the revision to acknowledge once it is applied."""

    revision: int
    pairs: tuple[ShownPair, ...]


@dataclass(frozen=True, slots=True)
class Seating:
    """The reply to a join or a rejoin."""

    participant: ParticipantId
    resume_token: str
    answer: Answer
    people: tuple[Person, ...]
    slots: SlotsView


@dataclass(frozen=True, slots=True)
class Resumption:
    """The reply to a resume. ``media`` is lost where the worker that carried it is gone."""

    people: tuple[Person, ...]
    slots: SlotsView
    media: Literal["kept", "lost"]
