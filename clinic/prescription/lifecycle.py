"""The states of a prescription and what moves it: a table (design decision 9)."""

from collections.abc import Mapping
from enum import StrEnum

from rooms.ports import Refusal


class State(StrEnum):
    DRAFT = "draft"
    SIGNED = "signed"
    SUPERSEDED = "superseded"
    CANCELLED = "cancelled"


class Event(StrEnum):
    SIGN = "sign"
    SUPERSEDE = "supersede"
    CANCEL = "cancel"


TRANSITIONS: Mapping[tuple[State, Event], State] = {
    (State.DRAFT, Event.SIGN): State.SIGNED,
    (State.SIGNED, Event.SUPERSEDE): State.SUPERSEDED,
    (State.SIGNED, Event.CANCEL): State.CANCELLED,
}
RELEASED = frozenset({State.SIGNED, State.SUPERSEDED, State.CANCELLED})
"""What a patient may see: nothing unsigned ever is."""


def after(state: State, event: Event) -> State:
    """Raises ``Refusal`` for an event that the table does not have; nothing has changed then."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise Refusal("prescription_state", f"This cannot be done with a prescription that is {state.value}.") from None
