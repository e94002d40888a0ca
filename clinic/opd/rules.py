"""The figures of the written policy by which people are called; an operator may set some of them."""

from dataclasses import dataclass

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rules:
    """``ring_seconds``: then a call is missed; after ``telephone_after_seconds`` the telephone rings besides.

    ``later_seconds``: what "in a minute" adds, once. ``most_missed``: so often she comes back, then it is a no-show.
    ``grace_seconds``: doctor and patient are held together while a call is broken. ``undecided_seconds``: after that
    the doctor's; then it counts as ended. ``away_seconds``: whose page is away for longer is passed over and keeps her
    place. ``return_hold_seconds``: a return visit is kept for her doctor. ``language_patience_seconds``: for so long a
    patient waits for a doctor who speaks her language while another could take her. ``most_overtaken``: so often
    others are called before whoever is first. ``silent_desk_seconds``: then a doctor whose desk is gone is on break.
    ``warn_ahead``: with so many ahead she is told to get ready.
    """

    ring_seconds: float = 120.0
    telephone_after_seconds: float = 60.0
    later_seconds: float = 60.0
    most_missed: int = 2
    grace_seconds: float = 300.0
    undecided_seconds: float = 30 * MINUTE
    away_seconds: float = 30 * MINUTE
    return_hold_seconds: float = 20 * MINUTE
    language_patience_seconds: float = 10 * MINUTE
    most_overtaken: int = 2
    silent_desk_seconds: float = 150.0
    warn_ahead: int = 2
