"""In-memory twins of the rooms' ports."""

import asyncio
from collections.abc import Mapping
from typing import Any

from rooms.directory import Rooms
from rooms.ports import Answer, PairMids, ParticipantId, Refusal, RoomId

ROOM = RoomId("ward-3")
CAPACITY = 4
GRACE_SECONDS = 30.0


class FakeClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


class FakeRelay:
    """Answers at once, or when ``release`` is called while it is held. ``orders`` keeps what it was told to do."""

    def __init__(self, pairs: int = 3) -> None:
        self.orders: list[tuple[Any, ...]] = []
        self.opened: list[ParticipantId] = []
        self.refusal: Refusal | None = None
        self._pairs = pairs
        self._gate = asyncio.Event()
        self._gate.set()

    def hold(self) -> None:
        self._gate.clear()

    def release(self) -> None:
        self._gate.set()

    async def join(self, room: RoomId, participant: ParticipantId, offer: str) -> Answer:
        self.opened.append(participant)
        await self._gate.wait()
        if self.refusal is not None:
            raise self.refusal
        pairs = tuple(PairMids(pair, f"a{pair}", f"v{pair}") for pair in range(self._pairs))
        return Answer(f"answer to {offer}", pairs)

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        return f"restart of {offer}"

    def feed(self, participant: ParticipantId, pair: int, source: ParticipantId | None) -> None:
        self.orders.append(("feed", participant, pair, source))

    def leave(self, participant: ParticipantId) -> None:
        self.orders.append(("leave", participant))

    def feeds_of(self, participant: ParticipantId) -> dict[int, ParticipantId | None]:
        """What each pair of this receiver is fed from now."""
        return {order[2]: order[3] for order in self.orders if order[:2] == ("feed", participant)}


class FakeAudience:
    def __init__(self) -> None:
        self.told: list[tuple[ParticipantId, str, Mapping[str, Any]]] = []

    def tell(self, participant: ParticipantId, event: str, payload: Mapping[str, Any]) -> None:
        self.told.append((participant, event, payload))

    def events_of(self, participant: ParticipantId, event: str) -> list[Mapping[str, Any]]:
        return [payload for who, what, payload in self.told if (who, what) == (participant, event)]


class House:
    """Rooms among their fakes."""

    def __init__(self, pairs: int = 3, capacity: int = CAPACITY) -> None:
        self.relay = FakeRelay(pairs)
        self.audience = FakeAudience()
        self.clock = FakeClock()
        self.rooms = Rooms(self.relay, self.audience, clock=self.clock, capacity=capacity, grace_seconds=GRACE_SECONDS)

    def connection_of(self, person: ParticipantId, as_told_to: ParticipantId) -> str:
        """How the line of ``person`` looked when the other was told last."""
        people = self.audience.events_of(as_told_to, "people")[-1]["people"]
        return str(next(entry["connection"] for entry in people if entry["participant"] == person))
