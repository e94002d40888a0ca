"""One-time codes by SMS: six digits, five minutes, five tries, used once.

Nothing here asks whether a number is known: known and unknown ones get the same answer.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from clinic.identity.challenge import (
    CODE_SECONDS,
    Challenge,
    ChallengeId,
    Delivery,
    KeptChallenge,
    SentCode,
    WrongCode,
    challenge_id,
    new_challenge_id,
    new_code,
    tries_spent,
    typed_code,
    unknown,
    used,
)
from clinic.identity.limits import LimitRecords, Limits, Who
from clinic.identity.mobile import Mobile
from clinic.identity.sms import SmsFailed, SmsGateway, otp_message
from clinic.ports import Store

KEPT_SECONDS = 3600.0  # so long "used" and "expired" can be told from "unknown"
FORGET_EVERY_SECONDS = 10.0
FORGET_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Verified:
    """The person holds this mobile now. The caller checks that the purpose is its own."""

    mobile: Mobile = field(repr=False)
    purpose: str


class OtpRecords(Protocol):
    def keyed_hash(self, challenge: ChallengeId, code: str) -> str:
        """With a key that is not in the database: without it the million codes can be tried in a second."""

    async def add(self, challenge: KeptChallenge) -> None: ...

    async def get(self, challenge: ChallengeId) -> KeptChallenge | None: ...

    async def get_to_change(self, challenge: ChallengeId) -> KeptChallenge | None:
        """Whoever else wants to change it waits until this transaction ends."""

    async def change(self, challenge: KeptChallenge) -> bool:
        """False, and nothing changed, when it was used meanwhile."""

    async def note_delivery(self, challenge: ChallengeId, sends: int, delivery: Delivery) -> None:
        """Of that send; ignored when there has been a later one."""

    async def forget(self, sent_before: float, at_most: int) -> int:
        """How many were removed."""


class Records(Protocol):
    @property
    def otp(self) -> OtpRecords: ...

    @property
    def limits(self) -> LimitRecords: ...


class OneTimeCodes:
    """``host`` is the page's, without a port. ``wall_clock`` gives seconds since 1970 UTC.

    Every method may raise ``Refusal``; ``TooMany`` among them says when it would be granted.
    """

    def __init__(
        self, store: Store[Records], sms: SmsGateway, limits: Limits, wall_clock: Callable[[], float], *, host: str
    ) -> None:
        self._store = store
        self._sms = sms
        self._limits = limits
        self._wall_clock = wall_clock
        self._host = host
        self._sending: set[asyncio.Task[None]] = set()
        self._forget_at = 0.0

    async def request(self, mobile: Mobile, *, purpose: str, device: str, origin: str, language: str) -> Challenge:
        """``device``: what its cookie says, "" where there is none. Returns before the message is sent."""
        now, code, made = self._wall_clock(), new_code(), new_challenge_id()
        async with self._store.writing() as records:
            await self._limits.take(records.limits, "otp_request", _who(mobile, device, origin), now)
            sent = SentCode(records.otp.keyed_hash(made, code), now + CODE_SECONDS)
            kept = KeptChallenge(made, mobile, purpose, language, (sent,), sends=1, sent_at=now)
            await records.otp.add(kept)
        self._in_background(self._deliver(kept, code))
        return kept.shown(now)

    async def resend(self, challenge: str, *, device: str, origin: str) -> Challenge:
        """A new code, for codes are kept as hashes; the one before it stays valid for its own five minutes."""
        now, code = self._wall_clock(), new_code()
        async with self._store.writing() as records:
            kept = _known(await records.otp.get_to_change(challenge_id(challenge)))
            kept.check_resend(now)
            await self._limits.take(records.limits, "otp_resend", _who(kept.mobile, device, origin), now)
            kept = kept.sent_again(records.otp.keyed_hash(kept.id, code), now)
            await records.otp.change(kept)
        self._in_background(self._deliver(kept, code))
        return kept.shown(now)

    async def verify(self, challenge: str, code: str, *, device: str, origin: str) -> Verified:
        """Of two that race with the right code one wins; the other is told that it is used."""
        asked, typed, now = challenge_id(challenge), typed_code(code), self._wall_clock()
        async with self._store.writing() as records:
            kept = _known(await records.otp.get_to_change(asked))
            kept.check_open()
            who = _who(kept.mobile, device, origin)
            await self._limits.check(records.limits, "otp_wrong", who, now)
            if kept.is_answered_by(records.otp.keyed_hash(asked, typed), now):
                return await _use(records, kept, now)
            kept = replace(kept, wrong_tries=kept.wrong_tries + 1)
            await records.otp.change(kept)
            await self._limits.note(records.limits, "otp_wrong", who, now)
        raise WrongCode(kept.tries_left) if kept.tries_left else tries_spent()

    async def status(self, challenge: str) -> Challenge:
        """Also whether its last message has left; a person whose message failed can ask again."""
        async with self._store.reading() as records:
            kept = _known(await records.otp.get(challenge_id(challenge)))
        return kept.shown(self._wall_clock())

    async def close(self) -> None:
        """Waits for the messages that are being sent."""
        while self._sending:
            await asyncio.wait(self._sending)

    def _in_background(self, work: Coroutine[Any, Any, None]) -> None:
        """A slow gateway holds neither the person nor the database."""
        task = asyncio.create_task(work)
        self._sending.add(task)
        task.add_done_callback(self._sending.discard)

    async def _deliver(self, kept: KeptChallenge, code: str) -> None:
        delivery: Delivery = "failed"
        try:
            await self._sms.send(otp_message(kept.mobile, code, kept.language, self._host))
            delivery = "sent"
        except SmsFailed:
            pass  # the gateway has logged why
        finally:
            await self._note(kept, delivery)

    async def _note(self, kept: KeptChallenge, delivery: Delivery) -> None:
        now = self._wall_clock()
        async with self._store.writing() as records:
            await records.otp.note_delivery(kept.id, kept.sends, delivery)
            if now >= self._forget_at:
                removed = await records.otp.forget(now - KEPT_SECONDS, FORGET_AT_ONCE)
                counts = await records.limits.forget(now, FORGET_AT_ONCE)
                more = max(removed, counts) >= FORGET_AT_ONCE
                self._forget_at = now if more else now + FORGET_EVERY_SECONDS


async def _use(records: Records, kept: KeptChallenge, now: float) -> Verified:
    if not await records.otp.change(replace(kept, used_at=now)):
        raise used()
    return Verified(kept.mobile, kept.purpose)


def _who(mobile: Mobile, device: str, origin: str) -> Who:
    return {"number": mobile, "device": device, "address": origin}


def _known(kept: KeptChallenge | None) -> KeptChallenge:
    if kept is None:
        raise unknown()
    return kept
