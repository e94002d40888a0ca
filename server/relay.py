"""The media workers as the rooms want them: ``rooms.ports.MediaRelay`` over ``media.pool.WorkerPool``."""

from collections.abc import Collection, Sequence
from typing import Protocol

from http_api.workers import Workers
from media.errors import MediaError
from rooms.ports import Answer, PairMids, ParticipantId, Refusal, RoomId, Shown, Source, Video


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


class MediaPool(Workers, Protocol):
    """What is used of ``WorkerPool``; raises ``media.errors.MediaError``. Ready while any worker is up."""

    @property
    def is_ready(self) -> bool: ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def join(self, room: str, participant: str, offer: str, permitted: Collection[Source]) -> MediaAnswer: ...

    async def restart(self, participant: str, offer: str) -> str: ...

    def permit(self, participant: str, permitted: Collection[Source]) -> None: ...

    def feed(self, participant: str, pair: int, source: str | None, video: Video) -> None: ...

    def leave(self, participant: str) -> None: ...


class PoolRelay:
    """Passes orders on, and turns the media side's errors into refusals."""

    def __init__(self, pool: MediaPool) -> None:
        self._pool = pool

    async def join(self, room: RoomId, participant: ParticipantId, offer: str, permitted: frozenset[Source]) -> Answer:
        try:
            answer = await self._pool.join(room, participant, offer, permitted)
        except MediaError as error:
            raise Refusal(error.code, error.message) from error
        return Answer(answer.sdp, tuple(PairMids(pair.pair, pair.audio_mid, pair.video_mid) for pair in answer.pairs))

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        try:
            return await self._pool.restart(participant, offer)
        except MediaError as error:
            raise Refusal(error.code, error.message) from error

    def permit(self, participant: ParticipantId, permitted: frozenset[Source]) -> None:
        self._pool.permit(participant, permitted)

    def feed(self, participant: ParticipantId, pair: int, shown: Shown | None) -> None:
        if shown is None:
            self._pool.feed(participant, pair, None, "camera")
        else:
            self._pool.feed(participant, pair, shown.participant, shown.video)

    def leave(self, participant: ParticipantId) -> None:
        self._pool.leave(participant)
