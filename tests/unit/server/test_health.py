from pathlib import Path

from http_api.health import Condition
from server.health import database_look
from storage.engine import Database
from tests.support.clocks import Clock


async def test_a_database_that_answers_is_up(database: Database, clock: Clock) -> None:
    assert await database_look(database, clock)() == Condition("up", serves=True)


async def test_however_often_it_is_asked_the_database_is_asked_once_a_second(clock: Clock) -> None:
    asked: list[float] = []

    class Counting:
        async def answers(self, within_seconds: float) -> bool:
            asked.append(clock())
            return len(asked) == 1

    look = database_look(Counting(), clock)  # type: ignore[arg-type]
    assert {(await look()).word for _ in range(10)} == {"up"}
    clock.advance(1)
    assert await look() == Condition("away", serves=False)
    assert len(asked) == 2


async def test_a_database_that_cannot_be_opened_does_not_answer(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "here.sqlite")
    await database.close()
    (tmp_path / "here.sqlite").unlink()
    (tmp_path / "here.sqlite").mkdir()
    assert not await database.answers(1)
    await database.close()
