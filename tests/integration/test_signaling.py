"""The whole server over real sockets, with an in-memory twin of the media workers."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
import socketio
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from media.errors import bad_offer
from media.messages import Connected, Lost, VideoPaused
from rooms.ports import Answer, PairMids
from server.settings import Settings
from server.wiring import create_app
from signaling.flood import Allowance

PATIENCE_SECONDS = 5.0
new_client: Any = socketio.AsyncClient  # it has no types of its own
SECRET_OFFER = "v=0 a=ice-pwd:do-not-log-this"


@dataclass
class FakePool:
    """Answers every offer but a ``bad`` or too long one; a ``broken`` one finds a mistake of ours."""

    on_report: Callable[[Connected | Lost | VideoPaused], None]
    on_replaced: Callable[[], None]
    feeds: list[tuple[str, int, str | None]] = field(default_factory=list)
    pid: int | None = 1

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def join(self, room: str, participant: str, offer: str) -> Answer:
        if offer.startswith("bad") or len(offer) > 65_536:
            raise bad_offer("This is no offer of ours.")
        if offer.startswith("broken"):
            raise KeyError(offer)
        return Answer("an answer", tuple(PairMids(pair, f"a{pair}", f"v{pair}") for pair in range(3)))

    async def restart(self, participant: str, offer: str) -> str:
        return "another answer"

    def feed(self, participant: str, pair: int, source: str | None) -> None:
        self.feeds.append((participant, pair, source))

    def leave(self, participant: str) -> None: ...


@dataclass
class Service:
    url: str
    pool: FakePool


class Page:
    """A client of the protocol. ``events`` keeps what the server says until it is asked for."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Any = new_client(reconnection=False)
        self._client.on("*", self._heard)
        self._events: dict[str, asyncio.Queue[Any]] = {}

    async def open(self) -> "Page":
        await self._client.connect(self._url, transports=["websocket"])
        return self

    async def close(self) -> None:
        await self._client.disconnect()

    async def ask(self, name: str, *arguments: Any) -> Any:
        data = arguments if len(arguments) != 1 else arguments[0]
        return await self._client.call(name, data, timeout=PATIENCE_SECONDS)

    async def say(self, name: str, data: Any) -> None:
        await self._client.emit(name, data)

    async def join(self, name: str, room: str = "demo", offer: str = SECRET_OFFER) -> Any:
        return await self.ask("join", {"protocol": 1, "room": room, "name": name, "offer": offer})

    async def event(self, name: str) -> Any:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._queue(name).get()

    async def closed(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._client.wait()

    async def _heard(self, name: str, data: Any) -> None:
        self._queue(name).put_nowait(data)

    def _queue(self, name: str) -> asyncio.Queue[Any]:
        return self._events.setdefault(name, asyncio.Queue())


@asynccontextmanager
async def served(allowance: Allowance | None = None) -> AsyncIterator[Service]:
    pools: list[FakePool] = []

    def open_media(on_report: Any, on_replaced: Any) -> FakePool:
        pools.append(FakePool(on_report, on_replaced))
        return pools[0]

    app = create_app(Settings(room_capacity=4), open_media, allowance)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.1)
    try:
        yield Service(str(server.make_url("/")).rstrip("/"), pools[0])
    finally:
        await server.close()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with served() as running:
        yield running


@asynccontextmanager
async def page(service: Service) -> AsyncIterator[Page]:
    opened = await Page(service.url).open()
    try:
        yield opened
    finally:
        await opened.close()


async def test_a_socket_is_welcomed_before_anything_else(service: Service) -> None:
    async with page(service) as asha:
        assert await asha.event("welcome") == {"protocol": 1, "slot_pairs": 3}


async def test_two_people_are_shown_to_each_other_once_they_have_acknowledged(service: Service) -> None:
    async with page(service) as asha, page(service) as rao:
        first, second = await asha.join("Asha"), await rao.join("Dr Rao")
        assert first["ok"]
        assert second["slots"]["pairs"][0] == {"pair": 0, "participant": first["participant"], "name": "Asha"}
        slots = await asha.event("slots")
        assert slots["pairs"][0]["name"] == "Dr Rao"
        assert (first["participant"], 0, second["participant"]) not in service.pool.feeds
        assert await asha.ask("acknowledge_slots", {"revision": slots["revision"]}) == {"ok": True}
        assert service.pool.feeds[-1] == (first["participant"], 0, second["participant"])


async def test_a_restart_is_answered_on_the_same_seat(service: Service) -> None:
    async with page(service) as asha:
        await asha.join("Asha")
        assert await asha.ask("restart", {"offer": "x"}) == {"ok": True, "answer": "another answer"}


