from sqlalchemy import func, select, text

from clinic.identity.limits import HOUR_SECONDS, Limit, Use
from storage.limits import LimitTable
from storage.store import Store
from storage.tables.identity import limit_counts
from tests.support.clocks import Clock

BY_NUMBER = Limit("ask", "number", 3, HOUR_SECONDS)
ASHA = "+919876543210"


async def rows(store: Store) -> int:
    async with store.database.reading() as connection:
        return (await connection.execute(select(func.count()).select_from(limit_counts))).scalar_one()


async def add(store: Store, clock: Clock, *values: str) -> None:
    async with store.writing() as records:
        await records.limits.add([Use(BY_NUMBER, value) for value in values], clock.now)


async def test_neither_number_nor_address_is_written_in_clear(store: Store, clock: Clock) -> None:
    await add(store, clock, ASHA)
    async with store.database.reading() as connection:
        written = str((await connection.execute(select(limit_counts))).all())
    assert ASHA[1:] not in written


async def test_one_row_counts_all_uses(store: Store, clock: Clock) -> None:
    for _ in range(20):
        await add(store, clock, ASHA)
    assert await rows(store) == 1


async def test_the_tally_comes_back_with_its_limit(store: Store, clock: Clock) -> None:
    two = Limit("ask", "number", 9, 60.0)
    async with store.writing() as records:
        uses = [Use(BY_NUMBER, ASHA), Use(two, ASHA)]
        await records.limits.add(uses[:1], clock.now)
        tallies = await records.limits.add(uses, clock.now)
    assert {tally.limit: (tally.count, tally.ends_at - clock.now) for tally in tallies} == {
        BY_NUMBER: (2, HOUR_SECONDS),
        two: (1, 60.0),
    }


async def test_windows_that_are_over_are_forgotten_so_many_at_a_time(store: Store, clock: Clock) -> None:
    await add(store, clock, *map(str, range(5)))
    clock.advance(HOUR_SECONDS)
    await add(store, clock, ASHA)
    async with store.writing() as records:
        assert await records.limits.forget(clock.now, at_most=3) == 3
        assert await records.limits.forget(clock.now, at_most=3) == 2
        assert await records.limits.forget(clock.now, at_most=3) == 0
    assert await rows(store) == 1


async def test_no_plan_of_the_database_forgets_more_than_that(store: Store, clock: Clock) -> None:
    await add(store, clock, *map(str, range(5)))
    clock.advance(HOUR_SECONDS)
    async with store.database.writing() as connection:
        if connection.dialect.name == "postgresql":
            for plan in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
                await connection.execute(text(f"SET LOCAL enable_{plan} = off"))
        assert await LimitTable(connection, store.vault).forget(clock.now, at_most=3) == 3


async def test_nothing_to_count_is_no_statement(store: Store, clock: Clock) -> None:
    async with store.writing() as records:
        assert list(await records.limits.add([], clock.now)) == []
    assert await rows(store) == 0
