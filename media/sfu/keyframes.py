"""When a sender is asked for a key frame."""

MERGE_SECONDS = 0.5


class KeyFrameThrottle:
    """The first request goes out at once, later ones are merged to the end of a 500 ms window; none is dropped."""

    __slots__ = ("_pending", "_window_ends")

    def __init__(self) -> None:
        self._window_ends = float("-inf")
        self._pending = False

    def allow(self, now: float) -> bool:
        """Somebody needs a key frame: may the request go out at once?"""
        if now >= self._window_ends:
            self._open_window(now)
            return True
        self._pending = True
        return False

    def due(self, now: float) -> bool:
        """Does a merged request go out now?"""
        if self._pending and now >= self._window_ends:
            self._open_window(now)
            return True
        return False

    def _open_window(self, now: float) -> None:
        self._window_ends = now + MERGE_SECONDS
        self._pending = False
