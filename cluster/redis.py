"""Where rooms live when several nodes serve: each says every second that it lives, and which rooms it has.

What this node has it goes on serving while Redis is away; a room that nobody has is given to nobody meanwhile. Back
again, a node whose silence lasted too long gives up the rooms that another one has claimed.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from enum import Enum
from typing import Protocol

import structlog

from cluster.nodes import NodeRecords
from cluster.registry import Heard, Pace, RedisAway, Registry
from cluster.tasks import ended
from rooms.places import NodeId
from rooms.ports import Refusal, RoomId

log = structlog.get_logger(__name__)


class Standing(Enum):
    """``ALONE``: Redis is away for this node, and another one hears it."""

    JOINING = "joining"
    UP = "up"
    AWAY = "away"
    ALONE = "alone"
    LEFT = "left"


class House(Protocol):
    """What this node has, and what it does about what it hears."""

    @property
    def held(self) -> Collection[RoomId]:
        """Rooms of which it knows anything."""

    def give_up(self, rooms: Collection[RoomId]) -> None:
        """They live on another node now."""

    def nodes_changed(self, nodes: Mapping[NodeId, str]) -> None:
        """These live, this one among them, at these addresses."""

    def fell_behind(self) -> None:
        """Others took this node for dead for a while, and did not tell it everything."""


class _NoHouse:
    """Before this node takes part."""

    held: Collection[RoomId] = ()

    def give_up(self, rooms: Collection[RoomId]) -> None: ...

    def nodes_changed(self, nodes: Mapping[NodeId, str]) -> None: ...

    def fell_behind(self) -> None: ...


class RedisPlaces:
    """Satisfies ``rooms.places.RoomPlaces`` and ``cluster.nodes.NodeTable``. ``clock`` gives steady seconds.

    ``others_hear``: whether any other node hears Redis just now.
    """

    def __init__(
        self,
        registry: Registry,
        records: NodeRecords,
        here: NodeId,
        *,
        pace: Pace,
        clock: Callable[[], float],
        others_hear: Callable[[], Awaitable[bool]],
    ) -> None:
        self._registry = registry
        self._records = records
        self._node = here
        self._pace = pace
        self._clock = clock
        self._others_hear = others_hear
        self._record = ""
        self._house: House = _NoHouse()
        self._nodes: dict[NodeId, str] = {}
        self._had: frozenset[RoomId] = frozenset()
        self._asked: dict[RoomId, float] = {}
        self._heard_at = clock()
        self.standing = Standing.JOINING

    @property
    def here(self) -> NodeId:
        return self._node

    @property
    def others(self) -> Mapping[NodeId, str]:
        """The addresses of all other nodes that live, as they were heard of last."""
        return {node: url for node, url in self._nodes.items() if node != self._node}

    def url_of(self, node: str) -> str | None:
        return self._nodes.get(NodeId(node))

    async def claim(self, room: RoomId) -> NodeId:
        if self.standing is not Standing.LEFT and room in self._house.held:
            return self._node
        node = await self._asked_for(room)
        if node is None:
            raise Refusal("places_unknown", "Rooms cannot be found just now. Try again in a moment.")
        if node == self._node:
            self._asked[room] = self._clock()
        return node

    async def _asked_for(self, room: RoomId) -> NodeId | None:
        if self.standing is Standing.LEFT:
            return None
        try:
            return await self._registry.claim(room)
        except RedisAway:
            return None

    @asynccontextmanager
    async def taking_part(self, url: str, house: House) -> AsyncIterator[None]:
        """While the block runs; the others reach this node at ``url``. Raises ``RedisAway`` at the start alone.

        At the end rooms and sockets may go elsewhere at once.
        """
        self._record, self._house = self._records.write(self._node, url), house
        self._hear(await self._registry.beat(self._record, ()))
        beating = asyncio.create_task(self._beat_regularly())
        try:
            yield
        finally:
            await ended(beating)
            await self._leave()

    async def _beat_regularly(self) -> None:
        while True:
            await asyncio.sleep(self._pace.beat_seconds)
            try:
                await self._beat()
            except RedisAway as error:
                await self._hear_nothing(str(error))
            except Exception:
                log.exception("beat_failed")

    async def _beat(self) -> None:
        held = frozenset(self._house.held)
        self._hear(await self._registry.beat(self._record, held))
        await self._give_back(held)

    def _hear(self, heard: Heard) -> None:
        self._heard_at = self._clock()
        if heard.is_settled or self.standing is not Standing.JOINING:
            self._stand(Standing.UP)
        if self._nodes and not heard.was_known:
            log.warning("node_lease_lost")
            self._house.fell_behind()
        if heard.lost:
            log.warning("rooms_lost", rooms=len(heard.lost))
            self._house.give_up(heard.lost)
        read = {node: self._records.read(node, record) for node, record in heard.records.items()}
        heard_of = {node: url for node, url in read.items() if url is not None}
        self._know(heard_of if heard.is_settled else self._nodes | heard_of)

    def _know(self, nodes: dict[NodeId, str]) -> None:
        if nodes != self._nodes:
            self._nodes = nodes
            self._house.nodes_changed(nodes)
            log.info("nodes", living=sorted(nodes))

    async def _give_back(self, held: frozenset[RoomId]) -> None:
        """Rooms that were had and are not any more, unless somebody is just coming in."""
        recently = self._clock() - self._pace.joining_seconds
        self._asked = {room: at for room, at in self._asked.items() if at > recently}
        gone = [room for room in self._had - held if room not in self._asked]
        self._had = held
        if gone:
            await self._registry.release(gone)

    async def _hear_nothing(self, reason: str) -> None:
        silent_seconds = self._clock() - self._heard_at
        is_alone = silent_seconds > self._pace.lease_seconds and await self._others_hear()
        self._stand(Standing.ALONE if is_alone else Standing.AWAY, reason)

    def _stand(self, standing: Standing, reason: str | None = None) -> None:
        if standing is self.standing:
            return
        was_well = self.standing in (Standing.JOINING, Standing.UP)
        self.standing = standing
        if standing is Standing.UP:
            log.info("redis_heard")
        elif was_well or standing is Standing.ALONE:
            log.warning("redis_away", reason=reason, alone=standing is Standing.ALONE)

    async def _leave(self) -> None:
        self.standing = Standing.LEFT
        with suppress(RedisAway):
            await self._registry.leave((*self._house.held, *self._asked))
