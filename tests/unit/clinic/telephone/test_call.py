"""The states of a call: a table, and what call-backs may not do to it."""

from itertools import permutations

import pytest

from clinic.consultation.consultation import ConsultationId
from clinic.telephone.call import ENDS, TRANSITIONS, Call, CallId, News, State

NOW = 1_000.0
CALL = Call(CallId("1" * 32), ConsultationId("c" * 32), "reminder", NOW, NOW)
STORY = (News(State.RINGING), News(State.ANSWERED), News(State.COMPLETED, duration_seconds=42.0))


def told(*news: News) -> Call:
    call = CALL
    for seconds, one in enumerate(news, start=1):
        call = call.told(one, NOW + seconds)
    return call


def test_a_call_that_is_answered_and_ended_has_its_times() -> None:
    call = told(*STORY)
    assert (call.state, call.answered_at, call.ended_at) == (State.COMPLETED, NOW + 2, NOW + 3)
    assert (call.duration_seconds, call.is_over) == (42.0, True)


@pytest.mark.parametrize("order", list(permutations(STORY)))
def test_in_whatever_order_it_is_told_the_end_is_the_end(order: tuple[News, ...]) -> None:
    call = told(*order)
    assert (call.state, call.duration_seconds) == (State.COMPLETED, 42.0)


def test_what_is_told_twice_changes_nothing_the_second_time() -> None:
    twice = told(STORY[0], STORY[0], STORY[1], STORY[1])
    assert (twice.state, twice.answered_at) == (State.ANSWERED, NOW + 3)
    assert (twice.told(STORY[1], NOW + 9).answered_at, twice.told(STORY[1], NOW + 9).heard_at) == (NOW + 3, NOW + 9)


@pytest.mark.parametrize("end", sorted(ENDS))
def test_an_end_is_final(end: State) -> None:
    call = told(News(end))
    assert call.is_over
    for other in State:
        assert call.told(News(other), NOW + 9).state is end
    assert call.failed("late", NOW + 9) == call


def test_no_state_leads_back() -> None:
    assert all(before not in after for before, after in TRANSITIONS.items())
    assert State.REQUESTED not in set().union(*TRANSITIONS.values())
    assert set(TRANSITIONS) | ENDS == set(State)


def test_a_word_that_means_nothing_only_shows_that_the_provider_is_there() -> None:
    call = told(News(None))
    assert (call.state, call.heard_at) == (State.REQUESTED, NOW + 1)


def test_the_length_of_a_call_is_the_longest_that_was_told_also_late() -> None:
    call = told(News(State.RINGING, duration_seconds=0.0), News(State.COMPLETED, duration_seconds=5.0))
    assert call.duration_seconds == 5.0
    assert call.told(News(None, duration_seconds=9.0), NOW + 9).duration_seconds == 9.0
    assert call.told(News(None, duration_seconds=0.0), NOW + 9).duration_seconds == 5.0
    assert told(News(State.COMPLETED, duration_seconds=-1.0)).duration_seconds is None
    assert told(News(State.COMPLETED, duration_seconds=1e12)).duration_seconds is None


def test_the_providers_name_of_a_call_is_kept_as_every_database_takes_it() -> None:
    assert told(News(None, provider_id="ab\0\ud800c" + "d" * 200)).provider_id == "abc" + "d" * 125
    assert told(News(None, provider_id="first"), News(None, provider_id="second")).provider_id == "first"


def test_a_call_that_could_not_be_made_has_a_reason() -> None:
    failed = CALL.failed("status 401", NOW + 1)
    assert (failed.state, failed.reason, failed.ended_at) == (State.FAILED, "status 401", NOW + 1)


def test_neither_token_nor_number_is_shown_by_accident() -> None:
    assert "secret" not in repr(News(None, token="secret"))
