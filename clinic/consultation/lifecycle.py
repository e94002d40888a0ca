"""The states of a consultation and what moves it: a table (design decision 9)."""

from collections.abc import Mapping
from enum import StrEnum

from rooms.ports import Refusal


class State(StrEnum):
    REQUESTED = "requested"  # for a day that has not begun
    WAITING = "waiting"
    CALLED = "called"
    IN_PROGRESS = "in_progress"
    INTERRUPTED = "interrupted"
    ENDED = "ended"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    REFERRED = "referred"


class Event(StrEnum):
    ADMIT = "admit"
    POSTPONE = "postpone"
    CALL = "call"
    MISS = "miss"
    GIVE_UP = "give_up"
    ANSWER = "answer"
    DROP = "drop"
    RESUME = "resume"
    RELEASE = "release"  # her doctor is not there any more: back to the front
    TRANSFER = "transfer"
    REFER = "refer"
    END = "end"
    CLOSE = "close"
    WITHDRAW = "withdraw"
    CANCEL = "cancel"


TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.REQUESTED, Event.ADMIT): State.WAITING,
    (State.REQUESTED, Event.WITHDRAW): State.WITHDRAWN,
    (State.REQUESTED, Event.CANCEL): State.CANCELLED,
    (State.WAITING, Event.CALL): State.CALLED,
    (State.WAITING, Event.POSTPONE): State.REQUESTED,
    (State.WAITING, Event.WITHDRAW): State.WITHDRAWN,
    (State.WAITING, Event.CANCEL): State.CANCELLED,
    (State.CALLED, Event.ANSWER): State.IN_PROGRESS,
    (State.CALLED, Event.MISS): State.WAITING,
    (State.CALLED, Event.GIVE_UP): State.NO_SHOW,
    (State.CALLED, Event.RELEASE): State.WAITING,
    (State.CALLED, Event.WITHDRAW): State.WITHDRAWN,
    (State.IN_PROGRESS, Event.DROP): State.INTERRUPTED,
    (State.IN_PROGRESS, Event.RELEASE): State.WAITING,
    (State.IN_PROGRESS, Event.TRANSFER): State.WAITING,
    (State.IN_PROGRESS, Event.REFER): State.REFERRED,
    (State.IN_PROGRESS, Event.END): State.ENDED,
    (State.INTERRUPTED, Event.RESUME): State.IN_PROGRESS,
    (State.INTERRUPTED, Event.RELEASE): State.WAITING,
    (State.INTERRUPTED, Event.TRANSFER): State.WAITING,
    (State.INTERRUPTED, Event.REFER): State.REFERRED,
    (State.INTERRUPTED, Event.END): State.ENDED,
    (State.ENDED, Event.CLOSE): State.CLOSED,
}
LIVE = frozenset({State.REQUESTED, State.WAITING, State.CALLED, State.IN_PROGRESS, State.INTERRUPTED})
WITH_DOCTOR = frozenset({State.CALLED, State.IN_PROGRESS, State.INTERRUPTED})
TALKING = frozenset({State.IN_PROGRESS, State.INTERRUPTED})
SEEN = frozenset({State.ENDED, State.CLOSED, State.REFERRED})
"""Some doctor has spoken with the patient, and it is over."""


class NotNow(Refusal):
    """The consultation has moved on: what was asked cannot be done in the state that it is in."""

    def __init__(self, state: State, event: Event) -> None:
        super().__init__("consultation_state", f"This cannot be done with a consultation that is {_said(state)}.")
        self.state = state
        self.event = event


def after(state: State, event: Event) -> State:
    """Raises ``NotNow`` for an event that the table does not have; nothing has changed then."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise NotNow(state, event) from None


def _said(state: State) -> str:
    return state.value.replace("_", " ")
