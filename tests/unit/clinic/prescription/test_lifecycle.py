"""DRAFT → SIGNED → SUPERSEDED | CANCELLED, and nothing else."""

import pytest

from clinic.prescription.lifecycle import RELEASED, TRANSITIONS, Event, State, after
from rooms.ports import Refusal


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("event", Event)
def test_only_what_the_table_has_can_happen(state: State, event: Event) -> None:
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
        return
    with pytest.raises(Refusal) as refused:
        after(state, event)
    assert refused.value.code == "prescription_state"


def test_what_is_unsigned_is_never_released() -> None:
    assert State.DRAFT not in RELEASED
    assert {state for (before, _), state in TRANSITIONS.items() if before is State.DRAFT} <= RELEASED
