import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from structlog.testing import capture_logs

from clinic.actors import Actor
from clinic.audit.event import Event
from server.daily_seal import DAY_SECONDS, RETRY_SECONDS, due_day, pause_seconds, seal_daily
from storage.audit_check import check
from storage.audit_seals import seals
from storage.store import Store
from storage.tables.audit import audit_seals
from tests.support.clocks import Clock
from tests.unit.clinic.audit.trail import KEY

DOCTOR = Actor("staff", "5" * 32, "clinic-1", "192.0.2.7")
MIDNIGHT = datetime(2026, 9, 22, tzinfo=UTC).timestamp()
Sleep = Callable[[float], Awaitable[None]]


def sleeping(clock: Clock, until: float, seen: list[float] | None = None) -> Sleep:
    """Passes the time at once; the process is stopped at ``until``. ``seen`` gets the pauses."""

    async def sleep(seconds: float) -> None:
        if seen is not None:
            seen.append(seconds)
        if clock.now + seconds > until:
            raise asyncio.CancelledError
        clock.advance(seconds)

    return sleep


async def run(store: Store, clock: Clock, seconds: float, seen: list[float] | None = None) -> None:
    with pytest.raises(asyncio.CancelledError):
        await seal_daily(store, KEY, clock, sleeping(clock, clock.now + seconds, seen))


async def opened(store: Store) -> None:
    async with store.writing() as records:
        await records.audit.append(Event("record.opened", DOCTOR, "patient:one", patient="one"))


async def sealed(store: Store) -> list[tuple[str, int]]:
    """Each signed day, and how many entries its signature covers."""
    async with store.database.reading() as connection:
        return [(seal.day, sum(length for length, _ in seal.heads.values())) async for seal in seals(connection)]


@pytest.mark.parametrize(
    ("seconds_after_midnight", "done", "day"),
    [
        (0, None, "2026-09-21"),
        (59, "2026-09-21", None),
        (60, "2026-09-21", "2026-09-22"),
        (60, "2026-09-22", None),
        (DAY_SECONDS - 1, "2026-09-21", "2026-09-22"),
        (DAY_SECONDS - 1, "2026-09-23", None),
    ],
)
def test_a_day_is_due_a_minute_after_it_began_unless_it_or_a_later_one_is_done(
    seconds_after_midnight: float, done: str | None, day: str | None
) -> None:
    assert due_day(MIDNIGHT + seconds_after_midnight, done) == day


@pytest.mark.parametrize(
    ("seconds_after_midnight", "pause"), [(60, 3_600), (12 * 3_600, 3_600), (86_400 - 540, 600), (59.5, 0.5)]
)
def test_the_pause_ends_when_a_day_is_due_and_within_the_hour(seconds_after_midnight: float, pause: float) -> None:
    assert pause_seconds(MIDNIGHT + seconds_after_midnight) == pause


async def test_a_day_that_is_not_signed_yet_is_signed_at_the_start(store: Store, clock: Clock) -> None:
    clock.now = MIDNIGHT + 15 * 3_600
    await opened(store)
    await run(store, clock, 0)
    assert await sealed(store) == [("2026-09-22", 1)]


async def test_each_day_is_signed_once_and_covers_the_day_before(store: Store, clock: Clock) -> None:
    clock.now = MIDNIGHT - 3_600
    for _ in range(3):
        await run(store, clock, 0)
        await opened(store)
        await run(store, clock, DAY_SECONDS)
    assert await sealed(store) == [("2026-09-21", 0), ("2026-09-22", 1), ("2026-09-23", 2), ("2026-09-24", 3)]
    assert (await check(store.database, KEY.public_key())).faults == ()


async def test_a_day_that_the_operator_has_signed_is_left(store: Store, clock: Clock) -> None:
    clock.now = MIDNIGHT + 3_600
    async with store.writing() as records:
        await records.audit.seal_day("2026-09-22", KEY)
    await opened(store)
    await run(store, clock, DAY_SECONDS)
    assert await sealed(store) == [("2026-09-22", 0), ("2026-09-23", 1)]


async def test_of_several_processes_one_signs_each_day(store: Store, clock: Clock) -> None:
    await opened(store)
    with capture_logs() as entries:
        await asyncio.gather(*(run(store, Clock(MIDNIGHT), DAY_SECONDS) for _ in range(3)))
    assert [day for day, _ in await sealed(store)] == ["2026-09-21", "2026-09-22"]
    assert [entry["event"] for entry in entries] == ["audit_sealed"] * 2


async def test_a_failure_is_logged_and_tried_again(store: Store, clock: Clock) -> None:
    clock.now = MIDNIGHT + 60
    async with store.database.writing() as connection:
        await connection.run_sync(audit_seals.drop)
    pauses: list[float] = []
    with capture_logs() as entries:
        await run(store, clock, RETRY_SECONDS, pauses)
    assert pauses == [RETRY_SECONDS] * 2
    assert [entry["event"] for entry in entries] == ["audit_seal_failed"] * 2
    async with store.database.writing() as connection:
        await connection.run_sync(audit_seals.create)
    await run(store, clock, 0)
    assert await sealed(store) == [("2026-09-22", 0)]


async def test_the_log_names_the_signature_so_that_it_stands_elsewhere_too(store: Store, clock: Clock) -> None:
    with capture_logs() as entries:
        await run(store, clock, 0)
    async with store.database.reading() as connection:
        (row,) = (await connection.execute(select(audit_seals))).all()
    assert [(entry["day"], entry["digest"]) for entry in entries] == [(row.day, row.digest)]


async def test_it_ends_when_it_is_cancelled(store: Store, clock: Clock) -> None:
    asleep = asyncio.Event()

    async def sleep(_: float) -> None:
        asleep.set()
        await asyncio.Event().wait()

    task = asyncio.create_task(seal_daily(store, KEY, clock, sleep))
    await asleep.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert len(await sealed(store)) == 1
