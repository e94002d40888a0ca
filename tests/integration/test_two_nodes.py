"""Two real servers behind one address: one service to whoever comes, and one of them may die."""

import asyncio
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
import pytest_asyncio
import socketio
from aiohttp import ClientSession

from clinic.actors import SYSTEM
from clinic.identity.sessions import Sessions
from clinic.staff.account import Role as StaffRole
from clinic.staff.account import StaffId
from rooms.roles import Role
from tests.integration.service import Page, page, resume_of
from tests.support.clinic_store import store_of
from tests.support.needs import TWO_NODES
from tests.support.operator import Invited
from tests.support.postgresql import PostgreSQL
from tests.support.server import Server
from tests.support.two_nodes import START_SECONDS, TwoNodes, running_two_nodes
from tests.support.waiting import eventually
from tests.unit.clinic.staff.builders import employ

REJOIN_SECONDS = 20.0
pytestmark = [TWO_NODES, pytest.mark.asyncio(loop_scope="module")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(postgresql: PostgreSQL) -> AsyncIterator[TwoNodes]:
    async with running_two_nodes(postgresql) as running:
        yield running


@dataclass
class Way:
    """To one of the nodes, past the door; satisfies ``tests.integration.service.Inviting``."""

    node: Server

    @property
    def url(self) -> str:
        return self.node.url

    async def invite(self, *people: tuple[Role, str | None]) -> str:
        invited = (Invited(role.value, name) for role, name in people)
        return (await self.node.invite(*invited)).secret


@pytest_asyncio.fixture(loop_scope="module")
async def ways(service: TwoNodes) -> list[Way]:
    """Both nodes, and a room of its own."""
    for node in service.nodes:
        node.room = f"ward-{secrets.token_hex(4)}"
    service.nodes[1].room = service.nodes[0].room
    return [Way(node) for node in service.nodes]


async def comes_to_the_room(one: Page, other: Page, way: Way) -> Any:
    """She comes by the other node and is brought to where the room lives; the reply of her join."""
    secret = await way.invite((Role.HEALTH_WORKER, "Meera"))
    redeemed = await one.redeem(secret)
    assert redeemed["node"] != (await one.event("welcome"))["node"]
    await other.open(node=redeemed["node"])
    assert (await other.event("welcome"))["node"] == redeemed["node"]
    return await other.ask("join", {"protocol": 2, "grant": redeemed["grant"], "names": []})


async def test_two_who_come_by_different_nodes_meet_in_one_room(ways: list[Way]) -> None:
    async with page(ways[0]) as rao, page(ways[1]) as first:
        await rao.join("Dr Rao")
        meera = Page(ways[1])
        seat = await comes_to_the_room(first, meera, ways[1])
        assert [one["people"][0]["name"] for one in seat["room"]["people"]] == ["Dr Rao", "Meera"]
        assert len((await rao.event("people"))["people"]) == 2
        await meera.ask("send_chat", {"text": "नमस्ते", "key": "1"})
        assert (await rao.event("chat"))["message"]["text"] == "नमस्ते"
        long = "x" * 200_000
        assert (await meera.ask("open_media", {"offer": long}))["code"] == "bad_offer"
        await meera.close()
        while (await rao.event("people"))["people"][-1]["connection"] != "lost":
            pass


async def test_a_grant_is_good_on_every_node_and_a_seat_is_on_one(ways: list[Way]) -> None:
    async with page(ways[0]) as rao, page(ways[1]) as meera:
        await rao.join("Dr Rao")
        grant = (await meera.redeem(await ways[1].invite((Role.DOCTOR, "Dr Sen"))))["grant"]
        refused = await meera.ask("join", {"protocol": 2, "grant": grant, "names": []})
        assert refused["code"] == "room_elsewhere"
        assert (await rao.ask("leave", {}))["ok"]
        assert (await rao.ask("join", {"protocol": 2, "grant": grant, "names": []}))["ok"]


async def test_a_reload_by_way_of_the_other_node_comes_back_into_the_seat(ways: list[Way]) -> None:
    async with page(ways[0]) as rao:
        seat = await rao.join("Dr Rao")
        node = (await rao.event("welcome"))["node"]
        async with page(ways[1], node=node) as back:
            assert (await back.ask("resume", resume_of(seat)))["ok"]
            assert await rao.event("taken_over") == {}
        async with page(ways[1]) as lost:
            assert (await lost.ask("resume", resume_of(seat)))["code"] == "unknown_seat"


async def test_a_node_that_nobody_knows_is_served_for(ways: list[Way]) -> None:
    for node in ("0" * 16, "../..", "http://127.0.0.1:1"):
        async with page(ways[0], node=node) as rao:
            assert (await rao.event("welcome"))["node"] != node
            assert (await rao.join("Dr Rao"))["ok"]


async def test_a_room_that_is_closed_on_one_node_ends_on_the_other(ways: list[Way]) -> None:
    async with page(ways[0]) as rao:
        await rao.join("Dr Rao")
        await ways[1].node.operator.close_room(ways[1].node.room)
        assert await rao.event("ended") == {}


async def test_who_is_revoked_on_one_node_is_shown_out_on_the_other(ways: list[Way]) -> None:
    async with page(ways[0]) as rao:
        invitation = await ways[1].node.invite(Invited("doctor", "Dr Rao"))
        assert (await rao.enter(invitation.secret))["ok"]
        await ways[1].node.operator.revoke(invitation)
        assert await rao.event("removed") == {}


async def test_who_is_suspended_on_one_node_leaves_the_call_on_the_other(service: TwoNodes, ways: list[Way]) -> None:
    doctor, administrator = (
        await employed(service, "d", StaffRole.DOCTOR),
        await employed(service, "a", StaffRole.STATE_ADMINISTRATOR),
    )
    async with page(ways[0], doctor) as rao, page(ways[1]) as first:
        await rao.join("Dr Rao")
        meera = Page(ways[1])
        await comes_to_the_room(first, meera, ways[1])
        await suspend(ways[1].url, administrator, StaffId("d" * 32))
        await rao.event("removed")
        await rao.closed()
        assert (await meera.ask("send_chat", {"text": "still here", "key": "1"}))["ok"]
        await meera.close()


async def employed(service: TwoNodes, who: str, role: StaffRole) -> dict[str, str]:
    """The cookie of somebody who is signed in."""
    async with store_of(service.door) as store:
        account = await employ(store, who, role, None)
        _, token = await Sessions(store, time.time).start("staff", account.id, "a laptop", SYSTEM)
    return {"Cookie": f"paramarsh_session={token}"}


async def suspend(url: str, administrator: dict[str, str], staff: StaffId) -> None:
    async with ClientSession(headers=administrator) as session:
        async with session.get(f"{url}/api/session") as opened:
            device = opened.cookies["paramarsh_device"].value
            csrf = (await opened.json())["csrf"]
        headers = {"X-CSRF-Token": csrf, "Cookie": f"{administrator['Cookie']}; paramarsh_device={device}"}
        body = {"reason": "left the service"}
        async with session.post(f"{url}/api/staff/{staff}/suspend", json=body, headers=headers) as done:
            assert done.status < 300, await done.text()


async def test_an_order_that_no_node_has_signed_is_refused(ways: list[Way]) -> None:
    async with ClientSession() as session, session.post(f"{ways[0].url}/cluster/orders", data="forged") as answer:
        assert answer.status == 403


async def health_of(url: str) -> Any:
    async with ClientSession() as session, session.get(f"{url}/healthz") as answer:
        return answer.status, (await answer.json())["redis"]


async def test_a_restart_of_redis_ends_no_call_and_afterwards_rooms_are_opened_again(
    service: TwoNodes, ways: list[Way]
) -> None:
    async with page(ways[0]) as rao, page(ways[1]) as first:
        await rao.join("Dr Rao")
        meera = Page(ways[1])
        await comes_to_the_room(first, meera, ways[1])
        elsewhere = (await ways[1].node.invite(Invited("doctor", "Dr Sen"), room=f"ward-{secrets.token_hex(4)}")).secret
        service.redis.stop()
        for number, (one, other) in enumerate([(rao, meera), (meera, rao)]):
            await one.ask("send_chat", {"text": f"line {number}", "key": str(number)})
            while (await other.event("chat"))["message"]["text"] != f"line {number}":
                pass
        assert (await rao.redeem(await ways[0].invite((Role.PATIENT, "Asha"))))["ok"]
        assert (await first.redeem(elsewhere))["code"] == "places_unknown"

        async def is_told() -> bool:
            return bool(await health_of(ways[0].url) == await health_of(ways[1].url) == (200, "away"))

        await eventually("both say that Redis is away", is_told, within_seconds=20)
        service.redis.start()

        async def is_open() -> bool:
            return bool((await first.redeem(elsewhere))["ok"])

        await eventually("rooms are opened again", is_open, within_seconds=REJOIN_SECONDS)
        assert (await meera.ask("send_chat", {"text": "still here", "key": "k"}))["ok"]
        assert await health_of(ways[0].url) == (200, "up")
        await meera.close()


@pytest.mark.asyncio(loop_scope="function")
async def test_when_a_node_dies_or_is_stopped_its_people_meet_again_on_the_other(postgresql: PostgreSQL) -> None:
    async with running_two_nodes(postgresql) as service:
        ways = [Way(node) for node in service.nodes]
        invited = [await ways[0].invite((Role.DOCTOR, name)) for name in ("Dr Rao", "Dr Sen")]
        people = [await Page(ways[0]).open() for _ in invited]
        for one, secret in zip(people, invited, strict=True):
            assert (await one.enter(secret))["ok"]
        gone = await node_of(people[0])

        service.nodes[0].kill()
        people = await meet_again(service, people, invited, gone)
        gone = await node_of(people[0])

        await service.nodes[0].start(START_SECONDS)
        assert await service.nodes[1].stop() == 0
        people = await meet_again(service, people, invited, gone)
        for one in people:
            await one.close()


async def node_of(one: Page) -> str:
    return str((await one.event("welcome"))["node"])


async def meet_again(service: TwoNodes, before: list[Page], invited: list[str], gone: str) -> list[Page]:
    """By way of the door, each by the invitation that she has."""
    for one in before:
        await one.closed()
    people = [Page(Way(service.door)) for _ in invited]
    await asyncio.gather(*(comes_back(one, secret, gone) for one, secret in zip(people, invited, strict=True)))
    await people[0].ask("send_chat", {"text": "again", "key": "1"})
    assert (await people[1].event("chat"))["message"]["text"] == "again"
    return people


async def comes_back(one: Page, secret: str, gone: str) -> None:
    """As her page does: to where her seat was, which is not there any more; and by her invitation, until it is good."""

    async def joined() -> bool:
        try:
            await one.open(node=gone)
        except socketio.exceptions.ConnectionError:
            return False
        reply = await one.redeem(secret)
        if reply["ok"]:
            reply = await one.ask("join", {"protocol": 2, "grant": reply["grant"], "names": []})
        if not reply["ok"]:
            await one.close()
        return bool(reply["ok"])

    await eventually("she is in the room again", joined, within_seconds=REJOIN_SECONDS)
