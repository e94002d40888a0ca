"""A telephone provider on the loopback, with two interfaces like those of real ones; its telephones do as a test says.

``POST /v1/calls``, ``Authorization: Bearer KEY``, JSON ``{first, second, callback, reference, say, language}``; answer
``{"status": "accepted", "call": {"id": "…"}}``; call-backs are JSON: ``{event, cause, call, seconds}``
``POST /connect``, HTTP's basic authentication, a form ``From, To, CallerId, StatusCallback, CustomField``; answer
``{"Call": {"Sid": "…"}}``; call-backs are forms: ``CallSid, EventType, Status, CustomField, ConversationDuration``

Call-backs go to the address that was given with the call, at once; while they are held, when they are let go.
"""

import asyncio
import base64
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Literal

from aiohttp import ClientSession, web

KEY = "key-of-the-twin"
BASIC = base64.b64encode(f"clinic:{KEY}".encode()).decode()
CALLER_ID = "+918047112233"
RETRY_SECONDS = 3

Style = Literal["json", "form"]
Event = Literal["ringing", "answered", "busy", "no_answer", "failed", "completed", "dropped"]


class Fault(Enum):
    CLOSED = auto()  # the connection ends without an answer, and nothing rings
    RINGS_WITHOUT_ANSWER = auto()  # it rings, and the connection ends without an answer
    SLOW = auto()  # it rings, and no answer comes before the asker gives up
    SERVER_ERROR = auto()  # 500
    AWAY = auto()  # 503
    BUSY = auto()  # 429, with Retry-After
    BUSY_FOR_LONG = auto()  # 429, with a Retry-After of an hour
    BAD_GATEWAY = auto()  # it rings, and a proxy between says 502
    UNAUTHORIZED = auto()  # 401 whatever the key
    REFUSED_IN_BODY = auto()  # 200, and an error in the body
    NOT_JSON = auto()  # it rings, and a proxy's HTML comes with 200
    ELSEWHERE = auto()  # 302 to another place


RINGS_ALL_THE_SAME = frozenset({Fault.RINGS_WITHOUT_ANSWER, Fault.SLOW, Fault.BAD_GATEWAY, Fault.NOT_JSON})
_WORDS: Mapping[Event, tuple[str, str]] = {
    "ringing": ("ringing", ""),
    "answered": ("answered", ""),
    "busy": ("hangup", "busy"),
    "no_answer": ("hangup", "no_answer"),
    "failed": ("hangup", "unreachable"),
    "completed": ("hangup", "normal"),
    "dropped": ("hangup", "line_lost"),
}
_STATUS: Mapping[Event, tuple[str, str]] = {
    "ringing": ("initiated", "ringing"),
    "answered": ("answered", "in-progress"),
    "busy": ("terminal", "busy"),
    "no_answer": ("terminal", "no-answer"),
    "failed": ("terminal", "failed"),
    "completed": ("terminal", "completed"),
    "dropped": ("terminal", "disconnected"),
}


@dataclass
class TwinCall:
    """``first`` rings first, and is put through to ``second``; both see ``CALLER_ID``."""

    id: str
    style: Style
    first: str
    second: str
    callback: str
    fields: Mapping[str, str]
    told: list[Event] = field(default_factory=list)


