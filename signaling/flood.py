"""How much one socket may say (a token bucket, told the time)."""

from dataclasses import dataclass
from enum import Enum


class Verdict(Enum):
    GRANTED = "granted"
    REFUSED = "refused"
    FLOODED = "flooded"


@dataclass(frozen=True, slots=True)
class Allowance:
    """``rate_hz`` messages a second for good, ``burst`` at once; ``patience`` refused ones end it.

    Refused messages cost as well: whoever goes on sending gets nothing, whoever pauses is heard again.
    """

    rate_hz: float = 10.0
    burst: int = 40
    patience: int = 100


# Written by a person: what comes faster is refused, and is no reason to close her socket.
CHAT_ALLOWANCE = Allowance(rate_hz=1.0, burst=5, patience=0)


class TokenBucket:
    def __init__(self, allowance: Allowance, now: float) -> None:
        self._allowance = allowance
        self._tokens = float(allowance.burst)
        self._filled_at = now

    def take(self, now: float) -> Verdict:
        """One more message at ``now`` (seconds of a steady clock)."""
        earned = (now - self._filled_at) * self._allowance.rate_hz
        self._filled_at = now
        tokens = min(self._allowance.burst, self._tokens + earned) - 1
        self._tokens = max(tokens, -self._allowance.patience - 1)
        if tokens >= 0:
            return Verdict.GRANTED
        return Verdict.REFUSED if tokens >= -self._allowance.patience else Verdict.FLOODED
