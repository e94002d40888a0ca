"""Exceptions that must not stop a worker: counted always, logged seldom."""

import sys
import time
from collections import Counter
from collections.abc import Callable

import structlog

LOG_INTERVAL_SECONDS = 60.0

log = structlog.get_logger("media")


class Incidents:
    """Logs one traceback a minute for each place and kind of exception: damage must not become a flood of lines."""

    def __init__(self, counters: Counter[str], clock: Callable[[], float] = time.monotonic) -> None:
        self._counters = counters
        self._clock = clock
        self._logged_at: dict[tuple[str, str], float] = {}

    def note(self, place: str, error: Exception) -> bool:
        """Note an exception; true when it was logged."""
        self._counters["incidents"] += 1
        kind = (place, type(error).__name__)
        now = self._clock()
        if now - self._logged_at.get(kind, -LOG_INTERVAL_SECONDS) < LOG_INTERVAL_SECONDS:
            return False
        self._logged_at[kind] = now
        log.error("media_incident", place=place, kind=kind[1], exc_info=error)
        return True


def log_plainly() -> None:
    """To standard error; tracebacks without local variables, for among those are keys and passwords."""
    renderer = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.TimeStamper(fmt="iso"), renderer],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