async def test_a_replaced_worker_asks_everybody_to_rejoin_the_same_seat(service: Service) -> None:
    async with page(service) as asha:
        seat = await asha.join("Asha")
        service.pool.on_replaced()
        assert await asha.event("rejoin_needed") == {}
        again = await asha.ask("rejoin", {"offer": "x"})
        assert again["participant"] == seat["participant"]
        assert again["slots"]["revision"] > seat["slots"]["revision"]


async def test_a_new_socket_resumes_the_seat_of_a_lost_one(service: Service) -> None:
    async with page(service) as rao:
        await rao.join("Dr Rao")
        async with page(service) as asha:
            seat = await asha.join("Asha")
            service.pool.on_report(Connected(seat["participant"]))
        while [person["connection"] for person in (await rao.event("people"))["people"]][-1] != "lost":
            pass
        async with page(service) as back:
            resumed = await back.ask("resume", resume_of(seat))
            assert (resumed["ok"], resumed["media"]) == (True, "kept")
            assert resumed["people"][1] == {
                "participant": seat["participant"],
                "name": "Asha",
                "connection": "connected",
            }


async def test_a_second_socket_takes_over_and_the_first_is_told(service: Service) -> None:
    async with page(service) as first, page(service) as second:
        seat = await first.join("Asha")
        assert (await second.ask("resume", resume_of(seat)))["ok"]
        assert await first.event("taken_over") == {}
        assert (await first.ask("leave", {}))["code"] == "not_joined"
        await first.close()
        assert await second.ask("leave", {}) == {"ok": True}


async def test_a_wrong_token_resumes_nothing(service: Service) -> None:
    async with page(service) as asha, page(service) as thief:
        seat = await asha.join("Asha")
        refused = await thief.ask("resume", {**resume_of(seat), "resume_token": "guess"})
        assert (refused["ok"], refused["code"]) == (False, "unknown_seat")


async def test_a_paused_picture_reaches_its_page(service: Service) -> None:
    async with page(service) as asha:
        seat = await asha.join("Asha")
        service.pool.on_report(VideoPaused(seat["participant"], 1, True))
        assert await asha.event("video_paused") == {"pair": 1, "paused": True}


@pytest.mark.parametrize(
    ("name", "arguments", "code"),
    [
        ("restart", ({"offer": "x"},), "not_joined"),
        ("rejoin", ({"offer": "x"},), "not_joined"),
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
    async with page(service) as asha:
        assert (await asha.join("Asha", offer="x" * 200_000))["code"] == "bad_offer"
        assert (await asha.join("Asha"))["ok"]


async def test_joining_twice_on_one_socket_is_refused(service: Service) -> None:
    async with page(service) as asha:
        await asha.join("Asha")
        assert (await asha.join("Asha"))["code"] == "already_joined"


async def test_a_full_room_is_refused(service: Service) -> None:
    pages = [await Page(service.url).open() for _ in range(5)]
    replies = [await one.join(f"person {number}") for number, one in enumerate(pages)]
    assert [reply.get("code") for reply in replies] == [None] * 4 + ["room_full"]
    for one in pages:
        await one.close()


async def test_a_mistake_of_ours_tells_nothing_of_itself(service: Service) -> None:
    async with page(service) as asha:
        refused = await asha.join("Asha", offer="broken a=ice-pwd:secret")
        assert refused == {"ok": False, "code": "internal", "message": "Something went wrong on our side."}
        assert (await asha.join("Asha"))["ok"]


async def test_messages_that_want_no_reply_break_nothing(service: Service) -> None:
    async with page(service) as asha:
        for name, data in (("dance", {}), ("join", None), ("leave", b"x"), ("join", {"protocol": 1})):
            await asha.say(name, data)
        assert (await asha.join("Asha"))["ok"]


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
        assert (await bystander.join("Asha"))["ok"]
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
        assert (await session.get(f"{service.url}/?room=demo&name=Asha")).status == 200
        assert (await session.get(f"{service.url}/healthz")).status == 200
        service.pool.pid = None
        assert (await session.get(f"{service.url}/healthz")).status == 503


async def test_no_secret_is_logged(service: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with capture_logs() as entries:
        async with page(service) as asha:
            seat = await asha.join("Asha")
            await asha.ask("resume", resume_of(seat))
            await asha.join("Asha", offer=SECRET_OFFER)
    ours = [record.getMessage() for record in caplog.records if not record.name.endswith(".client")]
    logged = " ".join([*map(str, entries), *ours])
    assert "do-not-log-this" not in logged
    assert seat["resume_token"] not in logged


def resume_of(seat: Any) -> dict[str, Any]:
    return {"protocol": 1, "participant": seat["participant"], "resume_token": seat["resume_token"]}


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
