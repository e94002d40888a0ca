"""A clock that gives Unix time once and then only goes forward, whatever is done to the system's clock."""

import time


class SteadyClock:
    """Sender reports and timers must not jump when the system's clock is set."""

    def __init__(self) -> None:
        self._offset_seconds = time.time() - time.monotonic()

    def now(self) -> float:
        """Seconds since the Unix epoch as it was known at the start."""
        return self._offset_seconds + time.monotonic()
