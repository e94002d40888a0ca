"""A push service on the loopback, and the browsers that have subscribed there: they decrypt as real ones do.

``POST /push/NAME``, RFC 8030: 201 when it was taken. Signature (RFC 8292), encryption (RFC 8291) and TTL are checked;
what is wrong is 400, a strange key 403. A browser that is gone is answered 410.
"""

import asyncio
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import deque
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

import http_ece
import jwt
from aiohttp import web
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from clinic.notification.notice import Recipient
from clinic.notification.push import Subscription, SubscriptionId

RETRY_SECONDS = 3
DAY_SECONDS = 86_400


class Fault(Enum):
    SLOW = auto()  # no answer before the asker gives up
    CLOSED = auto()  # the connection ends without an answer
    SERVER_ERROR = auto()  # 500
    BUSY = auto()  # 429, with Retry-After
    BUSY_FOR_LONG = auto()  # 429, with a Retry-After of an hour
    TOO_LARGE = auto()  # 413
    ELSEWHERE = auto()  # 307 to another place
    ENDLESS = auto()  # an answer that does not end


@dataclass
class TwinBrowser:
    """``p256dh`` and ``auth``: what it tells the page. ``received``: what came, decrypted, oldest first."""

    name: str
    endpoint: str
    key: EllipticCurvePrivateKey = field(repr=False, default_factory=lambda: generate_private_key(SECP256R1()))
    secret: bytes = field(repr=False, default_factory=lambda: os.urandom(16))
    received: list[dict[str, Any]] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    is_gone: bool = False
    _unread: asyncio.Queue[dict[str, Any]] = field(default_factory=asyncio.Queue)

    @property
    def p256dh(self) -> str:
        return _base64url(point_of(self.key.public_key()))

    @property
    def auth(self) -> str:
        return _base64url(self.secret)

    @property
    def subscription(self) -> dict[str, str]:
        """The body of ``POST /api/push/subscriptions``."""
        return {"endpoint": self.endpoint, "p256dh": self.p256dh, "auth": self.auth}

    async def next(self) -> dict[str, Any]:
        """The oldest that was not read yet; waits for it."""
        return await self._unread.get()

    def take(self, body: bytes, headers: Mapping[str, str]) -> None:
        decrypt: Any = http_ece.decrypt
        opened = decrypt(body, private_key=self.key, auth_secret=self.secret, version="aes128gcm")
        message = json.loads(opened)
        self.received.append(message)
        self.headers.append(dict(headers))
        self._unread.put_nowait(message)


@dataclass
class PushTwin:
    """``faults`` befall the next requests, one each. ``key``: with which its browsers have subscribed."""

    url: str = ""
    key: str = ""
    faults: deque[Fault] = field(default_factory=deque)
    browsers: dict[str, TwinBrowser] = field(default_factory=dict)
    asked: int = 0
    ended: asyncio.Event = field(default_factory=asyncio.Event)

    def subscribe(self, name: str) -> TwinBrowser:
        """A new browser."""
        self.browsers[name] = TwinBrowser(name, f"{self.url}/push/{name}")
        return self.browsers[name]

    async def take(self, request: web.Request) -> web.StreamResponse:
        self.asked += 1
        if self.faults:
            return await self._fail(self.faults.popleft(), request)
        browser = self.browsers.get(request.match_info["name"])
        if browser is None or browser.is_gone:
            return web.Response(status=404 if browser is None else 410)
        refused = self._refused(request)
        if refused:
            return web.Response(status=refused)
        browser.take(await request.read(), request.headers)
        return web.Response(status=201, headers={"Location": f"{self.url}/message/1"})

    def _refused(self, request: web.Request) -> int | None:
        is_sent_right = request.headers.get("Content-Encoding") == "aes128gcm" and request.headers["TTL"].isdigit()
        if not is_sent_right or len(request.headers.get("Topic", "")) > 32:
            return 400
        scheme, _, rest = request.headers.get("Authorization", "").partition(" ")
        shown = dict(part.split("=", 1) for part in rest.split(","))
        if scheme.lower() != "vapid" or (self.key and shown["k"] != self.key):
            return 403
        return None if self._is_signed(shown) else 400

    def _is_signed(self, shown: Mapping[str, str]) -> bool:
        point = urlsafe_b64decode(shown["k"] + "=" * (-len(shown["k"]) % 4))
        key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
        options: Any = {"verify_exp": False}
        claims = jwt.decode(shown["t"], key, algorithms=["ES256"], audience=self.url, options=options)
        return claims["sub"].startswith(("mailto:", "https://")) and isinstance(claims["exp"], int)

    async def _fail(self, fault: Fault, request: web.Request) -> web.StreamResponse:
        if fault in ANSWERS:
            return ANSWERS[fault]()
        if fault is Fault.ENDLESS:
            return await self._talk(request)
        if fault is Fault.SLOW:
            await self.ended.wait()
        if request.transport is not None:
            request.transport.abort()
        return web.Response()

    async def _talk(self, request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse(status=201)
        await answer.prepare(request)
        while not self.ended.is_set():
            await answer.write(b"." * 65_536)
        return answer


ANSWERS = {
    Fault.SERVER_ERROR: lambda: web.Response(status=500),
    Fault.BUSY: lambda: web.Response(status=429, headers={"Retry-After": str(RETRY_SECONDS)}),
    Fault.BUSY_FOR_LONG: lambda: web.Response(status=429, headers={"Retry-After": "3600"}),
    Fault.TOO_LARGE: lambda: web.Response(status=413),
    Fault.ELSEWHERE: lambda: web.Response(status=307, headers={"Location": "/elsewhere"}),
}


def subscribed(browser: TwinBrowser, owner: str = "a" * 32, **otherwise: Any) -> Subscription:
    """As the service keeps it."""
    hers = Recipient("mobile", owner)
    made = Subscription(SubscriptionId("1" * 32), hers, browser.endpoint, browser.p256dh, browser.auth, 0.0)
    return replace(made, **otherwise)


def point_of(key: EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).rstrip(b"=").decode()


@asynccontextmanager
async def running_twin() -> AsyncIterator[PushTwin]:
    twin = PushTwin()
    app = web.Application()
    app.router.add_post("/push/{name}", twin.take)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    twin.url = f"http://{host}:{port}"
    try:
        yield twin
    finally:
        twin.ended.set()
        await runner.cleanup()
