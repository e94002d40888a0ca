"""python-socketio's Redis manager: an event for a Socket.IO room reaches its sockets on every node.

Messages of calls never go through it: everybody of a room is on that room's node.
"""

import asyncio
from collections.abc import Callable
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import ConstantBackoff, NoBackoff
from socketio import AsyncRedisManager

from cluster.registry import ANSWER_SECONDS
from cluster.tasks import ended

RETRY_SECONDS = 0.5
REST_SECONDS = 1.0
FOR_EVER = -1

log = structlog.get_logger(__name__)


class SharedSockets(AsyncRedisManager):
    """While Redis is away, events reach the sockets of this node, and whoever sends one waits for nothing long.

    ``clock`` gives steady seconds.
    """

    def __init__(self, url: str, channel: str, clock: Callable[[], float]) -> None:
        super().__init__(url, channel=channel)  # type: ignore[no-untyped-call]
        self._clock = clock
        self._rests_until = clock()
        self._open: list[Redis] = []

    async def close(self) -> None:
        """Hears nothing more."""
        listening: asyncio.Task[None] | None = getattr(self, "thread", None)
        if listening is not None:
            await ended(listening)
        for redis in self._open:
            await redis.aclose()

    def _redis_connect(self) -> None:
        """The listener connects by itself again and again; to publish is tried once more at most.

        By itself python-socketio would listen again only after pauses that grow to a minute.
        """
        if not self._open:
            self.redis = self._client(Retry(NoBackoff(), 1))
            listener = self._client(Retry(ConstantBackoff(RETRY_SECONDS), FOR_EVER))
            self.pubsub = listener.pubsub(ignore_subscribe_messages=True)
            self._open = [self.redis, listener]
        self.connected = True

    def _client(self, retry: Retry) -> Redis:
        return Redis.from_url(
            self.redis_url,
            protocol=2,
            socket_timeout=ANSWER_SECONDS,
            socket_connect_timeout=ANSWER_SECONDS,
            retry=retry,
        )

    async def _publish(self, data: Any) -> None:
        if self._clock() < self._rests_until:
            return
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await super()._publish(data)  # type: ignore[no-untyped-call]
        except TimeoutError:
            self.connected = False
        if not self.connected:
            self._rests_until = self._clock() + REST_SECONDS