@dataclass
class TelephoneTwin:
    """``faults`` befall the next requests, one each; then all is well. ``answers``: statuses that call-backs got.

    While ``is_holding``, call-backs are kept in ``held``. ``times``: how often each is sent.
    """

    url: str = ""
    faults: deque[Fault] = field(default_factory=deque)
    asked: list[Mapping[str, str]] = field(default_factory=list)
    calls: list[TwinCall] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    held: list[tuple[TwinCall, Event, int]] = field(default_factory=list)
    is_holding: bool = False
    times: int = 1
    ended: asyncio.Event = field(default_factory=asyncio.Event)
    _unread: asyncio.Queue[TwinCall] = field(default_factory=asyncio.Queue)
    _session: ClientSession | None = None

    async def next(self) -> TwinCall:
        """The oldest call that was not read yet; waits for it."""
        return await self._unread.get()

    async def ring(self, call: TwinCall) -> None:
        await self._happen(call, "ringing")

    async def answer(self, call: TwinCall) -> None:
        """Whoever rings first has taken it, and is put through."""
        await self._happen(call, "answered")

    async def be_busy(self, call: TwinCall) -> None:
        await self._happen(call, "busy")

    async def let_ring(self, call: TwinCall) -> None:
        """Until nobody has answered."""
        await self._happen(call, "no_answer")

    async def fail(self, call: TwinCall) -> None:
        await self._happen(call, "failed")

    async def hang_up(self, call: TwinCall, seconds: int = 60) -> None:
        await self._happen(call, "completed", seconds)

    async def drop(self, call: TwinCall, seconds: int = 60) -> None:
        """The line breaks."""
        await self._happen(call, "dropped", seconds)

    async def let_go(self, *order: int) -> None:
        """What was held, in that order by its index; without one, as it happened."""
        held, self.held, self.is_holding = self.held, [], False
        for index in order or range(len(held)):
            await self._tell(*held[index])

    def configuration(self, folder: Path, callback_url: str, style: Style = "json") -> Path:
        """The file for ``PARAMARSH_TELEPHONE_CONFIGURATION`` of a server that is told of calls at that address."""
        file = folder / "telephone.toml"
        file.write_text(toml(self.url, callback_url, style), encoding="utf-8")
        return file

    async def take(
        self, request: web.Request, fields: Mapping[str, str], style: Style, *, has_key: bool
    ) -> web.StreamResponse:
        self.asked.append(dict(fields))
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and fault not in RINGS_ALL_THE_SAME:
            return self._failed(fault, request)
        if not has_key:
            return web.json_response({"status": "error", "reason": "unauthorized"}, status=401)
        call = self._made(fields, style)
        if fault is not None:
            return await self._lost(fault, request)
        answer = {"status": "accepted", "call": {"id": call.id}} if style == "json" else {"Call": {"Sid": call.id}}
        return web.json_response(answer)

    def _made(self, fields: Mapping[str, str], style: Style) -> TwinCall:
        names = ("first", "second", "callback") if style == "json" else ("From", "To", "StatusCallback")
        first, second, callback = (fields.get(name, "") for name in names)
        call = TwinCall(f"sid-{len(self.calls) + 1}", style, first, second, callback, fields)
        self.calls.append(call)
        self._unread.put_nowait(call)
        return call

    async def _happen(self, call: TwinCall, event: Event, seconds: int = 0) -> None:
        call.told.append(event)
        if self.is_holding:
            self.held.append((call, event, seconds))
        else:
            await self._tell(call, event, seconds)

    async def _tell(self, call: TwinCall, event: Event, seconds: int) -> None:
        assert self._session is not None, "the twin does not run"
        for _ in range(self.times):
            if call.style == "json":
                telling = self._session.post(call.callback, json=_as_json(call, event, seconds))
            else:
                telling = self._session.post(call.callback, data=_as_form(call, event, seconds))
            async with telling as answer:
                self.answers.append(answer.status)

    def _failed(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault is Fault.CLOSED:
            return _closed(request)
        return ANSWERS[fault]()

    async def _lost(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        match fault:
            case Fault.BAD_GATEWAY:
                return web.Response(status=502)
            case Fault.NOT_JSON:
                return web.Response(text="<html>accepted</html>", content_type="text/html")
            case Fault.SLOW:
                await self.ended.wait()
        return _closed(request)


ANSWERS = {
    Fault.SERVER_ERROR: lambda: web.Response(status=500, text="Internal error"),
    Fault.AWAY: lambda: web.Response(status=503),
    Fault.BUSY: lambda: web.Response(status=429, headers={"Retry-After": str(RETRY_SECONDS)}),
    Fault.BUSY_FOR_LONG: lambda: web.Response(status=429, headers={"Retry-After": "3600"}),
    Fault.UNAUTHORIZED: lambda: web.json_response({"status": "error"}, status=401),
    Fault.REFUSED_IN_BODY: lambda: web.json_response({"status": "error", "reason": "number on the do-not-call list"}),
    Fault.ELSEWHERE: lambda: web.Response(status=302, headers={"Location": "/v1/elsewhere"}),
}


def toml(url: str, callback_url: str, style: Style) -> str:
    """What an operator would write of the twin."""
    text = _JSON_TOML if style == "json" else _FORM_TOML
    marks = {"<url>": url, "<back>": callback_url, "<key>": KEY, "<basic>": BASIC, "<caller>": CALLER_ID}
    for mark, value in marks.items():
        text = text.replace(mark, value)
    return text


_JSON_TOML = """
callback_url = "<back>"
caller_id = "<caller>"
body_kind = "json"
call_path = "call.id"

[headers]
Authorization = "Bearer <key>"

[success]
json_path = "status"
json_value = "accepted"

[reminder]
url = "<url>/v1/calls"
body = '''
{"first": "{patient}", "second": "{doctor}", "caller": "{caller_id}", "callback": "{callback}",
 "reference": "{call_id}", "say": "{announcement}", "language": "{language}", "limit": {limit}}
'''

[consultation]
url = "<url>/v1/calls"
body = '''
{"first": "{doctor}", "second": "{patient}", "caller": "{caller_id}", "callback": "{callback}",
 "reference": "{call_id}", "say": "{announcement}", "language": "{language}", "limit": {limit}}
'''

[callback]
state = ["event", "cause"]
call = "call"
duration_seconds = "seconds"

[callback.words]
"hangup busy" = "busy"
"hangup no_answer" = "no_answer"
"hangup unreachable" = "failed"
"hangup normal" = "completed"
"hangup line_lost" = "dropped"
"""
_FORM_TOML = """
callback_url = "<back>"
caller_id = "<caller>"
body_kind = "form"
call_path = "Call.Sid"

[headers]
Authorization = "Basic <basic>"

[reminder]
url = "<url>/connect"
body = "From={patient_digits}&To={doctor_digits}&CallerId={caller_id}&StatusCallback={callback}&CustomField={token}"

[consultation]
url = "<url>/connect"
body = "From={doctor_digits}&To={patient_digits}&CallerId={caller_id}&StatusCallback={callback}&CustomField={token}"

[callback]
state = ["Status"]
token = "CustomField"
call = "CallSid"
duration_seconds = "ConversationDuration"

[callback.words]
disconnected = "dropped"
"""


def _as_json(call: TwinCall, event: Event, seconds: int) -> dict[str, object]:
    word, cause = _WORDS[event]
    return {"event": word, "cause": cause or None, "call": call.id, "seconds": seconds}


def _as_form(call: TwinCall, event: Event, seconds: int) -> dict[str, str]:
    kind, status = _STATUS[event]
    custom = call.fields.get("CustomField", "")
    told = {"CallSid": call.id, "EventType": kind, "Status": status, "CustomField": custom}
    return told | ({"ConversationDuration": str(seconds)} if kind == "terminal" else {})


def _closed(request: web.Request) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


@asynccontextmanager
async def running_twin() -> AsyncIterator[TelephoneTwin]:
    twin = TelephoneTwin()
    runner = web.AppRunner(_application(twin), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    twin.url = f"http://{host}:{port}"
    try:
        async with ClientSession() as session:
            twin._session = session
            yield twin
    finally:
        twin.ended.set()
        await runner.cleanup()


def _application(twin: TelephoneTwin) -> web.Application:
    async def json_call(request: web.Request) -> web.StreamResponse:
        fields = {name: str(value) for name, value in (await request.json()).items()}
        has_key = request.headers.get("Authorization") == f"Bearer {KEY}"
        return await twin.take(request, fields, "json", has_key=has_key)

    async def form_call(request: web.Request) -> web.StreamResponse:
        fields = {name: str(value) for name, value in (await request.post()).items()}
        has_key = request.headers.get("Authorization") == f"Basic {BASIC}"
        return await twin.take(request, fields, "form", has_key=has_key)

    app = web.Application()
    app.router.add_post("/v1/calls", json_call)
    app.router.add_post("/connect", form_call)
    return app
