"""The waits that people are told: what must hold for every clinic, and a few clinics whose waits are plain."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic.opd.calibration import Calibration
from clinic.opd.futures import MOST_PLACES, DoctorNow
from clinic.opd.waiting_time import History, Wait, estimate, spoken

MINUTE = 60.0
NOON = 1_790_058_600.0
"""On 22 September 2026 in India, as seconds since 1970 UTC."""

handling = st.lists(st.floats(10, 3600), max_size=60)
doctors = st.lists(
    st.builds(DoctorNow, st.uuids().map(str), st.sampled_from(("free", "busy", "break")), st.floats(0, 7200)),
    max_size=8,
    unique_by=lambda one: one.doctor,
)
calibrations = st.tuples(*[st.floats(-5, 5)] * 3).map(lambda scores: Calibration(*sorted(scores)))


def free(number: int) -> DoctorNow:
    return DoctorNow(f"doctor {number}", "free", 0.0)


def of_clinic(taking: float = 6 * MINUTE, count: int = 60) -> History:
    """Each of its last patients took as long as told."""
    return History(900.0, [taking] * count)


def waits(history: History, on_duty: list[DoctorNow], places: int = 20) -> tuple[Wait, ...]:
    return estimate(history, on_duty, places, NOON)


@given(handling, doctors, calibrations)
@settings(deadline=None)
def test_nobody_further_back_is_told_a_shorter_wait(
    handled: list[float], on_duty: list[DoctorNow], calibration: Calibration
) -> None:
    told = waits(History(900.0, handled, (), calibration), on_duty)
    for one, behind in pairwise(told):
        assert one.low_seconds <= behind.low_seconds
        assert one.median_seconds <= behind.median_seconds
        assert one.high_seconds <= behind.high_seconds


@given(handling, doctors, calibrations)
@settings(deadline=None)
def test_the_median_lies_in_the_interval_and_no_wait_is_negative(
    handled: list[float], on_duty: list[DoctorNow], calibration: Calibration
) -> None:
    for wait in waits(History(900.0, handled, (), calibration), on_duty):
        assert 0 <= wait.low_seconds <= wait.median_seconds <= wait.high_seconds


@given(handling, doctors.filter(bool), st.integers(1, 3))
@settings(deadline=None)
def test_more_doctors_never_make_a_wait_longer(handled: list[float], on_duty: list[DoctorNow], more: int) -> None:
    few = waits(History(900.0, handled), on_duty)
    many = waits(History(900.0, handled), [*on_duty, *map(free, range(more))])
    for of_few, of_many in zip(few, many, strict=True):
        assert of_many.low_seconds <= of_few.low_seconds + 1e-6
        assert of_many.median_seconds <= of_few.median_seconds + 1e-6
        assert of_many.high_seconds <= of_few.high_seconds + 1e-6


@given(handling, doctors, st.sampled_from((0.5, 2.0, 8.0)))
@settings(deadline=None)
def test_where_all_takes_twice_as_long_each_wait_is_twice_as_long(
    handled: list[float], on_duty: list[DoctorNow], times: float
) -> None:
    slower = [DoctorNow(one.doctor, one.state, one.seconds * times) for one in on_duty]
    told = waits(History(900.0, handled), on_duty)
    slowly = waits(History(900.0 * times, [seconds * times for seconds in handled]), slower)
    for one, other in zip(told, slowly, strict=True):
        assert other.median_seconds == pytest.approx(one.median_seconds * times)
        assert other.high_seconds == pytest.approx(one.high_seconds * times)


@given(handling, doctors)
@settings(deadline=None)
def test_the_same_clinic_at_the_same_moment_gives_the_same_waits(
    handled: list[float], on_duty: list[DoctorNow]
) -> None:
    assert waits(History(900.0, handled), on_duty) == waits(History(900.0, handled), list(on_duty))


def test_ten_ahead_of_two_doctors_wait_for_five_rounds() -> None:
    tenth = waits(of_clinic(6 * MINUTE), [free(1), free(2)])[10]
    assert 25 * MINUTE < tenth.median_seconds < 32 * MINUTE
    assert tenth.low_seconds < 30 * MINUTE < tenth.high_seconds


def test_whoever_is_first_before_a_free_doctor_is_called_within_minutes() -> None:
    assert waits(of_clinic(), [free(1)])[0].high_seconds < 4 * MINUTE


def test_a_doctor_who_has_long_been_with_her_patient_is_ready_sooner() -> None:
    mixed = History(900.0, [float(seconds) for seconds in range(60, 660, 10)])
    begun, almost = DoctorNow("Rao", "busy", 10.0), DoctorNow("Rao", "busy", 500.0)
    assert waits(mixed, [almost])[0].median_seconds < waits(mixed, [begun])[0].median_seconds


def test_a_clinic_that_nobody_knows_promises_little() -> None:
    unknown, known = waits(History(900.0), [free(1)])[10], waits(of_clinic(), [free(1)])[10]
    assert unknown.high_seconds > 2 * unknown.low_seconds
    assert unknown.high_seconds - unknown.low_seconds > 1.5 * (known.high_seconds - known.low_seconds)


def test_with_nobody_on_duty_a_break_of_unknown_length_goes_before() -> None:
    nobody, somebody = waits(of_clinic(), [])[3], waits(of_clinic(), [free(1)])[3]
    assert nobody.median_seconds > somebody.median_seconds + 5 * MINUTE
    assert nobody.high_seconds - nobody.low_seconds > 2 * (somebody.high_seconds - somebody.low_seconds)


def test_errors_of_the_past_move_and_widen_the_interval_but_not_the_forecast() -> None:
    calm = waits(of_clinic(), [free(1)])[10]
    late = waits(History(900.0, [6 * MINUTE] * 60, (), Calibration(0.0, 1.0, 3.0)), [free(1)])[10]
    assert late.forecast == calm.forecast
    assert late.low_seconds == calm.median_seconds
    assert late.high_seconds == pytest.approx(calm.median_seconds + 3 * calm.forecast.above_seconds)


def test_a_doctor_who_always_comes_at_half_past_twelve_is_counted_on() -> None:
    alone = [{"Rao": [(32_400.0, 61_200.0)]}] * 5
    helped = [{"Rao": [(32_400.0, 61_200.0)], "Sen": [(45_000.0, 61_200.0)]}] * 5
    rao = [DoctorNow("Rao", "free", 0.0)]
    told = waits(History(900.0, [6 * MINUTE] * 60, helped), rao)
    without = waits(History(900.0, [6 * MINUTE] * 60, alone), rao)
    assert told[2].median_seconds == without[2].median_seconds
    assert told[15].median_seconds < 0.8 * without[15].median_seconds


def test_a_lunch_that_is_taken_every_day_is_waited_for() -> None:
    days = [{"Rao": [(32_400.0, 43_260.0), (46_800.0, 61_200.0)]}] * 5
    second = waits(History(900.0, [6 * MINUTE] * 60, days), [DoctorNow("Rao", "free", 0.0)])[1]
    assert 58 * MINUTE < second.low_seconds <= second.high_seconds < 65 * MINUTE


def test_a_doctor_on_her_lunch_comes_back_when_she_always_does() -> None:
    days = [{"Rao": [(32_400.0, 43_000.0), (43_800.0, 61_200.0)]}] * 5
    first = waits(History(900.0, [6 * MINUTE] * 60, days), [DoctorNow("Rao", "break", 200.0)])[0]
    assert 8 * MINUTE < first.low_seconds <= first.high_seconds < 13 * MINUTE


def test_when_the_others_always_go_home_the_last_one_stays() -> None:
    days = [{"Rao": [(32_400.0, 43_260.0)], "Sen": [(32_400.0, 43_260.0)]}] * 5
    both = [DoctorNow("Rao", "free", 0.0), DoctorNow("Sen", "free", 0.0)]
    tenth = waits(History(900.0, [6 * MINUTE] * 60, days), both)[10]
    assert 50 * MINUTE < tenth.median_seconds < 70 * MINUTE


def test_no_more_places_are_estimated_than_a_list_can_have() -> None:
    assert len(waits(of_clinic(), [free(1)], MOST_PLACES + 50)) == MOST_PLACES
    assert waits(of_clinic(), [free(1)], 0) == ()


@pytest.mark.parametrize(
    ("low", "high", "minutes"),
    [
        (0.0, 20.0, (0, 1)),
        (100.0, 200.0, (1, 4)),
        (7 * MINUTE, 7.5 * MINUTE, (5, 10)),
        (11 * MINUTE, 19 * MINUTE, (10, 20)),
        (58 * MINUTE, 93 * MINUTE, (55, 105)),
        (300.0, 300.0, (5, 10)),
        (200 * MINUTE, 3_000 * MINUTE, (180, 1440)),
        (5_000 * MINUTE, 6_000 * MINUTE, (1410, 1440)),
    ],
)
def test_minutes_are_said_outwards_and_rounder_the_longer_they_are(
    low: float, high: float, minutes: tuple[int, int]
) -> None:
    assert spoken(low, high) == minutes


@given(st.lists(st.floats(0, 100_000), min_size=4, max_size=4).map(sorted))
def test_what_is_said_never_falls_from_place_to_place_and_never_promises_more(ends: list[float]) -> None:
    first, behind = spoken(ends[0], ends[2]), spoken(ends[1], ends[3])
    assert first[0] <= behind[0]
    assert first[1] <= behind[1]
    assert first[0] < first[1]
    assert first[0] * MINUTE <= ends[0]
