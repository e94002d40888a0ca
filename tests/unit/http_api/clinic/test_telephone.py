"""What the telephone provider tells: over real HTTP, by one on the loopback whose telephones do as they are told."""

import tomllib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from aiohttp import ClientSession, FormData, web
from aiohttp.test_utils import TestServer
from pydantic import TypeAdapter

from clinic.telephone.call import Call, Purpose
from clinic.telephone.telephone import Telephone, Wanted
from gateways.telephone_http import HttpTelephone
from gateways.telephone_provider import TelephoneProvider
from http_api.api import add_api, operations_part
from http_api.clinic.telephone import add_telephone
from http_api.operations import Operations
from storage.store import Store
from tests.support.clinic_api import ClinicApi
from tests.support.clocks import Clock
from tests.support.telephone_twin import Style, TelephoneTwin, TwinCall, running_twin, toml
from tests.unit.clinic.notification.notices import ASHA, CONSULTATION, RAO, register_asha
from tests.unit.clinic.telephone.test_telephone import DOCTOR, RAOS_NUMBER, employ_rao

Ending = Callable[[TelephoneTwin, TwinCall], Awaitable[None]]


@dataclass
class Line:
    """``url``: where the clinic is told of calls."""

    telephone: Telephone
    twin: TelephoneTwin
    url: str

    async def ring(self, purpose: Purpose = "consultation") -> TwinCall:
        await self.telephone.ring(Wanted(CONSULTATION, purpose, ASHA, RAO, "hi"), DOCTOR)
        return await self.twin.next()

    async def last(self) -> Call:
        return (await self.telephone.of(CONSULTATION))[-1]

    async def state(self) -> str:
        return (await self.last()).state.value


@pytest.fixture(params=["json", "form"])
async def line(request: pytest.FixtureRequest, store: Store, clock: Clock, unused_tcp_port: int) -> AsyncIterator[Line]:
    style: Style = request.param
    await register_asha(store, clock.now)
    await employ_rao(store, clock.now, mobile=RAOS_NUMBER)
    url = f"http://127.0.0.1:{unused_tcp_port}/api/telephone/status"
    async with running_twin() as twin, ClientSession() as session:
        provider = TypeAdapter(TelephoneProvider).validate_python(tomllib.loads(toml(twin.url, url, style)))
        telephone = Telephone(store, HttpTelephone(session, provider), clock, lambda _: None)
        async with TestServer(_application(telephone, clock), port=unused_tcp_port):
            yield Line(telephone, twin, url)


class NoSessions:
    async def find(self, token: str) -> None:
        return None


async def _unnoted(*_: object) -> None:
    """Nobody who tells of calls is signed in."""


def _application(telephone: Telephone, clock: Clock) -> web.Application:
    """The one operation that is tried here."""
    operations = Operations(NoSessions(), lambda device: device, lambda request: "192.0.2.7", clock, _unnoted)
    add_telephone(operations, telephone)
    app = web.Application()
    add_api(app, operations_part(operations))
    return app


async def test_a_call_is_rung_answered_and_ended(line: Line, clock: Clock) -> None:
    call = await line.ring()
    await line.twin.ring(call)
    assert await line.state() == "ringing"
    clock.advance(5)
    await line.twin.answer(call)
    assert await line.state() == "answered"
    clock.advance(60)
    await line.twin.hang_up(call, seconds=58)
    ended = await line.last()
    assert (ended.state, ended.duration_seconds, ended.provider_id) == ("completed", 58.0, call.id)
    assert (ended.answered_at, ended.ended_at) == (clock.now - 60, clock.now)
    assert line.twin.answers == [204] * 3


@pytest.mark.parametrize(
    ("end", "state"),
    [
        (TelephoneTwin.be_busy, "busy"),
        (TelephoneTwin.let_ring, "no_answer"),
        (TelephoneTwin.fail, "failed"),
        (TelephoneTwin.drop, "dropped"),
    ],
)
async def test_however_it_ends_the_clinic_knows(line: Line, end: Ending, state: str) -> None:
    call = await line.ring("reminder")
    await end(line.twin, call)
    assert await line.state() == state


