"""NTP time, and how a participant's clock lies to the relay's."""

_NTP_EPOCH = 2_208_988_800
_FOLLOW = 1 / 32


def to_ntp(now: float) -> int:
    """Unix seconds as a 64 bit NTP timestamp (RFC 5905 section 6)."""
    return int((now + _NTP_EPOCH) * 4_294_967_296) & 0xFFFFFFFFFFFFFFFF


def from_ntp(timestamp: int) -> float:
    """A 64 bit NTP timestamp as Unix seconds."""
    return timestamp / 4_294_967_296 - _NTP_EPOCH


def middle_32(ntp_timestamp: int) -> int:
    """The middle 32 bits, as reports quote them (RFC 3550 section 6.4.1)."""
    return ntp_timestamp >> 16 & 0xFFFFFFFF


def round_trip_seconds(now: float, lsr: int, dlsr: int) -> float | None:
    """RFC 3550 section 6.4.1; ``None`` where the report quotes no sender report or makes no sense."""
    if not lsr:
        return None
    units = (middle_32(to_ntp(now)) - lsr - dlsr) & 0xFFFFFFFF
    return units / 65_536 if units < 0x80000000 else 0.0


class ClockOffset:
    """Relay's time minus a participant's, one for all of her tracks: that keeps lips and voice together.

    It holds to the quickest report and follows drift slowly, so that a queue on the line does not shift it.
    """

    __slots__ = ("seconds",)

    def __init__(self) -> None:
        self.seconds: float | None = None

    def observe(self, sender_seconds: float, now: float) -> None:
        sample = now - sender_seconds
        if self.seconds is None or sample < self.seconds:
            self.seconds = sample
        else:
            self.seconds += (sample - self.seconds) * _FOLLOW
