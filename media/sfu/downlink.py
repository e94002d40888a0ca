"""What a receiver's line carries, and which videos wait when it carries less (design decision 4)."""

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple, Protocol

from media.sfu.slot import Slot

STALE_SECONDS = 15.0
FALLING = 0.98
LOSSY_256THS = 13
SIGN_SECONDS = 0.4
CONGESTED_SECONDS = 4.0
REMEMBERED_SECONDS = 60.0
TOLERANCE = 1.05
PATIENCE_SECONDS = 1.5
PATIENCE_ALONE_SECONDS = 4.0
PATIENCE_TRIAL_SECONDS = 0.5
FIRST_HOLD_SECONDS = 4.0
LONGEST_HOLD_SECONDS = 60.0
TRIAL_SECONDS = 8.0


class DownlinkEstimator(Protocol):
    """How much the receiver's line carries; REMB today, an estimate at the sender's side later."""

    def remb(self, bitrate_bps: int, now: float) -> None: ...

    def loss(self, fraction_lost: int, now: float) -> None:
        """From a receiver report, in 1/256."""

    def available_bps(self, now: float) -> int | None: ...

    def is_congested(self, now: float) -> bool: ...

    def was_congested(self, now: float) -> bool:
        """Within the last minute, if only a little: senders had better obey the limit."""


class RembEstimator:
    """Believes the receiver's last word; ``None`` before the first, and when it is stale.

    REMB begins low and climbs with what arrives, so being under it proves nothing: a line counts as congested only when
    the word falls or packets are lost, more than once within a few seconds.
    """

    def __init__(self) -> None:
        self._word: tuple[int, float] | None = None
        self._signs: deque[float] = deque(maxlen=2)

    def remb(self, bitrate_bps: int, now: float) -> None:
        if self._word is not None and bitrate_bps < self._word[0] * FALLING:
            self._note(now)
        self._word = (bitrate_bps, now)

    def loss(self, fraction_lost: int, now: float) -> None:
        if fraction_lost >= LOSSY_256THS:
            self._note(now)

    def available_bps(self, now: float) -> int | None:
        if self._word is None or now - self._word[1] > STALE_SECONDS:
            return None
        return self._word[0]

    def is_congested(self, now: float) -> bool:
        return len(self._signs) == 2 and now - self._signs[0] <= CONGESTED_SECONDS

    def was_congested(self, now: float) -> bool:
        return bool(self._signs) and now - self._signs[-1] <= REMEMBERED_SECONDS

    def _note(self, now: float) -> None:
        """One sign a moment: a report on fourteen slots is one sign, not fourteen."""
        if not self._signs or now - self._signs[-1] >= SIGN_SECONDS:
            self._signs.append(now)


class Change(NamedTuple):
    """Pause or resume the video of this pair."""

    pair: int
    paused: bool


class VideoPausing:
    """Audio first: pauses the last video of an overdrawn line; later tries one again, each failure doubling the wait.

    The last is that of the highest pair: screens and late-comers rest before the faces that were there first. Weighing
    them by size would pause the one that is talked about, for a screen sends least while everybody looks at it.
    REMB cannot discover room, it stays near what arrives: only a trial can, and the trial is bounded.
    """

    def __init__(self) -> None:
        self._overdrawn_since: float | None = None
        self._hold_seconds = FIRST_HOLD_SECONDS
        self._try_at = 0.0
        self._trial_ends = 0.0

    def decide(
        self,
        estimator: DownlinkEstimator,
        slots: Sequence[tuple[int, Slot]],
        audio_bps: int,
        *,
        alone: bool,
        now: float,
    ) -> Change | None:
        """``slots``: (pair, video slot) that are fed. ``alone``: the senders follow this receiver's own cap."""
        if not self._is_overdrawn(estimator, slots, audio_bps, now):
            self._overdrawn_since = None
            return self._resume([pair for pair, slot in slots if slot.paused], now)
        if self._overdrawn_since is None:
            self._overdrawn_since = now
        live = [pair for pair, slot in slots if not slot.paused]
        if not live or now - self._overdrawn_since < self._patience_seconds(alone, now):
            return None
        return self._pause(live[-1], now)

    def _patience_seconds(self, alone: bool, now: float) -> float:
        """A trial that fails costs the voice: it ends soon."""
        if now < self._trial_ends:
            return PATIENCE_TRIAL_SECONDS
        return PATIENCE_ALONE_SECONDS if alone else PATIENCE_SECONDS

    def _is_overdrawn(
        self, estimator: DownlinkEstimator, slots: Sequence[tuple[int, Slot]], audio_bps: int, now: float
    ) -> bool:
        available = estimator.available_bps(now)
        if available is None or not estimator.is_congested(now):
            return False
        return audio_bps + sum(slot.rate.bps(now) for _, slot in slots) > available * TOLERANCE

    def _pause(self, pair: int, now: float) -> Change:
        if now < self._trial_ends:
            self._hold_seconds = min(2 * self._hold_seconds, LONGEST_HOLD_SECONDS)
        self._trial_ends = 0.0
        self._try_at = now + self._hold_seconds
        self._overdrawn_since = None
        return Change(pair, paused=True)

    def _resume(self, paused: Sequence[int], now: float) -> Change | None:
        if 0.0 < self._trial_ends <= now:
            self._trial_ends, self._hold_seconds = 0.0, FIRST_HOLD_SECONDS
        if not paused or now < self._try_at:
            return None
        self._try_at = self._trial_ends = now + TRIAL_SECONDS
        return Change(paused[0], paused=False)
