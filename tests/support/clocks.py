"""A clock that goes when it is told to."""

from dataclasses import dataclass

SOMETIME = 1_790_000_000.0
"""In September 2026."""


@dataclass
class Clock:
    """Called, it gives seconds since 1970 UTC."""

    now: float = SOMETIME

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds
