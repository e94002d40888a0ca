"""What two pages write into one prescription is put together, or shown to both."""

import pytest

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.draft import Draft, PrescriptionChanged, blank, is_empty, merged
from clinic.prescription.line import Vitals
from clinic.staff.account import StaffId
from tests.unit.clinic.prescription.builders import line


@pytest.fixture
def draft() -> Draft:
    return blank(ConsultationId("c" * 32), StaffId("d" * 32))


def test_each_save_is_a_revision_and_keeps_what_it_does_not_name(draft: Draft) -> None:
    first = merged(draft, 0, {"diet": "No salt"})
    second = merged(first, 1, {"worse": "Come at once"})
    assert (second.revision, second.fields.diet, second.fields.worse) == (2, "No salt", "Come at once")


def test_a_save_that_is_sent_again_changes_nothing(draft: Draft) -> None:
    first = merged(draft, 0, {"lines": (line(),)})
    assert merged(first, 0, {"lines": (line(),)}) is first


def test_different_fields_of_two_pages_both_stay(draft: Draft) -> None:
    first = merged(draft, 0, {"diet": "No salt"})
    other = merged(first, 0, {"vitals": Vitals(weight_kg=50.0)})
    assert (other.fields.diet, other.fields.vitals.weight_kg) == ("No salt", 50.0)


@pytest.mark.parametrize("base", [0, 9])
def test_the_same_field_of_two_pages_is_shown_and_not_overwritten(draft: Draft, base: int) -> None:
    first = merged(draft, 0, {"diet": "No salt"})
    with pytest.raises(PrescriptionChanged) as refused:
        merged(first, base, {"diet": "Less salt"})
    assert (refused.value.code, refused.value.fields) == ("prescription_changed", ("diet",))
    assert refused.value.draft is first


def test_spaces_alone_are_nothing(draft: Draft) -> None:
    assert is_empty(merged(draft, 0, {"diet": "  "}).fields)
    assert not is_empty(merged(draft, 0, {"lines": (line(),)}).fields)
