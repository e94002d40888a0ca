"""A restart of the server's process, or of its database, loses no token, no place and no note."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.opd import Department, Doctor, Household, department
from tests.support.postgresql import FAST, PostgreSQL, running_postgresql, why_no_postgresql
from tests.support.server import Server, running_server
from tests.support.waiting import eventually

DURABLE = {**FAST, "fsync": "on", "synchronous_commit": "on"}
WHERE = (
    "sqlite",
    pytest.param("postgresql", marks=pytest.mark.skipif(bool(why_no_postgresql()), reason=str(why_no_postgresql()))),
)
NOTES = {"complaint": "बुखार", "advice": "Rest, and water."}


@dataclass
class Day:
    """One patient who speaks with a doctor, and two who wait."""

    server: Server
    doctor: Doctor
    first: Household
    called: str
    waiting: list[tuple[Household, str]]

    async def seen(self) -> dict[str, Any]:
        """All that must be as it was."""
        current = (await self.doctor.desk())["current"]
        notes = await self.doctor.get(f"/desk/consultations/{self.called}/notes")
        places = [(await one.token(token))["place"] for one, token in self.waiting]
        numbers = [(await one.token(token))["number"] for one, token in self.waiting]
        return {
            "state": current["state"],
            "started_at": current["started_at"],
            "notes": {name: notes["fields"][name] for name in NOTES},
            "places": places,
            "numbers": numbers,
        }


@pytest.fixture(scope="module")
def postgresql_of_its_own() -> Iterator[PostgreSQL]:
    with running_postgresql(DURABLE) as server:
        yield server


@pytest.fixture(params=WHERE)
async def day(request: pytest.FixtureRequest) -> AsyncIterator[Day]:
    settings = {}
    if request.param == "postgresql":
        database: PostgreSQL = request.getfixturevalue("postgresql_of_its_own")
        settings = {"database_url": database.url(database.create())}
    async with running_server(**settings) as server:
        yield await begun(server, await department(server))


async def begun(server: Server, clinic: Department) -> Day:
    doctor = await clinic.doctor()
    people = [await clinic.household() for _ in range(3)]
    tokens = [(await one.takes(clinic.clinic))["id"] for one in people]
    await people[0].tells(tokens[0])
    called = (await doctor.call_next())["id"]
    assert called == tokens[0]
    await people[0].post(f"/opd/tokens/{called}/answer")
    await doctor.writes(called, **NOTES)
    return Day(server, doctor, people[0], called, list(zip(people[1:], tokens[1:], strict=True)))


async def test_after_kill_9_of_the_server_everything_is_as_it_was(day: Day) -> None:
    before = await day.seen()
    assert (before["state"], before["places"], before["notes"]) == ("in_progress", [1, 2], NOTES)
    day.server.kill()
    await day.server.start()
    assert await day.seen() == before
    assert (await day.first.post(f"/opd/tokens/{day.called}/entrance"))["secret"]
    assert (await day.doctor.does(day.called, "end"))["state"] == "ended"
    assert (await day.doctor.call_next())["number"] == 2


@pytest.mark.skipif(bool(why_no_postgresql()), reason=str(why_no_postgresql()))
async def test_after_a_restart_of_the_database_the_same_server_goes_on(postgresql_of_its_own: PostgreSQL) -> None:
    database = postgresql_of_its_own
    async with running_server(database_url=database.url(database.create())) as server:
        day = await begun(server, await department(server))
        before = await day.seen()
        database.stop()
        await eventually("the server says that it cannot", server.is_unwell, within_seconds=20)
        database.start()
        await eventually("the server is healthy again", server.is_healthy, within_seconds=20)
        assert await day.seen() == before
        assert (await day.doctor.does(day.called, "end"))["state"] == "ended"
