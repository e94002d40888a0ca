"""The media workers as the rooms want them: ``rooms.ports.MediaRelay`` over ``media.pool.WorkerPool``."""

from collections.abc import Sequence
from typing import Protocol

from media.errors import MediaError
from rooms.ports import Answer, PairMids, ParticipantId, Refusal, RoomId


class MediaPair(Protocol):
    """The sections of one pair of receive slots, as the client named them in its offer."""

    @property
    def pair(self) -> int: ...

    @property
    def audio_mid(self) -> str: ...

    @property
    def video_mid(self) -> str: ...


class MediaAnswer(Protocol):
    """The SDP, and the pairs of slots in the order of their index."""

    @property
    def sdp(self) -> str: ...

    @property
    def pairs(self) -> Sequence[MediaPair]: ...


class MediaPool(Protocol):
    """What is used of ``WorkerPool``; raises ``media.errors.MediaError``. No ``pid`` while a worker is replaced."""

    @property
    def pid(self) -> int | None: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def join(self, room: str, participant: str, offer: str) -> MediaAnswer: ...

    async def restart(self, participant: str, offer: str) -> str: ...

    def feed(self, participant: str, pair: int, source: str | None) -> None: ...

    def leave(self, participant: str) -> None: ...


class PoolRelay:
    """Passes orders on, and turns the media side's errors into refusals."""

    def __init__(self, pool: MediaPool) -> None:
        self._pool = pool

    async def join(self, room: RoomId, participant: ParticipantId, offer: str) -> Answer:
        try:
            answer = await self._pool.join(room, participant, offer)
        except MediaError as error:
            raise Refusal(error.code, error.message) from error
        return Answer(answer.sdp, tuple(PairMids(pair.pair, pair.audio_mid, pair.video_mid) for pair in answer.pairs))

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        try:
            return await self._pool.restart(participant, offer)
        except MediaError as error:
            raise Refusal(error.code, error.message) from error

    def feed(self, participant: ParticipantId, pair: int, source: ParticipantId | None) -> None:
        self._pool.feed(participant, pair, source)

    def leave(self, participant: ParticipantId) -> None:
        self._pool.leave(participant)
