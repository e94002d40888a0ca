"""What rooms need of the world: a relay that carries media, and a way to tell people things."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NewType, Protocol

ParticipantId = NewType("ParticipantId", str)
RoomId = NewType("RoomId", str)


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


class Refusal(Exception):
    """A request that cannot be granted. ``code`` is stable, ``message`` is a sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class MediaRelay(Protocol):
    """A participant's id is unique over all rooms. ``join`` and ``restart`` may raise ``Refusal``: nothing changed."""

    async def join(self, room: RoomId, participant: ParticipantId, offer: str) -> Answer:
        """Answer an offer. Joining again with the same participant replaces its transport."""

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        """Answer an offer with new ICE credentials on the same DTLS association; returns the SDP."""

    def feed(self, participant: ParticipantId, pair: int, source: ParticipantId | None) -> None:
        """Feed a pair of slots from another participant of the same room, or from nobody."""

    def leave(self, participant: ParticipantId) -> None:
        """Forget the participant. Unknown ones are ignored."""


class Audience(Protocol):
    def tell(self, participant: ParticipantId, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event to one participant's page; lost if she has no socket just now."""
