"""A strength is read as it is written by whoever writes it; what it does not tell is unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.formulary import formulary
from clinic.prescription.medicine import UNITS, Unit
from clinic.prescription.strength import mg_per_unit, written


@pytest.mark.parametrize(
    ("told", "spelt"),
    [
        ("500mg", "500 mg"),
        (" 500  MG ", "500 mg"),
        ("125 mg / 5mL", "125 mg/5 ml"),
        ("40IU/mL", "40 IU/ml"),
        ("100\u00b5g", "100 mcg"),
        ("1 gm", "1 g"),
        ("0.1 %", "0.1%"),
        ("60 mg iron", "60 mg iron"),
        ("as per IP", "as per IP"),
    ],
)
def test_it_has_one_spelling(told: str, spelt: str) -> None:
    assert written(told) == spelt == written(spelt)


@pytest.mark.parametrize(
    ("told", "unit", "mg"),
    [
        ("500 mg", "tablet", 500.0),
        ("1 g", "sachet", 1_000.0),
        ("100mcg", "puff", 0.1),
        ("125 mg/5 ml", "ml", 25.0),
        ("2 mg/ml", "ml", 2.0),
        ("100 mg/ml", "drop", None),
        ("500 mg", "ml", None),
        ("125 mg/5 ml", "tablet", None),
        ("1%", "application", None),
        ("10 mg", "application", None),
        ("60 mg iron", "tablet", None),
        ("40 IU/ml", "unit", None),
        ("0 mg", "tablet", None),
        ("5 mg/0 ml", "ml", None),
        ("", "tablet", None),
    ],
)
def test_it_tells_the_milligrams_in_what_is_counted(told: str, unit: Unit, mg: float | None) -> None:
    assert mg_per_unit(told, unit) == mg


@given(st.text(max_size=60), st.sampled_from(UNITS))
def test_no_text_breaks_it(told: str, unit: Unit) -> None:
    assert (mg_per_unit(told, unit) or 1) > 0


def test_the_milligrams_of_every_medicine_are_those_of_its_strength() -> None:
    for medicine in formulary().medicines.values():
        for one in medicine.ingredients:
            assert one.mg_per_unit == mg_per_unit(one.strength.removesuffix(" base"), medicine.unit)
            assert one.strength == written(one.strength)
