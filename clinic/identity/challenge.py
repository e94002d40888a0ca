"""The life of a one-time code: sent, sent again, answered wrongly, used, expired. Told the time, no I/O."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hmac import compare_digest
from math import ceil
from typing import Literal, NewType

from clinic.identity.limits import TooMany
from clinic.identity.mobile import Mobile, ascii_digits, masked
from rooms.ports import Refusal

ChallengeId = NewType("ChallengeId", str)
Delivery = Literal["sending", "sent", "failed"]

CODE_DIGITS = 6
CODE_SECONDS = 300.0
MOST_TRIES = 5
RESEND_AFTER_SECONDS = (30.0, 60.0, 120.0, 120.0)  # after the first, second … send
MOST_SENDS = len(RESEND_AFTER_SECONDS) + 1
CODES_ALIVE = 2  # a late message must not make the person wrong who reads it: the one before the last still counts
DELIVERY_SECONDS = 90.0  # after so long without word of it, a send counts as failed: its process has ended
ID_CHARACTERS = 32


@dataclass(frozen=True, slots=True)
class Challenge:
    """What its page may know. ``masked``: the number but its last digits.

    ``resend_at``: ``None`` when nothing more is sent for this one.
    """

    id: ChallengeId
    masked: str
    expires_at: float
    resend_at: float | None
    tries_left: int
    delivery: Delivery


@dataclass(frozen=True, slots=True)
class SentCode:
    keyed_hash: str = field(repr=False)
    expires_at: float


@dataclass(frozen=True, slots=True)
class KeptChallenge:
    """A challenge as it is kept: of its codes the hashes, newest last."""

    id: ChallengeId
    mobile: Mobile = field(repr=False)
    purpose: str
    language: str
    codes: tuple[SentCode, ...]
    sends: int
    sent_at: float
    wrong_tries: int = 0
    used_at: float | None = None
    delivery: Delivery = "sending"

    @property
    def resend_at(self) -> float | None:
        return self.sent_at + RESEND_AFTER_SECONDS[self.sends - 1] if self.sends < MOST_SENDS else None

    @property
    def tries_left(self) -> int:
        return MOST_TRIES - self.wrong_tries

    def shown(self, now: float) -> Challenge:
        is_lost = self.delivery == "sending" and now > self.sent_at + DELIVERY_SECONDS
        delivery: Delivery = "failed" if is_lost else self.delivery
        return Challenge(
            self.id, masked(self.mobile), self.codes[-1].expires_at, self.resend_at, self.tries_left, delivery
        )

    def sent_again(self, keyed_hash: str, now: float) -> "KeptChallenge":
        codes = (*self.codes, SentCode(keyed_hash, now + CODE_SECONDS))[-CODES_ALIVE:]
        return replace(self, codes=codes, sends=self.sends + 1, sent_at=now, delivery="sending")

    def check_open(self) -> None:
        """Raises ``Refusal`` when it is used, or all tries were wrong."""
        if self.used_at is not None:
            raise used()
        if self.tries_left <= 0:
            raise tries_spent()

    def check_resend(self, now: float) -> None:
        """Raises ``Refusal`` when it is too soon for another message, or one too many."""
        self.check_open()
        if self.resend_at is None:
            raise Refusal("otp_sends_spent", "No more codes are sent for this attempt. Start again.")
        if now < self.resend_at:
            raise TooMany(ceil(self.resend_at - now), "too_soon", "The message may still be on its way.")

    def is_answered_by(self, keyed_hash: str, now: float) -> bool:
        """Raises ``Refusal`` when none of its codes is valid any more."""
        alive = [code for code in self.codes if now < code.expires_at]
        if not alive:
            raise Refusal("otp_expired", "This code has expired. Ask for a new one.")
        return any(compare_digest(code.keyed_hash, keyed_hash) for code in alive)


class WrongCode(Refusal):
    def __init__(self, tries_left: int) -> None:
        tries = "1 try" if tries_left == 1 else f"{tries_left} tries"
        super().__init__("otp_wrong", f"That is not the code that was sent. You have {tries} left.")
        self.tries_left = tries_left


def used() -> Refusal:
    return Refusal("otp_used", "This code has been used. Ask for a new one.")


def tries_spent() -> Refusal:
    return Refusal("otp_tries_spent", "All tries were wrong. Ask for a new code.")


def unknown() -> Refusal:
    return Refusal("otp_unknown", "This code is not known. Ask for a new one.")


def new_code(below: Callable[[int], int] = secrets.randbelow) -> str:
    """Six digits, each code as likely as any other."""
    return f"{below(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_challenge_id() -> ChallengeId:
    return ChallengeId(secrets.token_hex(ID_CHARACTERS // 2))


def challenge_id(text: str) -> ChallengeId:
    """Raises ``Refusal``: what was never an id is not asked of the database."""
    if len(text) != ID_CHARACTERS or not set(text) <= set("0123456789abcdef"):
        raise unknown()
    return ChallengeId(text)


def typed_code(code: str) -> str:
    """The six digits, in whatever script and spacing. Raises ``Refusal``; what is no code costs no try."""
    digits = ascii_digits("".join(code[:40].split()))
    if len(digits) != CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        raise Refusal("otp_malformed", "A code has six digits.", ("code",))
    return digits
