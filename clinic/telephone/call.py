"""A telephone call as the provider tells of it: a table of states. Numbers are not kept."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, NewType

from clinic.consultation.consultation import ConsultationId
from clinic.identity.mobile import Mobile

CallId = NewType("CallId", str)
Purpose = Literal["reminder", "consultation"]
"""``reminder``: her telephone rings, a voice says who is calling, and the doctor is put through where that is set up.
``consultation``: the doctor's telephone rings, and then hers.
"""

TOKEN_BYTES = 32
PROVIDER_ID_LENGTH = 128
REASON_LENGTH = 64
LONGEST_CALL_SECONDS = 86_400.0


class State(StrEnum):
    REQUESTED = "requested"
    RINGING = "ringing"
    ANSWERED = "answered"
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    COMPLETED = "completed"
    DROPPED = "dropped"  # the line broke


ENDS = frozenset({State.BUSY, State.NO_ANSWER, State.FAILED, State.COMPLETED, State.DROPPED})
TRANSITIONS: Mapping[State, frozenset[State]] = {
    State.REQUESTED: ENDS | {State.RINGING, State.ANSWERED},
    State.RINGING: ENDS | {State.ANSWERED},
    State.ANSWERED: ENDS,
}
"""What is not in it changes nothing: call-backs come twice, late and in any order."""


@dataclass(frozen=True, slots=True)
class Call:
    """``provider_id``: what the provider calls it. ``heard_at``: when it last told of it. ``reason``: why it failed.

    Times are seconds since 1970 UTC.
    """

    id: CallId
    consultation: ConsultationId
    purpose: Purpose
    requested_at: float
    heard_at: float
    state: State = State.REQUESTED
    provider_id: str = ""
    reason: str = ""
    answered_at: float | None = None
    ended_at: float | None = None
    duration_seconds: float | None = None

    @property
    def is_over(self) -> bool:
        return self.state in ENDS

    def told(self, news: "News", now: float) -> "Call":
        """After a call-back. What comes late adds what was not known, and moves nothing back."""
        known = replace(
            self,
            heard_at=now,
            provider_id=self.provider_id or _plain(news.provider_id),
            duration_seconds=_longest(self.duration_seconds, news.duration_seconds),
        )
        if news.state is None or news.state not in TRANSITIONS.get(self.state, frozenset()):
            return known
        return known._moved(news.state, now)

    def failed(self, reason: str, now: float) -> "Call":
        return self if self.is_over else replace(self._moved(State.FAILED, now), reason=reason[:REASON_LENGTH])

    def _moved(self, state: State, now: float) -> "Call":
        if state is State.ANSWERED:
            return replace(self, state=state, answered_at=now)
        return replace(self, state=state, ended_at=now) if state in ENDS else replace(self, state=state)


@dataclass(frozen=True, slots=True)
class News:
    """What a call-back says. ``token``: where it stands in the body. ``state``: ``None`` where it tells nothing new."""

    state: State | None
    token: str | None = field(default=None, repr=False)
    provider_id: str = ""
    duration_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class CallChanged:
    """Told after it was kept."""

    call: CallId
    consultation: ConsultationId
    purpose: Purpose
    state: State


@dataclass(frozen=True, slots=True)
class Ringing:
    """What the provider is asked for. ``token``: what it shows with its call-backs. ``announcement``: to be spoken.

    ``doctor``: her number, where it is needed. ``language``: of the announcement. Numbers stay out of logs.
    """

    call: CallId
    purpose: Purpose
    token: str = field(repr=False)
    patient: Mobile = field(repr=False)
    doctor: Mobile | None = field(repr=False)
    announcement: str = field(repr=False)
    language: str
    limit_seconds: int


def new_token() -> str:
    """256 random bits: whoever shows it is the provider that was given it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def sha256(token: str) -> str:
    """As it is kept."""
    return hashlib.sha256(token.encode(errors="surrogatepass")).hexdigest()


def changed(call: Call) -> CallChanged:
    return CallChanged(call.id, call.consultation, call.purpose, call.state)


def _plain(text: str) -> str:
    """Of a stranger's text what every database keeps."""
    return "".join(sign for sign in text if sign.isascii() and sign.isprintable())[:PROVIDER_ID_LENGTH]


def _longest(kept: float | None, told: float | None) -> float | None:
    """Some tell 0 while it rings; what no call lasts is not believed."""
    if told is None or not 0 <= told <= LONGEST_CALL_SECONDS:
        return kept
    return told if kept is None else max(kept, told)
