"""A dose is what a doctor can mean; its code and quantity follow from it."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.dosing import MOST_DAYS, Dosing, checked
from rooms.ports import Refusal
from tests.unit.clinic.prescription.builders import TWICE

AMOUNTS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 2.0, 5.0])


@pytest.mark.parametrize(
    ("amounts", "code", "shorthand"),
    [
        ((1, 0, 0, 0), "OD", "1-0-0"),
        ((0, 1, 0, 0), "OD", "0-1-0"),
        ((0, 0, 0, 1), "HS", "0-0-0-1"),
        ((1, 0, 1, 0), "BD", "1-0-1"),
        ((0.5, 0, 0.5, 0), "BD", "½-0-½"),
        ((1, 1, 1, 0), "TDS", "1-1-1"),
        ((1, 1, 1, 1), "QID", "1-1-1-1"),
        ((0, 1, 1, 0), "0-1-1", "0-1-1"),
    ],
)
def test_the_code_is_the_doctors_own_word(amounts: tuple[float, ...], code: str, shorthand: str) -> None:
    dosing = Dosing(amounts=amounts, days=5)  # type: ignore[arg-type]
    assert (dosing.code, dosing.shorthand) == (code, shorthand)


@pytest.mark.parametrize(
    ("dosing", "daily", "total"),
    [
        (TWICE, 2, 10),
        (replace(TWICE, every_days=2), 2, 6),
        (replace(TWICE, every_days=7, days=28), 2, 8),
        (Dosing("sos", sos_amount=1, most_a_day=3, days=3), 3, 9),
        (Dosing("once", amounts=(1, 0, 0, 0)), 1, 1),
    ],
)
def test_the_quantity_is_worked_out(dosing: Dosing, daily: float, total: float) -> None:
    assert (checked(dosing).daily, dosing.total) == (daily, total)


@pytest.mark.parametrize(
    ("dosing", "code"),
    [
        (replace(TWICE, amounts=(-1, 0, 0, 0)), "dose_invalid"),
        (replace(TWICE, amounts=(1_000, 0, 0, 0)), "dose_invalid"),
        (replace(TWICE, amounts=(0.3, 0, 0, 0)), "dose_invalid"),
        (replace(TWICE, amounts=(math.nan, 1, 0, 0)), "dose_invalid"),
        (replace(TWICE, amounts=(math.inf, 0, 0, 0)), "dose_invalid"),
        (replace(TWICE, days=MOST_DAYS + 1), "days_invalid"),
        (replace(TWICE, days=-1), "days_invalid"),
        (replace(TWICE, every_days=3), "dosing_invalid"),
        (Dosing("sos", sos_amount=101, most_a_day=3, days=3), "dose_invalid"),
        (Dosing("sos", sos_amount=1, most_a_day=25, days=3), "most_a_day_invalid"),
    ],
)
def test_what_nobody_can_mean_is_refused(dosing: Dosing, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        checked(dosing)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("dosing", "missing"),
    [
        (TWICE, ()),
        (Dosing(), ("dose", "days")),
        (replace(TWICE, amounts=(0, 0, 0, 0)), ("dose",)),
        (replace(TWICE, days=0), ("days",)),
        (Dosing("once"), ("dose",)),
        (Dosing("once", amounts=(1, 0, 0, 0)), ()),
        (Dosing("sos"), ("dose", "days", "most_a_day")),
        (Dosing("sos", sos_amount=1, most_a_day=0, days=3), ("most_a_day",)),
        (Dosing("sos", sos_amount=1, most_a_day=3, days=3), ()),
    ],
)
def test_what_is_not_said_yet_is_named(dosing: Dosing, missing: tuple[str, ...]) -> None:
    assert checked(dosing).missing == missing


@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS), st.integers(1, MOST_DAYS), st.sampled_from([1, 2, 7]))
def test_a_day_on_which_it_is_taken_never_gives_more_than_the_whole(
    amounts: tuple[float, float, float, float], days: int, every: int
) -> None:
    dosing = Dosing(amounts=amounts, days=days, every_days=every)
    assert dosing.daily <= dosing.total
