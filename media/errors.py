"""What the media side refuses, in words that may be shown to a person."""


class MediaError(Exception):
    """``code`` is stable and for programs, ``message`` is a sentence for a person."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class OfferRefused(MediaError):
    """The remote side's fault: its offer cannot be answered. ``code`` is ``bad_offer``."""


class MediaUnavailable(MediaError):
    """Our fault: no media worker can serve just now. ``code`` is ``media_unavailable``."""


class WorkerUnknown(MediaError):
    """An operator named a worker that there is not. ``code`` is ``worker_unknown``."""


def bad_offer(sentence: str) -> OfferRefused:
    return OfferRefused("bad_offer", sentence)


def media_unavailable(sentence: str) -> MediaUnavailable:
    return MediaUnavailable("media_unavailable", sentence)


def worker_unknown(sentence: str) -> WorkerUnknown:
    return WorkerUnknown("worker_unknown", sentence)
