"""What the nodes keep in Redis: who of them lives, and which room is whose. Every change is one script, so atomic.

``began`` is since when it is known who lives: from a start of Redis (by its run id), the end of a silence of all nodes,
or a jump of its clock back. Claims and leases of those who live may be missing then: no room changes its node until
every living node has spoken.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from rooms.places import NodeId
from rooms.ports import RoomId

ANSWER_SECONDS = 2.0

_AGE = """
local prefix, node, settling = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local run = string.match(redis.call('INFO', 'server'), 'run_id:(%w+)')
local began = redis.call('HMGET', prefix .. 'began', 'run', 'at', 'heard')
local since = tonumber(began[2] or now)
if began[1] ~= run or now < since or now - (began[3] or 0) > settling then
  since = now
  redis.call('HSET', prefix .. 'began', 'run', run, 'at', since)
end
local is_settled = now - since >= settling
local function lives(other) return redis.call('EXISTS', prefix .. 'node:' .. other) == 1 end
"""
_BEAT = (
    _AGE
    + """
local was_known = lives(node) and 1 or 0
redis.call('HSET', prefix .. 'began', 'heard', now)
redis.call('SET', prefix .. 'node:' .. node, ARGV[4], 'PX', ARGV[5])
redis.call('SADD', prefix .. 'nodes', node)
local lost = {}
for i = 7, #ARGV do
  local key = prefix .. 'room:' .. ARGV[i]
  local holder = redis.call('GET', key)
  if holder and holder ~= node and lives(holder) then table.insert(lost, ARGV[i])
  else redis.call('SET', key, node, 'PX', ARGV[6]) end
end
local nodes = {}
for _, other in ipairs(redis.call('SMEMBERS', prefix .. 'nodes')) do
  local record = redis.call('GET', prefix .. 'node:' .. other)
  if record then table.insert(nodes, {other, record}) else redis.call('SREM', prefix .. 'nodes', other) end
end
return {was_known, is_settled and 1 or 0, lost, nodes}
"""
)
_CLAIM = (
    _AGE
    + """
local key = prefix .. 'room:' .. ARGV[4]
local holder = redis.call('GET', key)
if holder and holder ~= node and lives(holder) then return holder end
if not lives(node) or (holder ~= node and not is_settled) then return '' end
redis.call('SET', key, node, 'PX', ARGV[5])
return node
"""
)
_RELEASE = """
for i = 4, #ARGV do
  local key = ARGV[1] .. 'room:' .. ARGV[i]
  if redis.call('GET', key) == ARGV[2] then redis.call('DEL', key) end
end
"""
_LEAVE = (
    _RELEASE
    + """
redis.call('DEL', ARGV[1] .. 'node:' .. ARGV[2])
redis.call('SREM', ARGV[1] .. 'nodes', ARGV[2])
"""
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a node says that it lives (``beat_seconds``), and after how long a silence others may claim its rooms.

    ``settling_seconds``: after a start of Redis, or a silence of all, every living node has spoken within it.
    ``claim_seconds``: how long a room stays where somebody looked at its invitation, longer than a join grant is good.
    ``joining_seconds``: from then until somebody sits there; so long a claim is not given back.
    """

    beat_seconds: float = 1.0
    lease_seconds: float = 6.0
    settling_seconds: float = 3.0
    claim_seconds: float = 150.0
    joining_seconds: float = 10.0


class RedisAway(Exception):
    """Redis gave no answer, or none that could be used; the message names no password."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What a beat brought back. ``records``: of the living nodes, as each wrote its own; of all once ``is_settled``.

    ``was_known``: our own lease had not ended. ``lost``: rooms that another living node has claimed meanwhile.
    """

    was_known: bool
    is_settled: bool
    lost: tuple[RoomId, ...]
    records: dict[NodeId, str]


def connect(url: str) -> Redis:
    """No attempt is repeated: the next beat is one."""
    return Redis.from_url(
        url,
        decode_responses=True,
        protocol=2,
        socket_timeout=ANSWER_SECONDS,
        socket_connect_timeout=ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


class Registry:
    """Every method raises ``RedisAway``. ``prefix`` begins every key: two services may share one Redis."""

    def __init__(self, redis: Redis, prefix: str, node: NodeId, pace: Pace) -> None:
        self._redis = redis
        self._pace = pace
        self._of_us = (prefix, node, _ms(pace.settling_seconds))
        self._scripts = {text: redis.register_script(text) for text in (_BEAT, _CLAIM, _RELEASE, _LEAVE)}

    async def beat(self, record: str, rooms: Collection[RoomId]) -> Heard:
        """Our lease, and our claim on each of these rooms, begin anew."""
        lease, kept = _ms(self._pace.lease_seconds), _ms(self._pace.claim_seconds)
        known, settled, lost, nodes = await self._run(_BEAT, record, lease, kept, *rooms)
        return Heard(
            was_known=bool(known),
            is_settled=bool(settled),
            lost=tuple(map(RoomId, lost)),
            records={NodeId(node): record for node, record in nodes},
        )

    async def claim(self, room: RoomId) -> NodeId | None:
        """Who has it, or ours from now on; ``None`` where that cannot be known just now."""
        answer = await self._run(_CLAIM, room, _ms(self._pace.claim_seconds))
        return NodeId(answer) or None

    async def release(self, rooms: Collection[RoomId]) -> None:
        await self._run(_RELEASE, *rooms)

    async def leave(self, rooms: Collection[RoomId]) -> None:
        """Others may claim these rooms at once, and nothing is brought here any more."""
        await self._run(_LEAVE, *rooms)

    async def close(self) -> None:
        await self._redis.aclose()

    async def _run(self, script: str, *arguments: str | int) -> Any:
        try:
            return await cast(Any, self._scripts[script])(args=[*self._of_us, *arguments])
        except (RedisError, OSError, TimeoutError) as error:
            raise RedisAway(type(error).__name__) from error


def _ms(seconds: float) -> int:
    return round(seconds * 1000)
