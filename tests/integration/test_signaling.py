"""The socket edge of the whole server: what is refused, what ends a socket, what is logged."""

import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from structlog.testing import capture_logs

from rooms.roles import Role
from signaling.flood import Allowance
from tests.integration.service import SECRET_OFFER, Page, Service, page, resume_of, served


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with served() as running:
        yield running


async def test_a_socket_is_welcomed_before_anything_else(service: Service) -> None:
    async with page(service) as asha:
        assert await asha.event("welcome") == {"protocol": 2, "slot_pairs": 5, "node": None}


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("restart", ({"offer": "x"},), "not_joined"),
        ("open_media", ({"offer": "x"},), "not_joined"),
        ("set_media", ({"microphone": True, "camera": True, "second": "off"},), "not_joined"),
        ("send_chat", ({"text": "hello", "key": "1"},), "not_joined"),
        ("admit", ({"participant": "p"},), "not_joined"),
        ("remove", ({"participant": "p"},), "not_joined"),
        ("mute", ({"participant": "p", "source": "camera", "muted": True},), "not_joined"),
        ("end", ({},), "not_joined"),
        ("acknowledge_slots", ({"revision": 1},), "not_joined"),
        ("leave", ({},), "not_joined"),
        ("dance", ({},), "unknown_message"),
        ("connect", ({},), "unknown_message"),
        ("disconnect", ("reason",), "unknown_message"),
        ("join", ({},), "bad_message"),
        ("join", (), "bad_message"),
        ("join", ({}, {}), "bad_message"),
        ("join", (b"bytes",), "bad_message"),
        ("join", ({"protocol": 9},), "protocol_mismatch"),
    ],
)
async def test_what_is_wrong_is_refused_with_its_code(
    service: Service, name: str, arguments: tuple[Any, ...], code: str
) -> None:
    async with page(service) as asha, ClientSession() as session:
        raw = _is_raw(name, arguments)
        refused = await (_ask_raw(session, service, name, arguments) if raw else asha.ask(name, *arguments))
        assert (refused["ok"], refused["code"]) == (False, code)


async def test_an_offer_over_64_kb_is_a_bad_offer_not_a_closed_socket(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        assert (await rao.ask("open_media", {"offer": "x" * 200_000}))["code"] == "bad_offer"
        assert (await rao.ask("open_media", {"offer": "x"}))["ok"]


async def test_joining_twice_on_one_socket_is_refused(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        assert (await rao.join("Dr Rao"))["code"] == "already_joined"


async def test_a_full_room_is_refused(service: Service) -> None:
    pages = [await Page(service).open() for _ in range(5)]
    replies = [await one.join(f"person {number}") for number, one in enumerate(pages)]
    assert [reply.get("code") for reply in replies] == [None] * 4 + ["room_full"]
    for one in pages:
        await one.close()


async def test_a_mistake_of_ours_tells_nothing_of_itself(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        refused = await rao.ask("open_media", {"offer": "broken a=ice-pwd:secret"})
        assert refused == {"ok": False, "code": "internal", "message": "Something went wrong on our side."}
        assert (await rao.ask("open_media", {"offer": "x"}))["ok"]


async def test_messages_that_want_no_reply_break_nothing(service: Service) -> None:
    async with page(service) as rao:
        for name, data in (("dance", {}), ("join", None), ("leave", b"x"), ("join", {"protocol": 2})):
            await rao.say(name, data)
        assert (await rao.join("Dr Rao"))["ok"]


async def test_a_flood_is_refused_and_a_sustained_one_ends_the_socket() -> None:
    async with served(Allowance(rate_hz=0.001, burst=3, patience=20)) as service, page(service) as asha:
        for _ in range(3):
            await asha.ask("dance", {})
        assert (await asha.ask("leave", {}))["code"] == "too_many_messages"
        for _ in range(25):
            await asha.say("leave", {})
        await asha.closed()


RAW = ("", "x", "9", "b!!!", "4", "42", "42[[[[", "4" + "[" * 90_000, "42" + "[" * 90_000, "451-[]")


@pytest.mark.parametrize("text", RAW, ids=range(len(RAW)))
async def test_whatever_is_sent_raw_the_server_goes_on_and_logs_no_failure(
    service: Service, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with ClientSession() as session, page(service) as bystander:
        socket = await _raw_socket(session, service)
        await socket.send_str(text)
        await socket.send_bytes(b"\x00" * 10)
        assert (await bystander.join("Dr Rao"))["ok"]
        await socket.close()
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_page_of_another_site_gets_no_socket(service: Service) -> None:
    async with ClientSession(headers={"Origin": "http://evil.example"}) as session:
        response = await session.get(f"{service.url}/socket.io/?EIO=4&transport=websocket")
        assert response.status == 400


async def test_polling_is_not_served(service: Service) -> None:
    async with ClientSession() as session:
        response = await session.get(f"{service.url}/socket.io/?EIO=4&transport=polling")
        assert response.status == 400


async def test_the_server_serves_the_page_and_its_health(service: Service) -> None:
    async with ClientSession() as session:
        assert (await session.get(f"{service.url}/")).status == 200
        assert (await session.get(f"{service.url}/healthz")).status == 200
        service.pool.is_ready = False
        assert (await session.get(f"{service.url}/healthz")).status == 503


async def test_no_secret_and_no_name_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as entries:
        async with page(service) as rao:
            secret = await service.invite((Role.DOCTOR, None))
            redeemed = await rao.redeem(secret)
            seat = await rao.ask("join", {"protocol": 2, "grant": redeemed["grant"], "names": ["Dr Rao"]})
            await rao.ask("open_media", {"offer": SECRET_OFFER})
            await rao.ask("open_media", {"offer": "bad " + SECRET_OFFER})
            await rao.ask("send_chat", {"text": "a private matter", "key": "1"})
            await rao.ask("resume", resume_of(seat))
            await rao.ask("resume", {**resume_of(seat), "resume_token": "a wrong token"})
            await rao.ask("join", {"protocol": 2, "grant": redeemed["grant"], "names": []})
            await rao.ask("leave", {})
    ours = [record.getMessage() for record in caplog.records if not record.name.endswith(".client")]
    logged = " ".join([*map(str, entries), *ours])
    assert "command_refused" in logged
    private = ("do-not-log-this", "Dr Rao", "a private matter", "a wrong token", secret, redeemed["grant"])
    assert [word for word in (*private, seat["resume_token"]) if word in logged] == []


def _is_raw(name: str, arguments: tuple[Any, ...]) -> bool:
    """What a Socket.IO client would not send by itself."""
    return name in ("connect", "disconnect") or len(arguments) != 1


async def _raw_socket(session: ClientSession, service: Service) -> ClientWebSocketResponse:
    socket = await session.ws_connect(f"{service.url}/socket.io/?EIO=4&transport=websocket")
    await socket.send_str("40")
    return socket


async def _ask_raw(session: ClientSession, service: Service, name: str, arguments: tuple[Any, ...]) -> Any:
    socket = await _raw_socket(session, service)
    await socket.send_str("420" + json.dumps([name, *arguments]))
    async for message in socket:
        if message.type is WSMsgType.TEXT and message.data.startswith("430"):
            return json.loads(message.data[3:])[0]
    raise AssertionError("no acknowledgement")
