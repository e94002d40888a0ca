"""The table of a consultation's states, and the page that shows it."""

from pathlib import Path

import pytest

from clinic.consultation.diagram import mermaid
from clinic.consultation.lifecycle import LIVE, TRANSITIONS, Event, NotNow, State, after
from clinic.opd.rules import Rules
from server.opd_settings import OpdSettings

PAGE = Path(__file__).parents[4] / "docs" / "waiting_room.md"


@pytest.mark.parametrize(("state", "event"), [(state, event) for state in State for event in Event])
def test_what_the_table_does_not_have_is_refused_and_everything_else_moves(state: State, event: Event) -> None:
    if (state, event) in TRANSITIONS:
        assert after(state, event) is TRANSITIONS[state, event]
    else:
        with pytest.raises(NotNow) as refused:
            after(state, event)
        assert refused.value.code == "consultation_state"


def test_every_state_that_lives_can_end_and_none_that_has_ended_lives_again() -> None:
    ends = {before for (before, _), then in TRANSITIONS.items() if then not in LIVE}
    assert ends == LIVE | {State.ENDED}
    assert not [then for (before, _), then in TRANSITIONS.items() if before not in LIVE and then in LIVE]


def test_every_state_is_reached() -> None:
    assert {State.WAITING} | {*TRANSITIONS.values()} == {*State}


def test_the_page_shows_the_table_as_it_is() -> None:
    assert mermaid() in PAGE.read_text(encoding="utf-8")


def test_the_page_tells_the_figures_as_they_are() -> None:
    text, rules = " ".join(PAGE.read_text(encoding="utf-8").split()), Rules()
    for name in OpdSettings.model_fields:
        assert f"{OpdSettings.model_fields[name].default:.0f} s (`{name}`)" in text
    assert f"overtaken {rules.most_overtaken} times" in text
    assert f"after {rules.most_missed} of them" in text
    assert f"once {rules.later_seconds:.0f} s longer" in text
