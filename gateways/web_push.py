"""Web push as browsers' push services take it: RFC 8030, encrypted (RFC 8291) and signed (RFC 8292).

Encryption and signature are pywebpush's; the request is our own, so that it is bounded, follows no redirection, and
asks nobody in our own network.
"""

import asyncio
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import structlog
from aiohttp import ClientError, ClientResponse, ClientSession, ClientTimeout
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02
from pywebpush import WebPusher
from yarl import URL

from clinic.notification.push import Push, PushFailed, PushGone, Shown, Subscription
from gateways.answers import is_temporary, retry_after, text_of
from gateways.push_addresses import is_push_service

TRIES = 2
PAUSE_SECONDS = 1.0
LONGEST_PAUSE_SECONDS = 5.0
"""Longer waits are the notifier's."""
TIMEOUT = ClientTimeout(total=10.0, sock_connect=5.0)
SIGNATURE_SECONDS = 3600
"""How long a signature is good; 24 hours at most (RFC 8292 section 2)."""
GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
LONGEST_PAYLOAD_BYTES = 3_000
"""Push services take 4,096 bytes, what encryption adds included (RFC 8030 section 7.2)."""

log = structlog.get_logger(__name__)


class TryFailed(PushFailed):
    """One try failed. ``pause_seconds``: what the push service asked for."""

    def __init__(self, reason: str, *, is_final: bool, pause_seconds: float = 0.0) -> None:
        super().__init__(reason, is_final=is_final)
        self.pause_seconds = pause_seconds


class WebPush:
    """The session is the caller's to close. ``contact``: "mailto:…" or "https://…", for operators of push services.

    ``anywhere``: also push services in private networks, and over plain http. ``wall_clock``: seconds since 1970 UTC.
    """

    def __init__(
        self,
        session: ClientSession,
        key: EllipticCurvePrivateKey,
        contact: str,
        *,
        anywhere: bool = False,
        wall_clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._session = session
        self._signer = Vapid02(key, {"no-strict": True})  # type: ignore[no-untyped-call]  # a contact may be a bare host
        self._contact = contact
        self._anywhere = anywhere
        self._wall_clock = wall_clock
        self._sleep = sleep
        point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self._public_key = urlsafe_b64encode(point).rstrip(b"=").decode()

    @property
    def public_key(self) -> str:
        return self._public_key

    def accepts(self, endpoint: str) -> bool:
        return is_push_service(endpoint, anywhere=self._anywhere)

    async def send(self, push: Push, to: Subscription) -> None:
        """Raises ``PushGone`` and ``PushFailed``."""
        if not self.accepts(to.endpoint):
            raise PushFailed("address refused", is_final=True)
        body, headers = self._prepared(push, to)
        for number in range(1, TRIES + 1):
            try:
                return await self._try(to.endpoint, body, headers)
            except TryFailed as failed:
                pause = max(PAUSE_SECONDS, failed.pause_seconds)
                log.warning("push_try_failed", kind=push.shown.kind, number=number, reason=failed.reason)
                if failed.is_final or number == TRIES or pause > LONGEST_PAUSE_SECONDS:
                    raise PushFailed(failed.reason, is_final=failed.is_final) from None
            await self._sleep(pause)
        raise AssertionError("There is at least one try.")

    async def _try(self, endpoint: str, body: bytes, headers: dict[str, str]) -> None:
        try:
            async with self._session.post(
                URL(endpoint, encoded=True), data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            ) as response:
                await self._judge(response)
        except TimeoutError:
            raise TryFailed("timeout", is_final=False) from None
        except (ClientError, OSError, ValueError) as error:  # their messages hold the address, which is a secret
            raise TryFailed(type(error).__name__, is_final=False) from None

    async def _judge(self, response: ClientResponse) -> None:
        await text_of(response)
        if response.status in GONE:
            raise PushGone
        if response.status >= HTTPStatus.MULTIPLE_CHOICES:
            is_final = not is_temporary(response.status)
            raise TryFailed(f"status {response.status}", is_final=is_final, pause_seconds=retry_after(response))

    def _prepared(self, push: Push, to: Subscription) -> tuple[bytes, dict[str, str]]:
        """Body and headers. Raises ``PushFailed`` for a key that is on no curve."""
        keys = {"p256dh": to.p256dh, "auth": to.auth}
        try:
            body = WebPusher({"endpoint": to.endpoint, "keys": keys}).encode(_payload(push.shown), "aes128gcm")["body"]
            signature = self._signature(to.endpoint)
        except Exception as error:  # the libraries have no exception of their own for it
            raise PushFailed(f"not encrypted: {type(error).__name__}", is_final=True) from None
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Encoding": "aes128gcm",
            "TTL": str(push.ttl_seconds),
            "Urgency": "high" if push.is_urgent else "normal",
        }
        topic = {} if push.topic is None else {"Topic": push.topic}
        return bytes(body), headers | topic | signature

    def _signature(self, endpoint: str) -> dict[str, str]:
        until = int(self._wall_clock()) + SIGNATURE_SECONDS
        claims = {"aud": str(URL(endpoint).origin()), "exp": until, "sub": self._contact}
        return dict(self._signer.sign(claims))  # type: ignore[no-untyped-call]


def _payload(shown: Shown) -> bytes:
    """What the page's service worker reads."""
    told = {"kind": shown.kind, "title": shown.title, "body": shown.body, "url": shown.page, "tag": shown.tag}
    written = json.dumps(told | {"language": shown.language}, ensure_ascii=False).encode()
    if len(written) > LONGEST_PAYLOAD_BYTES:
        raise ValueError("too long")
    return written
