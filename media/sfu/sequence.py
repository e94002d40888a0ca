"""Arithmetic on numbers that wrap round (RFC 3550 appendix A.1, RFC 1982)."""


def signed_distance(start: int, end: int) -> int:
    """The shorter way from ``start`` to ``end``, both 16 bit; negative where ``end`` is older."""
    return ((end - start + 0x8000) & 0xFFFF) - 0x8000


class Unwrapper:
    """Extends 16 bit sequence numbers to integers that never wrap."""

    __slots__ = ("highest",)

    def __init__(self) -> None:
        self.highest: int | None = None

    def extend(self, sequence: int) -> int:
        """The extended number nearest to the highest one seen. Does not move ``highest``."""
        if self.highest is None:
            return sequence
        return self.highest + signed_distance(self.highest & 0xFFFF, sequence)
