"""Hours of the week and holidays, in Indian time."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.opd.clinic import Phase
from clinic.opd.clinics import due_phase
from clinic.opd.hours import Hours, Span, checked_hours, indian_day
from clinic.patients.patient import INDIAN_TIME
from rooms.ports import Refusal
from tests.unit.clinic.opd.fakes import clinic

WORKDAYS = Hours(
    tuple(Span(day, opens, closes) for day in range(5) for opens, closes in (("09:00", "13:00"), ("14:00", "17:00")))
)


def at(text: str) -> float:
    """ "2026-09-21 09:00" in India; the 21st is a Monday."""
    return datetime.fromisoformat(text).replace(tzinfo=INDIAN_TIME).timestamp()


def test_a_clinic_is_open_from_its_first_minute_to_before_its_last() -> None:
    assert WORKDAYS.opening_at(at("2026-09-21 08:59:59")) is None
    assert WORKDAYS.opening_at(at("2026-09-21 09:00")) is not None
    assert WORKDAYS.opening_at(at("2026-09-21 13:00")) is None


def test_the_next_opening_after_friday_evening_is_on_monday() -> None:
    coming = WORKDAYS.next_opening(at("2026-09-25 17:30"))
    assert coming is not None
    assert coming.opens_at == at("2026-09-28 09:00")


def test_a_holiday_is_passed_over() -> None:
    hours = Hours(WORKDAYS.week, frozenset({"2026-09-22"}))
    coming = hours.first_of_another_day(at("2026-09-21 10:00"))
    assert coming is not None
    assert coming.opens_at == at("2026-09-23 09:00")


def test_another_day_is_not_this_afternoon() -> None:
    coming = WORKDAYS.first_of_another_day(at("2026-09-21 13:30"))
    assert coming is not None
    assert coming.opens_at == at("2026-09-22 09:00")


def test_a_night_is_two_spans_and_midnight_may_be_written_as_24() -> None:
    hours = checked_hours((Span(0, "20:00", "24:00"), Span(1, "00:00", "02:00")), frozenset())
    going_on = hours.opening_at(at("2026-09-21 23:59"))
    assert going_on is not None
    assert going_on.closes_at == at("2026-09-22 00:00") == hours.opening_at(at("2026-09-22 00:00")).opens_at  # type: ignore[union-attr]


def test_no_hours_at_all_open_nothing() -> None:
    hours = Hours(())
    assert hours.opening_at(at("2026-09-21 10:00")) is hours.next_opening(at("2026-09-21 10:00")) is None
    assert hours.next_change(at("2026-09-21 10:00")) is None


@pytest.mark.parametrize(
    "week",
    [
        (Span(0, "10:00", "09:00"),),
        (Span(0, "10:00", "10:00"),),
        (Span(7, "10:00", "11:00"),),
        (Span(0, "9:00", "11:00"),),
        (Span(0, "09:00", "25:00"),),
        (Span(0, "09:00", "12:00"), Span(0, "11:00", "13:00")),
        tuple(Span(0, f"{hour:02}:00", f"{hour:02}:30") for hour in range(5)),
    ],
)
def test_hours_that_cannot_be_are_refused(week: tuple[Span, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        checked_hours(week, frozenset())
    assert refused.value.code == "hours_invalid"


def test_a_holiday_that_is_no_date_is_refused() -> None:
    with pytest.raises(Refusal):
        checked_hours((), frozenset({"2026-02-30"}))


@given(st.floats(at("2026-01-01 00:00"), at("2027-01-01 00:00")))
def test_it_is_either_open_now_or_opens_later(now: float) -> None:
    going_on, coming = WORKDAYS.opening_at(now), WORKDAYS.next_opening(now)
    assert coming is not None
    assert coming.opens_at > now
    if going_on is not None:
        assert going_on.opens_at <= now < going_on.closes_at <= coming.opens_at
    assert WORKDAYS.next_change(now) == (coming.opens_at if going_on is None else going_on.closes_at)


def test_the_day_changes_at_midnight_in_india() -> None:
    assert indian_day(at("2026-09-21 23:59:59")) == "2026-09-21"
    assert indian_day(at("2026-09-22 00:00")) == "2026-09-22"


def test_hours_open_and_close_a_clinic() -> None:
    closed = clinic(hours=WORKDAYS, phase=Phase.CLOSED)
    assert due_phase(closed, at("2026-09-21 09:00")) is Phase.OPEN
    assert due_phase(clinic(hours=WORKDAYS, phase=Phase.OPEN), at("2026-09-21 13:00")) is Phase.CLOSED
    assert due_phase(clinic(hours=WORKDAYS, phase=Phase.OPEN), at("2026-09-21 10:00")) is None


def test_what_somebody_decided_holds_until_the_hours_change() -> None:
    paused = clinic(
        hours=WORKDAYS, phase=Phase.PAUSED, phase_by="d" * 32, phase_until=WORKDAYS.next_change(at("2026-09-21 10:00"))
    )
    assert due_phase(paused, at("2026-09-21 12:59")) is None
    assert due_phase(paused, at("2026-09-21 13:00")) is Phase.CLOSED
