"""What a clinic's past calls tell of its patients and its doctors."""

import math

from clinic.opd.habits import DAY_SECONDS, Call, day_of, days_of, handling_seconds, time_of_day

MINUTE = 60.0
MORNING = 1_790_047_800.0
"""Nine o'clock in India on 22 September 2026; minutes are counted from then."""
NINE = 9 * 3600.0


def call(doctor: str, called: float, ended: float, since: float = -30.0, day: int = 0) -> Call:
    """In minutes. Everybody has waited for long, unless told otherwise."""
    nine = MORNING + day * DAY_SECONDS
    return Call(doctor, *(nine + minutes * MINUTE for minutes in (since, called, ended)))


def at(minutes: float) -> float:
    return NINE + minutes * MINUTE


def test_the_day_is_that_of_india() -> None:
    assert time_of_day(MORNING) == NINE
    assert day_of(MORNING) == MORNING - NINE
    assert day_of(MORNING - 5 * 3600) == day_of(MORNING)


def test_a_patient_takes_until_the_next_is_called() -> None:
    assert handling_seconds([call("Rao", 0, 5), call("Rao", 6, 12), call("Rao", 14, 20)]) == [360.0, 480.0]


def test_where_nobody_waited_she_took_until_her_end() -> None:
    assert handling_seconds([call("Rao", 0, 5), call("Rao", 30, 35, since=20)]) == [300.0]


def test_a_break_is_no_part_of_a_patient() -> None:
    assert handling_seconds([call("Rao", 0, 5), call("Rao", 45, 50)]) == [300.0]


def test_two_doctors_are_two_rows_of_calls_and_the_newest_comes_last() -> None:
    calls = [call("Rao", 0, 5), call("Sen", 1, 2), call("Rao", 6, 9), call("Sen", 4, 9)]
    assert handling_seconds(calls) == [180.0, 360.0]


def test_the_night_is_nobodys_handling() -> None:
    assert handling_seconds([call("Rao", 0, 5), call("Rao", 0, 5, day=1)]) == []


def test_a_clock_that_was_put_back_makes_no_negative_time() -> None:
    assert handling_seconds([call("Rao", 0, -3), call("Rao", 1, 2, since=0)]) == [0.0]


def test_a_doctor_is_at_work_from_her_first_call_on() -> None:
    assert days_of([call("Rao", 12, 18), call("Rao", 19, 25)]) == [{"Rao": ((at(12), math.inf),)}]


def test_letting_people_wait_is_a_break() -> None:
    calls = [call("Rao", 0, 5), call("Rao", 45, 50)]
    assert days_of(calls) == [{"Rao": ((at(0), at(5)), (at(45), math.inf))}]


def test_having_nobody_to_see_is_no_break() -> None:
    assert days_of([call("Rao", 0, 5), call("Rao", 45, 50, since=44)]) == [{"Rao": ((at(0), math.inf),)}]


def test_she_has_gone_when_others_see_whom_she_could_have_seen() -> None:
    calls = [call("Rao", 0, 5), call("Sen", 0, 10), call("Sen", 12, 20)]
    assert days_of([*calls, call("Sen", 22, 30)])[0]["Rao"] == ((at(0), at(5)),)
    assert days_of(calls)[0]["Rao"] == ((at(0), math.inf),)


def test_days_come_in_their_order_each_with_its_own_doctors() -> None:
    calls = [call("Sen", 3, 5, day=1), call("Rao", 0, 5)]
    assert days_of(calls) == [{"Rao": ((at(0), math.inf),)}, {"Sen": ((at(3), math.inf),)}]
