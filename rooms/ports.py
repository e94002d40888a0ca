"""What rooms need of the world: a relay that carries media, and a way to tell people things."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NewType, Protocol

ParticipantId = NewType("ParticipantId", str)
RoomId = NewType("RoomId", str)
Source = Literal["microphone", "camera", "second"]
Video = Literal["camera", "second"]


@dataclass(frozen=True, slots=True)
class PairMids:
    """The sections of one pair of receive slots, as the client named them in its offer."""

    pair: int
    audio_mid: str
    video_mid: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The relay's answer to an offer: the SDP, and the pairs of slots in the order of their index."""

    sdp: str
    pairs: tuple[PairMids, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a pair of slots shows: one video of somebody. Her sound comes with her camera."""

    participant: ParticipantId
    video: Video


class Refusal(Exception):
    """A request that cannot be granted. ``code`` is stable, ``message`` is a sentence for a person.

    ``fields`` names what is missing, unknown or wrong in a message.
    """

    def __init__(self, code: str, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.fields = fields


class MediaRelay(Protocol):
    """A participant's id is unique over all rooms. ``join`` and ``restart`` may raise ``Refusal``: nothing changed."""

    async def join(self, room: RoomId, participant: ParticipantId, offer: str, permitted: frozenset[Source]) -> Answer:
        """Answer an offer. Joining again with the same participant replaces its transport."""

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        """Answer an offer with new ICE credentials on the same DTLS association; returns the SDP."""

    def permit(self, participant: ParticipantId, permitted: frozenset[Source]) -> None:
        """Forward these of her sources and no others."""

    def feed(self, participant: ParticipantId, pair: int, shown: Shown | None) -> None:
        """Feed a pair of slots from another participant of the same room, or from nobody."""

    def leave(self, participant: ParticipantId) -> None:
        """Forget the participant. Unknown ones are ignored."""


class Audience(Protocol):
    def tell(self, participant: ParticipantId, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to one participant's page; lost if she has no socket just now."""


Witness = Callable[[RoomId, Sequence[Any]], None]
"""Told of a room's people (``rooms.records.Person``)."""


def nobody_looks(room: RoomId, people: Sequence[Any]) -> None:
    """Where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class World:
    """All that rooms touch. ``clock`` gives steady seconds, ``wall_clock`` seconds since 1970 UTC.

    ``witness`` is told of a room whenever the line of somebody in it changes, with all who are there.
    """

    relay: MediaRelay
    audience: Audience
    clock: Callable[[], float]
    wall_clock: Callable[[], float]
    witness: Witness = nobody_looks
