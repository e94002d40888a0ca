"""Letting a browser take messages, and stopping it."""

import binascii
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from typing import Protocol

from clinic.notification.notice import Recipient
from clinic.notification.push import PushGateway, Subscription, SubscriptionId, SubscriptionRecords
from clinic.patients.patient import new_id
from clinic.ports import Store
from rooms.ports import Refusal

MOST_BROWSERS = 10
"""Of one person; the oldest gives way."""
LONGEST_ENDPOINT = 2_000
PUBLIC_KEY_BYTES = 65
UNCOMPRESSED = 4
AUTH_BYTES = 16
_BASE64URL = re.compile(r"[A-Za-z0-9_-]+")


class Records(Protocol):
    @property
    def push_subscriptions(self) -> SubscriptionRecords: ...


class Subscriptions:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], gateway: PushGateway, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._gateway = gateway
        self._wall_clock = wall_clock

    @property
    def public_key(self) -> str:
        """With it a browser subscribes."""
        return self._gateway.public_key

    async def add(self, owner: Recipient, endpoint: str, p256dh: str, auth: str) -> None:
        """As the browser tells it. Told again it is the same one. Raises ``Refusal``."""
        if len(endpoint) > LONGEST_ENDPOINT or not self._gateway.accepts(endpoint):
            raise Refusal("endpoint_invalid", "This is not the address of a push service.", ("endpoint",))
        _check_keys(p256dh, auth)
        made = Subscription(SubscriptionId(new_id()), owner, endpoint, p256dh, auth, self._wall_clock())
        async with self._store.writing() as records:
            await records.push_subscriptions.put(made)
            await records.push_subscriptions.keep_newest(owner, MOST_BROWSERS)

    async def remove(self, owner: Recipient, endpoint: str) -> None:
        """One that is not there, or not hers, is no fault."""
        async with self._store.writing() as records:
            await records.push_subscriptions.remove(owner, endpoint)


def _check_keys(p256dh: str, auth: str) -> None:
    """RFC 8291 section 3.1: a point of P-256, uncompressed, and 16 bytes. Whether it is on the curve is seen later."""
    point = _decoded(p256dh)
    if len(point) != PUBLIC_KEY_BYTES or point[0] != UNCOMPRESSED:
        raise Refusal("p256dh_invalid", "This is not a browser's key.", ("p256dh",))
    if len(_decoded(auth)) != AUTH_BYTES:
        raise Refusal("auth_invalid", "This is not a browser's secret.", ("auth",))


def _decoded(text: str) -> bytes:
    """Of base64url, with or without padding; nothing where it is none."""
    letters = text.rstrip("=")
    if not _BASE64URL.fullmatch(letters):
        return b""
    try:
        return urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    except binascii.Error:
        return b""
