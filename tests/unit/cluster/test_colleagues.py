"""What one node tells the others, over real HTTP."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer, unused_port
from structlog.testing import capture_logs

from cluster import colleagues
from cluster.colleagues import HttpColleagues, add_orders
from cluster.orders import Order, RoomClosed, Seal, ShowOut
from rooms.places import NodeId
from tests.support.clocks import Clock

KEY = b"k" * 64
A, B = NodeId("a" * 16), NodeId("b" * 16)
ORDER = RoomClosed("ward-3")


@dataclass
class Other:
    """Another node."""

    seal: Seal
    redis: str = "up"
    obeyed: list[Order] = field(default_factory=list)
    fails: int = 0

    async def obey(self, order: Order) -> None:
        if self.fails > 0:
            self.fails -= 1
            raise web.HTTPServiceUnavailable
        self.obeyed.append(order)

    async def health(self, _: web.Request) -> web.Response:
        return web.json_response({"status": "ok", "redis": self.redis}, status=200 if self.redis == "up" else 503)

    def app(self) -> web.Application:
        app = web.Application()
        add_orders(app, self.seal, self.obey)
        app.router.add_get("/healthz", self.health)
        return app


@dataclass
class House:
    nodes: dict[NodeId, str]
    others: list[Other]
    colleagues: HttpColleagues
    session: ClientSession


@pytest.fixture
async def house(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(colleagues, "PAUSE_SECONDS", 0.01)
    others = [Other(Seal(KEY, clock)) for _ in range(2)]
    async with ClientSession() as session, TestServer(others[0].app()) as a, TestServer(others[1].app()) as b:
        nodes = {node: str(server.make_url("")).rstrip("/") for node, server in ((A, a), (B, b))}
        yield House(nodes, others, HttpColleagues(lambda: session, Seal(KEY, clock), lambda: nodes), session)


async def test_every_other_node_is_told(house: House) -> None:
    await house.colleagues.tell(ORDER)
    await house.colleagues.tell(ShowOut("staff", "d" * 32))
    assert [other.obeyed for other in house.others] == [[ORDER, ShowOut("staff", "d" * 32)]] * 2


async def test_a_node_that_fails_is_told_again(house: House) -> None:
    house.others[0].fails = 2
    await house.colleagues.tell(ORDER)
    assert [other.obeyed for other in house.others] == [[], [ORDER]], "nobody waits for more than one attempt"
    await house.colleagues.settled()
    assert [other.obeyed for other in house.others] == [[ORDER]] * 2


async def test_a_node_that_cannot_be_reached_holds_up_nobody_else_and_is_logged(house: House) -> None:
    house.nodes[A] = f"http://127.0.0.1:{unused_port()}"
    with capture_logs() as logs:
        await house.colleagues.tell(ORDER)
        await house.colleagues.settled()
    assert house.others[1].obeyed == [ORDER]
    assert [(entry["event"], entry["node"]) for entry in logs if entry["log_level"] == "warning"] == [
        ("node_not_told", A)
    ]


async def test_a_node_that_ceases_to_live_is_told_no_more(house: House) -> None:
    house.others[0].fails = 100
    await house.colleagues.tell(ORDER)
    del house.nodes[A]
    with capture_logs() as logs:
        await house.colleagues.settled()
    assert [entry for entry in logs if entry["event"] == "node_not_told"] == []


async def test_an_order_that_no_node_has_signed_is_refused(house: House, clock: Clock) -> None:
    forged: list[Any] = [b"", b"forged", b"\xff\xfe", Seal(b"x" * 64, clock).sign(ORDER)]
    for body in forged:
        async with house.session.post(f"{house.nodes[A]}/cluster/orders", data=body) as answer:
            assert answer.status == 403
    assert house.others[0].obeyed == []


async def test_whether_others_hear_redis_is_asked_of_them(house: House) -> None:
    assert await house.colleagues.hear_redis()
    house.others[0].redis = "away"
    assert await house.colleagues.hear_redis()
    house.others[1].redis = "away"
    assert not await house.colleagues.hear_redis()
    house.nodes[A] = f"http://127.0.0.1:{unused_port()}"
    assert not await house.colleagues.hear_redis()
