"""Patients who register one after the other, as their pages do: the load of ``bench signin``."""

import re
import time
from asyncio import Future, get_running_loop, wait_for
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession

from http_api.cookies import CSRF_HEADER

FIRST_NUMBER = 9_876_500_000
STATE = 27
VILLAGE = 50
"""So many phones share an address, far below its limit: it is not the limit of addresses that is measured."""
SMS_SECONDS = 20.0
STEPS = ("session", "code", "registration", "patient")
_CODE = re.compile(r"#(\d{6})")


class Inbox(list[tuple[str, str]]):
    """What the provider has delivered, each message to whoever waits for it."""

    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[str, Future[str]] = {}

    def expect(self, number: str) -> Future[str]:
        """The code that will come to that number ("+919876543210")."""
        return self._waiting.setdefault(number, get_running_loop().create_future())

    def append(self, message: tuple[str, str]) -> None:
        number, text = message
        if (found := _CODE.search(text)) and (waiting := self._waiting.pop(number, None)):
            waiting.set_result(found[1])


@dataclass(frozen=True, slots=True)
class Journey:
    """``took_ms``: of each of the steps, at the server; ``ended_at`` on the monotonic clock."""

    ended_at: float
    took_ms: tuple[float, ...]


@dataclass
class Crowd:
    """All who register on one server."""

    http: ClientSession
    inbox: Inbox
    notice: dict[str, Any] = field(default_factory=dict)
    journeys: list[Journey] = field(default_factory=list)
    _people: int = 0

    async def read_notice(self) -> None:
        async with self.http.get("/api/notices/registration?language=hi") as answer:
            shown = await answer.json()
        self.notice = {name: shown[name] for name in ("purpose", "version", "language")}

    async def register_until(self, end: float) -> None:
        """One after the other, each with a number, a browser and a village of her own."""
        while time.monotonic() < end:
            self._people += 1
            self.journeys.append(await Phone(self, self._people).register())


class Browser:
    """With its cookies. Raises ``RuntimeError`` for any answer that is not as it should be.

    ``took_ms``: of each request, at the server.
    """

    def __init__(self, http: ClientSession, address: str) -> None:
        self.http = http
        self.headers = {"X-Forwarded-For": address}
        self.cookies: dict[str, str] = {}
        self.took_ms: list[float] = []

    async def open(self) -> None:
        self.headers[CSRF_HEADER] = (await self.ask("GET", "session", 200))["csrf"]

    async def ask(self, method: str, path: str, status: int, body: object = None) -> dict[str, Any]:
        headers = self.headers | ({"Cookie": self.cookie} if self.cookies else {})
        begun = time.perf_counter()
        async with self.http.request(method, f"/api/{path}", json=body, headers=headers) as answer:
            told: dict[str, Any] = await answer.json(content_type=None) if answer.status != 204 else {}
        self.took_ms.append((time.perf_counter() - begun) * 1000)
        if answer.status != status:
            raise RuntimeError(f"{method} {path} was answered by {answer.status} {told.get('code', '')}")
        self.cookies |= {name: cookie.value for name, cookie in answer.cookies.items()}
        return told

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())


class Phone(Browser):
    """One browser of one patient. ``patient``: her id, once she is registered."""

    def __init__(self, crowd: Crowd, number: int) -> None:
        super().__init__(crowd.http, village_of(number))
        self._crowd = crowd
        self._name = f"Asha {number}"
        self._number = f"+91{FIRST_NUMBER + number}"
        self.patient = ""

    async def register(self) -> Journey:
        coming = self._crowd.inbox.expect(self._number)
        await self.open()
        challenge = (await self.ask("POST", "codes", 202, {"mobile": self._number}))["challenge"]
        code = await wait_for(coming, SMS_SECONDS)
        await self.ask("POST", "registration", 200, {"challenge": challenge, "code": code, "state": STATE})
        told = {"name": self._name, "age": 34, "gender": "female", "notice": self._crowd.notice}
        self.patient = (await self.ask("POST", "patients", 201, told))["id"]
        return Journey(time.monotonic(), tuple(self.took_ms))


def village_of(number: int) -> str:
    """The address that she shares with her neighbours."""
    village = number // VILLAGE
    return f"10.{village >> 16 & 255}.{village >> 8 & 255}.{village & 255}"
