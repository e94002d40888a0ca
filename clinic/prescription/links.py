"""The short link of an SMS: it names nobody, expires, and opens with a code sent to the mobile that it was sent to.

Unknown, expired or another household's: whoever has it is told the same.
"""

import hashlib
import re
import secrets
import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.identity.challenge import Challenge
from clinic.identity.guard import Guard
from clinic.identity.mobile import masked
from clinic.identity.otp import OneTimeCodes
from clinic.patients.coming_in import CameIn, ComingIn
from clinic.patients.patient import MobileId
from clinic.patients.ports import MobileRecord, MobileRecords
from clinic.ports import Store
from clinic.prescription.prescription import PrescriptionId
from rooms.ports import Refusal

SIGNS = string.ascii_letters + string.digits
TOKEN_LENGTH = 10
"""59 bits."""
LIVES_SECONDS = 72 * 3_600.0
PURPOSE = "prescription"
_TOKEN = re.compile(rf"[A-Za-z0-9]{{{TOKEN_LENGTH}}}")


@dataclass(frozen=True, slots=True)
class Link:
    """``mobile``: to whose holder it was sent. ``expires_at``: seconds since 1970 UTC."""

    prescription: PrescriptionId
    mobile: MobileId
    expires_at: float


@dataclass(frozen=True, slots=True)
class Looked:
    """``masked``: the number but its last digits. ``prescription``: only where this browser is that household's."""

    masked: str
    prescription: PrescriptionId | None


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever opens a link: her browser, her address, and who is signed in there."""

    device: str
    origin: str
    browser: str
    actor: Actor | None


class LinkRecords(Protocol):
    async def add(self, token_sha256: str, link: Link) -> None: ...

    async def get(self, token_sha256: str) -> Link | None: ...

    async def forget(self, before: float) -> None:
        """Those that expired before that."""


class Made(Protocol):
    @property
    def prescription_links(self) -> LinkRecords: ...


class Records(Made, Protocol):
    @property
    def mobiles(self) -> MobileRecords: ...


class LinkUnknown(Refusal):
    def __init__(self) -> None:
        super().__init__("link_unknown", "This link has expired or is not for you. Sign in to see your prescriptions.")


async def make(records: Made, prescription: PrescriptionId, mobile: MobileId, now: float) -> str:
    """The token, which is kept nowhere; within the transaction that signs. ``now``: seconds since 1970 UTC."""
    token = "".join(secrets.choice(SIGNS) for _ in range(TOKEN_LENGTH))
    await records.prescription_links.add(_hash(token), Link(prescription, mobile, now + LIVES_SECONDS))
    return token


class Links:
    """``wall_clock`` gives seconds since 1970 UTC. All raise ``LinkUnknown``."""

    def __init__(
        self,
        store: Store[Records],
        codes: OneTimeCodes,
        coming_in: ComingIn,
        guard: Guard,
        wall_clock: Callable[[], float],
    ) -> None:
        self._store = store
        self._codes = codes
        self._coming_in = coming_in
        self._guard = guard
        self._wall_clock = wall_clock

    async def look(self, token: str, visitor: Visitor) -> Looked:
        """Raises ``TooMany`` too."""
        link, mobile = await self._found(token, visitor)
        actor = visitor.actor
        is_hers = actor is not None and actor.kind == "patient" and actor.id == link.mobile
        return Looked(masked(mobile.number), link.prescription if is_hers else None)

    async def send_code(self, token: str, language: str, visitor: Visitor) -> Challenge:
        """To the mobile that the link was sent to. Raises ``TooMany`` too."""
        _, mobile = await self._found(token, visitor)
        return await self._codes.request(
            mobile.number, purpose=PURPOSE, device=visitor.device, origin=visitor.origin, language=language
        )

    async def open(self, token: str, challenge: str, code: str, visitor: Visitor) -> tuple[CameIn, PrescriptionId]:
        """Signed in. Raises ``Refusal`` of codes too."""
        link, mobile = await self._found(token, visitor)
        verified = await self._codes.verify(challenge, code, device=visitor.device, origin=visitor.origin)
        if verified.purpose != PURPOSE or verified.mobile != mobile.number:
            raise LinkUnknown
        came = await self._coming_in.sign_in(mobile.number, mobile.state, visitor.browser, visitor.origin)
        return came, link.prescription

    async def forget(self) -> None:
        async with self._store.writing() as records:
            await records.prescription_links.forget(self._wall_clock())

    async def _found(self, token: str, visitor: Visitor) -> tuple[Link, MobileRecord]:
        await self._guard.take("link", visitor.device, visitor.origin)
        if not _TOKEN.fullmatch(token):
            raise LinkUnknown
        async with self._store.glancing() as records:
            link = await records.prescription_links.get(_hash(token))
            if link is None or link.expires_at <= self._wall_clock():
                raise LinkUnknown
            mobile = await records.mobiles.get(link.mobile)
        if mobile is None:
            raise LinkUnknown
        return link, mobile


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
