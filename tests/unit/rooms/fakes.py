"""In-memory twins of the rooms' ports."""

import asyncio
from collections.abc import Mapping
from typing import Any

from media.messages import Connected
from rooms.directory import Rooms
from rooms.invitations import InvitationId
from rooms.ports import Answer, PairMids, ParticipantId, Refusal, RoomId, Shown, Source, World
from rooms.records import Entry, NamedPerson, Seating
from rooms.roles import Role
from rooms.seat import Seat
from tests.support.invitations import InvitationsInMemory

ROOM = RoomId("ward-3")
CAPACITY = 4
GRACE_SECONDS = 30.0
WALL_SECONDS = 1_800_000_000.0


class FakeClock:
    def __init__(self, now: float = 1000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


class FakeRelay:
    """Answers at once, or when ``release`` is called while it is held. ``orders`` keeps what it was told to do."""

    def __init__(self, pairs: int) -> None:
        self.orders: list[tuple[Any, ...]] = []
        self.opened: list[ParticipantId] = []
        self.permitted: dict[ParticipantId, frozenset[Source]] = {}
        self.refusal: Refusal | None = None
        self._pairs = pairs
        self._gate = asyncio.Event()
        self._gate.set()

    def hold(self) -> None:
        self._gate.clear()

    def release(self) -> None:
        self._gate.set()

    async def join(self, room: RoomId, participant: ParticipantId, offer: str, permitted: frozenset[Source]) -> Answer:
        self.opened.append(participant)
        await self._gate.wait()
        if self.refusal is not None:
            raise self.refusal
        self.permitted[participant] = permitted
        pairs = tuple(PairMids(pair, f"a{pair}", f"v{pair}") for pair in range(self._pairs))
        return Answer(f"answer to {offer}", pairs)

    async def restart(self, participant: ParticipantId, offer: str) -> str:
        return f"restart of {offer}"

    def permit(self, participant: ParticipantId, permitted: frozenset[Source]) -> None:
        self.permitted[participant] = permitted

    def feed(self, participant: ParticipantId, pair: int, shown: Shown | None) -> None:
        self.orders.append(("feed", participant, pair, shown))

    def leave(self, participant: ParticipantId) -> None:
        self.orders.append(("leave", participant))

    def feeds_of(self, participant: ParticipantId) -> dict[int, Shown | None]:
        """What each pair of this receiver is fed from now."""
        return {order[2]: order[3] for order in self.orders if order[:2] == ("feed", participant)}

    def is_fed(self, participant: ParticipantId, shown: Shown) -> bool:
        return shown in self.feeds_of(participant).values()


class FakeAudience:
    def __init__(self) -> None:
        self.told: list[tuple[ParticipantId, str, Mapping[str, Any]]] = []

    def tell(self, participant: ParticipantId, event: str, payload: Mapping[str, Any]) -> None:
        self.told.append((participant, event, payload))

    def events_of(self, participant: ParticipantId, event: str) -> list[Mapping[str, Any]]:
        return [payload for who, what, payload in self.told if (who, what) == (participant, event)]

    def names_of(self, participant: ParticipantId) -> list[str]:
        """The events that she was told, in their order."""
        return [event for who, event, _ in self.told if who == participant]


class House:
    """Rooms among their fakes."""

    def __init__(self, pairs: int = 5, capacity: int = CAPACITY) -> None:
        self.relay = FakeRelay(pairs)
        self.audience = FakeAudience()
        self.clock = FakeClock()
        self.wall_clock = FakeClock(WALL_SECONDS)
        self.book = InvitationsInMemory()
        world = World(self.relay, self.audience, self.clock, self.wall_clock)
        self.rooms = Rooms(world, self.book, capacity=capacity, grace_seconds=GRACE_SECONDS)

    def join(self, name: str, role: Role = Role.DOCTOR, room: RoomId = ROOM) -> Seating:
        """The seat of somebody's invitation; the same name again is the same invitation."""
        return self.rooms.join(entry_of(name, role, room))

    async def seated(self, name: str, role: Role = Role.HEALTH_WORKER, room: RoomId = ROOM) -> ParticipantId:
        """In the room, connected, and ready to see whoever is shown."""
        participant = self.join(name, role, room).participant
        await self.opened(participant)
        return participant

    async def opened(self, participant: ParticipantId) -> None:
        """Her media is there, and she has acknowledged her slots."""
        opening = await self.seat(participant).open_media("an offer")
        self.rooms.media_report(Connected(participant))
        self.seat(participant).acknowledge(opening.slots.revision)

    def seat(self, participant: ParticipantId) -> Seat:
        return self.rooms.seat_of(participant)

    def acknowledge(self, participant: ParticipantId) -> None:
        """Whatever she was told last of her slots."""
        self.seat(participant).acknowledge(self.seat(participant).participant.slots.revision)

    def pass_time(self, seconds: float) -> None:
        self.clock.now += seconds
        self.rooms.expire(self.clock.now)

    def seen(self, person: ParticipantId, by: ParticipantId) -> Mapping[str, Any]:
        """A person as she looked when the other was told last."""
        people = self.audience.events_of(by, "people")[-1]["people"]
        return next(entry for entry in people if entry["participant"] == person)

    def lobby(self, as_told_to: ParticipantId) -> list[Any]:
        return list(self.audience.events_of(as_told_to, "lobby")[-1]["waiting"])


def entry_of(name: str, role: Role, room: RoomId = ROOM) -> Entry:
    return Entry(InvitationId(f"for {name}"), room, (NamedPerson(name, role),))
