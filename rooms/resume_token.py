"""The secret with which a seat is resumed: good once, and a little longer where the reply was lost."""

import secrets

REPLY_LOST_SECONDS = 30.0


class ResumeToken:
    """Each use makes a new one. The one just used stays good for a short while, older ones never."""

    def __init__(self) -> None:
        self.text = _new()
        self._previous = ""
        self._previous_until = 0.0

    def renew(self) -> str:
        """A new one for another device; no earlier one is good any more."""
        self.text, self._previous = _new(), ""
        return self.text

    def rotate(self, used: str, now: float) -> str | None:
        """The next token in exchange for ``used``; ``None``, and nothing changes, where that is not good.

        Whoever comes with the previous one never got the present one. It is not prolonged by that.
        """
        if _same(used, self.text):
            self._previous, self._previous_until = self.text, now + REPLY_LOST_SECONDS
        elif not (_same(used, self._previous) and self._previous and now < self._previous_until):
            return None
        self.text = _new()
        return self.text


def _new() -> str:
    return secrets.token_urlsafe(24)


def _same(token: str, other: str) -> bool:
    """In constant time, so that the time of a refusal tells nothing."""
    return secrets.compare_digest(token.encode(), other.encode())
