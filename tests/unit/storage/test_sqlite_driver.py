"""The cursor that needs one step into the thread: what SQLAlchemy asks of it, on a real file."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.sqlite import sqlite_engine
from storage.sqlite_driver import FIRST_ROWS

MANY = 2 * FIRST_ROWS + 7


@pytest.fixture
async def engine(tmp_path: Path) -> AsyncIterator[AsyncEngine]:
    made = sqlite_engine(tmp_path / "numbers.sqlite").execution_options(writes=True)
    async with made.begin() as connection:
        await connection.execute(text("CREATE TABLE numbers (n INTEGER PRIMARY KEY)"))
        await connection.execute(text("INSERT INTO numbers VALUES (:n)"), [{"n": n} for n in range(MANY)])
    yield made
    await made.dispose()


@pytest.mark.parametrize("count", [0, 1, FIRST_ROWS - 1, FIRST_ROWS, FIRST_ROWS + 1, MANY])
async def test_all_rows_come_however_many_there_are(engine: AsyncEngine, count: int) -> None:
    async with engine.connect() as connection:
        found = await connection.execute(text("SELECT n FROM numbers ORDER BY n LIMIT :count"), {"count": count})
        assert [row.n for row in found] == list(range(count))


async def test_rows_can_be_streamed_and_left_half_way(engine: AsyncEngine) -> None:
    async with engine.connect() as connection:
        async with connection.stream(text("SELECT n FROM numbers ORDER BY n")) as rows:
            assert [row.n async for row in rows] == list(range(MANY))
        async with connection.stream(text("SELECT n FROM numbers ORDER BY n")) as rows:
            first = await rows.fetchone()
        assert first is not None
        assert first.n == 0
        await connection.commit()


async def test_a_change_says_how_many_rows_it_was_and_what_came_back(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        assert (await connection.execute(text("DELETE FROM numbers WHERE n < 5"))).rowcount == 5
        assert (await connection.execute(text("DELETE FROM numbers WHERE n < 5"))).rowcount == 0
        gone = await connection.execute(text("DELETE FROM numbers WHERE n < 7 RETURNING n"))
        assert sorted(row.n for row in gone) == [5, 6]


async def test_a_statement_that_fails_leaves_the_connection_good(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        with pytest.raises(OperationalError):
            await connection.execute(text("SELECT nothing FROM nowhere"))
        assert (await connection.execute(text("SELECT 1"))).scalar_one() == 1
