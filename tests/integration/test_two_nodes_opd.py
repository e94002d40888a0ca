"""A clinic's day on two nodes behind one address: queue, ring and live pages work across both, and one may die."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
import socketio

from server.application import LIVE_PATH
from tests.support.duty_staff import SESSION_COOKIE
from tests.support.needs import TWO_NODES
from tests.support.opd import Department, Doctor, Household, SignedIn, department
from tests.support.postgresql import PostgreSQL
from tests.support.server import Server
from tests.support.two_nodes import TwoNodes, running_two_nodes
from tests.support.waiting import eventually

PATIENCE_SECONDS = 20.0
new_client: Any = socketio.AsyncClient  # it has no types of its own
pytestmark = TWO_NODES


@dataclass
class LivePage:
    """``heard``: what the page was told, by the names of the events."""

    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def hears(self, name: str, **expected: Any) -> dict[str, Any]:
        async def look() -> list[dict[str, Any]]:
            return [told for heard, told in self.heard if heard == name and told.items() >= expected.items()]

        found = await eventually(f"the page hears {name} {expected}", look, within_seconds=PATIENCE_SECONDS)
        return found[0]


@asynccontextmanager
async def live_page(node: Server, of: SignedIn, *clinics: str) -> AsyncIterator[LivePage]:
    page, client = LivePage(), new_client(reconnection=False)
    client.on("*", lambda event, payload: page.heard.append((event, payload)), namespace="/live")
    headers = {"Cookie": f"{SESSION_COOKIE}={of.session}"}
    await client.connect(
        node.url, socketio_path=LIVE_PATH, namespaces=["/live"], transports=["websocket"], headers=headers
    )
    await client.call("watch", {"clinics": list(clinics)}, namespace="/live")
    await asyncio.sleep(0.5)  # whose page it is may be known a moment after its first words
    try:
        yield page
    finally:
        await client.disconnect()


@pytest.fixture
async def service(postgresql: PostgreSQL) -> AsyncIterator[TwoNodes]:
    async with running_two_nodes(postgresql) as running:
        yield running


@pytest.fixture
async def opd(service: TwoNodes) -> Department:
    return await department(service.door)


def by(node: Server, person: Any) -> Any:
    """The same person, asking at that node."""
    return replace(person, server=node)


async def test_a_day_goes_on_over_two_nodes_and_when_one_of_them_dies(service: TwoNodes, opd: Department) -> None:
    first, second = service.nodes
    doctor: Doctor = by(first, await opd.doctor())
    mother, token = await opd.waiting()
    _, next_token = await opd.waiting("Sita Devi")
    there: Household = by(second, mother)
    assert (await there.token(token))["place"] == 1

    async with live_page(second, mother, opd.clinic) as phone, live_page(first, doctor) as desk:
        assert (await doctor.call_next())["id"] == token
        assert (await phone.hears("ring"))["id"] == token
        await phone.hears("queue", numbers=[2])
        await there.post(f"/opd/tokens/{token}/answer")
        await desk.hears("desk")
    await doctor.writes(token, complaint="Fever for three days")

    first.kill()
    again: Doctor = by(service.door, doctor)
    current = (await again.desk())["current"]
    assert (current["id"], current["state"]) == (token, "in_progress")
    notes = await again.get(f"/desk/consultations/{token}/notes")
    assert notes["fields"]["complaint"] == "Fever for three days"
    assert (await by(service.door, mother).post(f"/opd/tokens/{token}/entrance"))["secret"]
    assert (await again.does(token, "end"))["state"] == "ended"
    assert (await again.call_next())["id"] == next_token


async def test_two_doctors_on_two_nodes_who_call_one_patient_do_not_both_have_her(
    service: TwoNodes, opd: Department
) -> None:
    doctors = [
        by(node, await opd.doctor(f"Dr {name}")) for node, name in zip(service.nodes, ("Rao", "Iyer"), strict=True)
    ]
    _, token = await opd.waiting()
    asked = {"consultation": token, "reason": "I know her"}
    answers = await asyncio.gather(*(doctor.post("/desk/call", asked) for doctor in doctors), return_exceptions=True)
    refused = [str(answer) for answer in answers if isinstance(answer, AssertionError)]
    assert len(refused) == 1
    assert "called_by_other" in refused[0]


async def test_a_ring_that_was_begun_on_a_node_that_died_ends_by_the_other(postgresql: PostgreSQL) -> None:
    async with running_two_nodes(postgresql, ring_seconds="3") as service:
        opd = await department(service.door)
        doctor = by(service.nodes[0], await opd.doctor())
        mother, token = await opd.waiting()
        await doctor.call_next()
        service.nodes[0].kill()

        async def missed() -> bool:
            return bool((await by(service.nodes[1], mother).token(token))["missed"] == 1)

        await eventually("the ring has ended", missed, within_seconds=25)
