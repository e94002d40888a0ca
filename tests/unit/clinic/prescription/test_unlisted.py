"""A medicine of no list waits until two named medical officers say the same of it."""

import pytest

from clinic.prescription.unlisted import Opinion, agreed
from clinic.prescription.verdict import ListName
from clinic.staff.account import StaffId


def said(officer: str, listed: ListName, key: str = "k") -> Opinion:
    return Opinion(key, StaffId(officer), listed, "By the essential list", 0.0)


@pytest.mark.parametrize(
    ("opinions", "found"),
    [
        ([], {}),
        ([said("a", "O")], {}),
        ([said("a", "O"), said("b", "A")], {}),
        ([said("a", "A"), said("b", "A")], {"k": "A"}),
        ([said("a", "X"), said("b", "X"), said("c", "O")], {"k": "X"}),
        ([said("a", "A"), said("b", "A"), said("c", "B"), said("d", "B")], {}),
        ([said("a", "A"), said("b", "A", "other")], {}),
    ],
)
def test_two_who_agree_decide(opinions: list[Opinion], found: dict[str, ListName]) -> None:
    assert agreed(opinions) == found
