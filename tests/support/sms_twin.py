"""An SMS provider on the loopback, with a small interface like those of the real ones, that fails in all usual ways.

``POST /v1/messages``, ``Authorization: Bearer KEY``, JSON ``{to, text, sender, template_id, message_id}``
``POST /form``, the same fields as a form, and ``key``
``GET /send?key=&number=&text=&template_id=&sender=``

JSON and form are answered by ``{"status": "accepted", "id": "…"}``, GET by ``OK: …``; a wrong key by 401. A message
whose ``message_id`` was accepted before is answered ``{"status": "duplicate"}`` and not delivered again.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto

from aiohttp import web

KEY = "key-of-the-twin"
OPERATORS_RETRY_SECONDS = 7


class Fault(Enum):
    SLOW = auto()  # no answer before the asker gives up
    CLOSED = auto()  # the connection ends without an answer
    DELIVERED_WITHOUT_ANSWER = auto()  # delivered, and then the connection ends
    SERVER_ERROR = auto()  # 500
    BUSY = auto()  # 429, with Retry-After
    BUSY_FOR_LONG = auto()  # 429, with a Retry-After of an hour
    REFUSED_IN_BODY = auto()  # 200, and an error in the body
    NOT_JSON = auto()  # 200, and a proxy's HTML
    DEEP_JSON = auto()  # 200, and more brackets than anybody reads
    ENDLESS = auto()  # 200, and an answer that does not end
    DROPPED = auto()  # accepted, never delivered
    ELSEWHERE = auto()  # 302 to another place
    UNAUTHORIZED = auto()  # 401 whatever the key


@dataclass
class Asked:
    fields: Mapping[str, str]
    headers: Mapping[str, str]


@dataclass
class SmsTwin:
    """``faults`` befall the next requests, one each; then all is well."""

    url: str = ""
    faults: deque[Fault] = field(default_factory=deque)
    asked: list[Asked] = field(default_factory=list)
    delivered: list[tuple[str, str]] = field(default_factory=list)
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _accepted: set[str] = field(default_factory=set)

    async def take(self, request: web.Request, fields: Mapping[str, str], key: str) -> web.StreamResponse:
        self.asked.append(Asked(dict(fields), dict(request.headers)))
        fault = self.faults.popleft() if self.faults else None
        if fault is not None:
            return await self._fail(fault, request, fields)
        if key != KEY:
            return web.json_response({"status": "error", "reason": "unauthorized"}, status=401)
        return web.json_response({"status": self._deliver(fields), "id": str(len(self.delivered))})

    def _deliver(self, fields: Mapping[str, str]) -> str:
        message_id = fields.get("message_id", "")
        if message_id in self._accepted:
            return "duplicate"
        if message_id:
            self._accepted.add(message_id)
        self.delivered.append((fields.get("to") or fields["number"], fields["text"]))
        return "accepted"

    async def _fail(self, fault: Fault, request: web.Request, fields: Mapping[str, str]) -> web.StreamResponse:
        match fault:
            case Fault.SLOW:
                await self.ended.wait()
            case Fault.DELIVERED_WITHOUT_ANSWER:
                self._deliver(fields)
            case Fault.ENDLESS:
                return await self._talk(request)
        if fault in ANSWERS:
            return ANSWERS[fault]()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        while not self.ended.is_set():
            await answer.write(b"." * 65_536)
        return answer


ANSWERS = {
    Fault.SERVER_ERROR: lambda: web.Response(status=500, text="Internal error"),
    Fault.BUSY: lambda: web.Response(status=429, headers={"Retry-After": str(OPERATORS_RETRY_SECONDS)}),
    Fault.BUSY_FOR_LONG: lambda: web.Response(status=429, headers={"Retry-After": "3600"}),
    Fault.REFUSED_IN_BODY: lambda: web.json_response({"status": "error", "reason": "template mismatch"}),
    Fault.NOT_JSON: lambda: web.Response(text="<html>accepted</html>", content_type="text/html"),
    Fault.DEEP_JSON: lambda: web.Response(text="[" * 50_000, content_type="application/json"),
    Fault.DROPPED: lambda: web.json_response({"status": "accepted", "id": "0"}),
    Fault.ELSEWHERE: lambda: web.Response(status=302, headers={"Location": "/v1/elsewhere"}),
    Fault.UNAUTHORIZED: lambda: web.json_response({"status": "error"}, status=401),
}


@asynccontextmanager
async def running_twin() -> AsyncIterator[SmsTwin]:
    twin = SmsTwin()
    runner = web.AppRunner(_application(twin), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    twin.url = f"http://{host}:{port}"
    try:
        yield twin
    finally:
        twin.ended.set()
        await runner.cleanup()


def _application(twin: SmsTwin) -> web.Application:
    async def json_message(request: web.Request) -> web.StreamResponse:
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return await twin.take(request, await request.json(), key)

    async def form_message(request: web.Request) -> web.StreamResponse:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        return await twin.take(request, fields, fields.get("key", ""))

    async def query_message(request: web.Request) -> web.StreamResponse:
        answer = await twin.take(request, dict(request.query), request.query.get("key", ""))
        return web.Response(text="OK: taken") if answer.status == 200 else answer

    app = web.Application()
    app.router.add_post("/v1/messages", json_message)
    app.router.add_post("/form", form_message)
    app.router.add_get("/send", query_message)
    return app
