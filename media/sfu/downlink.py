"""What a receiver's line carries, and which videos wait when it carries less (design decision 4)."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from media.sfu.slot import Slot

STALE_SECONDS = 15.0
TOLERANCE = 1.05
PATIENCE_SECONDS = 1.5
PATIENCE_ALONE_SECONDS = 4.0
FIRST_HOLD_SECONDS = 4.0
LONGEST_HOLD_SECONDS = 60.0
TRIAL_SECONDS = 8.0


class DownlinkEstimator(Protocol):
    """How much the receiver's line carries; REMB today, an estimate at the sender's side later."""

    def remb(self, bitrate_bps: int, now: float) -> None: ...

    def available_bps(self, now: float) -> int | None: ...


class RembEstimator:
    """Believes the receiver's last word; ``None`` before the first, and when it is stale."""

    def __init__(self) -> None:
        self._word: tuple[int, float] | None = None

    def remb(self, bitrate_bps: int, now: float) -> None:
        self._word = (bitrate_bps, now)

    def available_bps(self, now: float) -> int | None:
        if self._word is None or now - self._word[1] > STALE_SECONDS:
            return None
        return self._word[0]


class Change(NamedTuple):
    """Pause or resume the video of this pair."""

    pair: int
    paused: bool


class VideoPausing:
    """Audio first: pauses the last video of an overdrawn line; later tries one again, each failure doubling the wait.

    REMB cannot discover room, it stays near what arrives: only a trial can, and the trial is bounded.
    """

    def __init__(self) -> None:
        self._overdrawn_since: float | None = None
        self._hold_seconds = FIRST_HOLD_SECONDS
        self._try_at = 0.0
        self._trial_ends = 0.0

    def decide(
        self, available_bps: int | None, slots: Sequence[tuple[int, Slot]], audio_bps: int, *, alone: bool, now: float
    ) -> Change | None:
        """``slots``: (pair, video slot) that are fed. ``alone``: the senders follow this receiver's own cap."""
        live = [pair for pair, slot in slots if not slot.paused]
        used = audio_bps + sum(slot.rate.bps(now) for _, slot in slots)
        if available_bps is None or used <= available_bps * TOLERANCE:
            self._overdrawn_since = None
            return self._resume([pair for pair, slot in slots if slot.paused], now)
        if self._overdrawn_since is None:
            self._overdrawn_since = now
        patience = PATIENCE_ALONE_SECONDS if alone else PATIENCE_SECONDS
        if not live or now - self._overdrawn_since < patience:
            return None
        return self._pause(live[-1], now)

    def _pause(self, pair: int, now: float) -> Change:
        failed_trial = now < self._trial_ends
        self._hold_seconds = min(2 * self._hold_seconds, LONGEST_HOLD_SECONDS) if failed_trial else FIRST_HOLD_SECONDS
        self._try_at = now + self._hold_seconds
        self._overdrawn_since = None
        return Change(pair, paused=True)

    def _resume(self, paused: Sequence[int], now: float) -> Change | None:
        if not paused or now < self._try_at:
            return None
        self._try_at = self._trial_ends = now + TRIAL_SECONDS
        return Change(paused[0], paused=False)