async def test_what_is_told_three_times_counts_once(line: Line, clock: Clock) -> None:
    line.twin.times = 3
    call = await line.ring()
    await line.twin.answer(call)
    answered = (await line.last()).answered_at
    clock.advance(1)
    await line.twin.answer(call)
    assert ((await line.last()).answered_at, await line.state()) == (answered, "answered")
    assert line.twin.answers == [204] * 6


async def test_what_comes_late_and_in_another_order_moves_nothing_back(line: Line) -> None:
    call = await line.ring()
    line.twin.is_holding = True
    await line.twin.ring(call)
    await line.twin.answer(call)
    await line.twin.drop(call, seconds=7)
    assert await line.state() == "requested"
    await line.twin.let_go(2, 0, 1)
    last = await line.last()
    assert (last.state, last.duration_seconds, line.twin.answers) == ("dropped", 7.0, [204] * 3)


async def test_another_call_is_not_moved_by_the_first_ones_call_backs(line: Line) -> None:
    first = await line.ring()
    await line.twin.be_busy(first)
    second = await line.ring()
    await line.twin.hang_up(first)
    assert {call.state for call in await line.telephone.of(CONSULTATION)} == {"busy", "requested"}
    await line.twin.answer(second)
    assert {call.state for call in await line.telephone.of(CONSULTATION)} == {"busy", "answered"}


async def test_a_form_with_parts_is_read_too(line: Line) -> None:
    call = await line.ring()
    form = FormData({"Status": "busy", "event": "hangup", "cause": "busy"})
    form.add_field("recording", b"\0" * 100, filename="a.wav")
    async with ClientSession() as provider, provider.post(call.callback, data=form) as answer:
        assert answer.status == 204
    assert await line.state() == "busy"


@pytest.mark.parametrize("query", ["", "?call=", "?call=guessed", "?call=%00", "?other=1"])
async def test_without_the_calls_token_nothing_is_told(line: Line, query: str) -> None:
    await line.ring()
    told = {"event": "answered", "Status": "completed"}
    async with ClientSession() as stranger, stranger.post(line.url + query, json=told) as answer:
        problem = await answer.json(content_type=None)
        assert (answer.status, problem["code"]) == (404, "call_unknown")
    assert await line.state() == "requested"


@pytest.mark.parametrize(
    ("sent", "status", "code"),
    [
        ({"data": b"{", "headers": {"Content-Type": "application/json"}}, 400, "not_json"),
        ({"data": b"[" * 16_000, "headers": {"Content-Type": "application/json"}}, 400, "not_json"),
        ({"data": b"\xff\xfe", "headers": {"Content-Type": "application/json"}}, 400, "not_json"),
        ({"json": [1]}, 422, "bad_request"),
        ({"data": b"x" * 20_000}, 413, "too_large"),
        ({"data": b"x", "headers": {"Content-Type": "multipart/form-data; boundary=x"}}, 422, "bad_request"),
        ({"data": b"x", "headers": {"Content-Type": "multipart/form-data"}}, 422, "bad_request"),
        ({"data": b"a=b" * 7_000, "headers": {"Content-Type": "application/x-www-form-urlencoded"}}, 413, "too_large"),
    ],
)
async def test_what_nobody_can_read_is_refused(line: Line, sent: dict[str, Any], status: int, code: str) -> None:
    call = await line.ring()
    async with ClientSession() as provider, provider.post(call.callback, **sent) as answer:
        told = await answer.json(content_type=None)
        assert (answer.status, told["code"]) == (status, code)


async def test_strange_signs_in_it_are_no_trouble_for_the_database(line: Line) -> None:
    call = await line.ring()
    strange = {"event": "answered\0", "Status": "\ud800", "call": "\0\ud800x", "CallSid": "\0y", "seconds": 1e400}
    async with ClientSession() as provider, provider.post(call.callback, json=strange) as answer:
        assert answer.status in (204, 400)
    assert await line.state() == "requested"


async def test_it_asks_for_no_cookie_and_no_token_of_a_page(api: ClinicApi) -> None:
    url = api.server.make_url("/api/telephone/status")
    async with ClientSession() as provider, provider.post(url, json={}) as answer:
        assert (answer.status, (await answer.json(content_type=None))["code"]) == (404, "call_unknown")
