"""Simulated days of clinics: nobody is lost in them, and the figures are what they say."""

import math
from random import Random

import pytest

from bench.clinic_day.contest import Baseline, Estimator, Told
from bench.clinic_day.day import Day, Desk
from bench.clinic_day.doctors import Pause, Shift
from bench.clinic_day.estimates import interval_score, run_estimates
from bench.clinic_day.line import SimulatedLine
from bench.clinic_day.observed import Observed
from bench.clinic_day.people import MINUTE, Person, renewed
from bench.clinic_day.world import clinic
from clinic.opd.habits import Call

NINE, FIVE = 32_400.0, 61_200.0


def person(
    number: int,
    comes_at: float = NINE,
    *,
    patience_seconds: float = math.inf,
    missing: float = 0.0,
    urgent_after_seconds: float = math.inf,
) -> Person:
    return Person(number, comes_at, patience_seconds, missing, urgent_after_seconds, None, 1.0)


def shift(doctor: int = 0, leaves_at: float = FIVE, *pauses: Pause) -> Shift:
    return Shift(doctor, 300.0, NINE, leaves_at, pauses)


def lived(*people: Person, shifts: tuple[Shift, ...] = (shift(),), is_last: bool = False) -> Observed:
    """A day of these people."""
    observed = Observed({})
    Day(Random(1), (NINE, FIVE), shifts, SimulatedLine(), observed, most_waiting=60, is_last=is_last).run(people)
    return observed


def test_everybody_is_seen_in_the_order_of_coming() -> None:
    tokens = lived(*(person(number, NINE + number * MINUTE) for number in range(5))).tokens
    called = [token.called_at for token in tokens if token.called_at is not None]
    assert [token.end for token in tokens] == ["seen"] * 5
    assert called == sorted(called)


def test_whoever_never_hears_the_ring_is_called_three_times() -> None:
    observed = lived(person(1, missing=1.0), person(2))
    assert [token.end for token in observed.tokens] == ["no_show", "seen"]
    assert observed.tokens[1].called_at is not None


def test_whoever_has_no_patience_withdraws_and_was_not_called() -> None:
    observed = lived(person(1), person(2, patience_seconds=5.0))
    assert (observed.tokens[1].end, observed.tokens[1].called_at) == ("withdrew", None)


def test_whoever_a_doctor_finds_urgent_is_called_before_others() -> None:
    line = [person(number) for number in range(6)]
    line.append(person(6, urgent_after_seconds=10.0))
    tokens = lived(*line).tokens
    called = [token.called_at or 0.0 for token in tokens]
    assert sorted(called).index(called[6]) < 3


def test_when_all_doctors_have_gone_the_rest_is_put_off_and_comes_first_tomorrow() -> None:
    observed = lived(*(person(number) for number in range(9)), shifts=(shift(0, NINE + 10 * MINUTE),))
    ends = [token.end for token in observed.tokens]
    assert {"seen", "put_off"} == set(ends)
    assert renewed(person(8), NINE + 86_400.0).again


def test_on_the_last_day_they_stay_until_everybody_was_seen() -> None:
    observed = lived(*(person(number) for number in range(9)), shifts=(shift(0, NINE + 10 * MINUTE),), is_last=True)
    assert {token.end for token in observed.tokens} == {"seen"}


def test_nobody_is_called_while_the_only_doctor_has_tea() -> None:
    tea = Pause(NINE + MINUTE, 20 * MINUTE, declared=False)
    observed = lived(person(1, NINE + 5 * MINUTE), shifts=(shift(0, FIVE, tea),))
    assert observed.tokens[0].called_at == NINE + 21 * MINUTE


def test_the_server_sees_a_row_for_each_token_with_her_last_call() -> None:
    observed = lived(person(1, missing=1.0), person(2), person(3))
    assert len(observed.calls) == 3
    assert all(call.called_at < call.ended_at for call in observed.calls)


def test_a_clinic_is_the_same_again_with_its_seed_and_another_with_another() -> None:
    assert clinic(1, 3).habits == clinic(1, 3).habits != clinic(2, 3).habits


def test_the_score_is_the_width_and_ten_times_what_lies_outside() -> None:
    told = Told(100.0, 200.0, None)
    assert [interval_score(told, actual) for actual in (150.0, 90.0, 230.0)] == [100.0, 200.0, 400.0]


def test_the_baseline_is_place_times_mean_over_doctors_with_its_own_errors_around() -> None:
    calls = [Call("0", NINE, NINE + number * 360.0, NINE + number * 360.0 + 340.0) for number in range(10)]
    desks = [Desk(shift(number), [], "free") for number in range(2)]
    baseline = Baseline("seconds")
    for off in (-60.0, 0.0, 60.0, 120.0) * 10:
        baseline.learn(Told(0.0, 0.0, (600.0, 1.0)), 600.0 + off)
    told = baseline.tell(calls, desks, 11, NINE + 4_000.0)[10]
    assert (told.low, told.high) == (1_800.0 - 60.0, 1_800.0 + 120.0)


def test_the_estimator_learns_only_from_what_has_come_true() -> None:
    one, desks = Estimator(), [Desk(shift(), [], "free")]
    before = one.tell([], desks, 11, NINE)[10]
    for told in [before] * 200:
        one.learn(told, 7_200.0)
    assert one.tell([], desks, 11, NINE + 59.0)[10] == before
    assert one.tell([], desks, 11, NINE + 60.0)[10].high == pytest.approx(7_200.0)


def test_nobody_is_lost_in_a_whole_world() -> None:
    figures = run_estimates((5,), clinics=2, days=3, served_days=1)
    assert figures["lost"] == 0
    assert figures["served"]
