"""What a call's room tells of its lines: broken after a while, mended at once, each once."""

from dataclasses import dataclass, field

import pytest

from clinic.consultation.consultation import ConsultationId
from rooms.ports import ParticipantId, RoomId
from rooms.records import NamedPerson, Person
from rooms.roles import Role
from server.call_watch import ALONE_SECONDS, PATIENCE_SECONDS, CallWatch
from tests.support.clocks import Clock

ROOM, CONSULTATION = RoomId("call-4f-17"), ConsultationId("4f")


@dataclass
class Told:
    words: list[tuple[str, ConsultationId]] = field(default_factory=list)

    async def broken(self, consultation: ConsultationId) -> None:
        self.words.append(("broken", consultation))

    async def mended(self, consultation: ConsultationId) -> None:
        self.words.append(("mended", consultation))


@dataclass
class Scene:
    told: Told = field(default_factory=Told)
    clock: Clock = field(default_factory=Clock)

    def __post_init__(self) -> None:
        self.watch = CallWatch(self.told, self.clock)

    async def sees(self, *people: Person, after: float = 0.0) -> None:
        self.watch.look(ROOM, people)
        await self.later(after)

    async def later(self, seconds: float) -> None:
        self.clock.advance(seconds)
        await self.watch.tell()


@pytest.fixture
def scene() -> Scene:
    return Scene()


def seat(role: Role, connection: str = "connected") -> Person:
    return Person(ParticipantId(role), (NamedPerson("Asha", role),), connection, None, "on", "on", "off")  # type: ignore[arg-type]


DOCTOR, PATIENT = seat(Role.DOCTOR), seat(Role.PATIENT)


async def test_whoever_is_waited_for_has_time_to_come_in(scene: Scene) -> None:
    await scene.sees(DOCTOR, after=ALONE_SECONDS - 1)
    assert scene.told.words == []
    await scene.sees(DOCTOR, PATIENT)
    assert scene.told.words == [("mended", CONSULTATION)]


async def test_who_stays_alone_has_a_broken_line_though_another_node_saw_both_together(scene: Scene) -> None:
    await scene.sees(DOCTOR, after=ALONE_SECONDS)
    assert scene.told.words == [("broken", CONSULTATION)]
    await scene.sees(DOCTOR, PATIENT)
    await scene.later(0)
    assert scene.told.words == [("broken", CONSULTATION), ("mended", CONSULTATION)]


async def test_a_line_that_is_lost_for_long_is_broken_and_told_once(scene: Scene) -> None:
    await scene.sees(DOCTOR, PATIENT)
    await scene.sees(DOCTOR, seat(Role.PATIENT, "lost"), after=PATIENCE_SECONDS - 1)
    assert scene.told.words == [("mended", CONSULTATION)]
    await scene.later(1)
    await scene.later(60)
    assert scene.told.words == [("mended", CONSULTATION), ("broken", CONSULTATION)]


async def test_a_line_that_comes_back_soon_was_not_broken(scene: Scene) -> None:
    await scene.sees(DOCTOR, PATIENT)
    await scene.sees(DOCTOR, seat(Role.PATIENT, "lost"), after=1)
    await scene.sees(DOCTOR, PATIENT, after=60)
    assert scene.told.words == [("mended", CONSULTATION)]


async def test_a_mended_line_is_told_and_may_break_again(scene: Scene) -> None:
    await scene.sees(DOCTOR, PATIENT)
    await scene.sees(PATIENT, after=PATIENCE_SECONDS)
    await scene.sees(DOCTOR, PATIENT)
    await scene.sees(DOCTOR, after=PATIENCE_SECONDS)
    assert [word for word, _ in scene.told.words] == ["mended", "broken", "mended", "broken"]


async def test_a_room_that_is_over_tells_nothing_more(scene: Scene) -> None:
    await scene.sees(DOCTOR, PATIENT)
    scene.watch.look(ROOM, (DOCTOR,))
    scene.watch.forget(ROOM)
    await scene.later(60)
    assert scene.told.words == [("mended", CONSULTATION)]


async def test_a_room_that_is_no_consultations_is_not_watched(scene: Scene) -> None:
    scene.watch.look(RoomId("ward-3"), (DOCTOR, PATIENT))
    await scene.later(60)
    assert scene.told.words == []
