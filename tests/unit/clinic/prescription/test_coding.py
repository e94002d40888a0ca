"""Drafts and contents come back from JSON as they were; the hash names every word."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from clinic.consultation.note import Diagnosis
from clinic.prescription.coding import content_json, content_of, fields_json, fields_of, sha256_of
from clinic.prescription.content import Content
from clinic.prescription.draft import Fields
from clinic.prescription.line import InPerson, Vitals
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, content, line

FULL = Fields(
    lines=(line(), line("ibuprofen", 2, overrides={"allergy:nsaid": "She took it last week"}, quantity=3.5)),
    vitals=Vitals(weight_kg=54.5, spo2_percent=97),
    in_person=InPerson(date(2026, 11, 2)),
    investigations=FIVE_SCRIPTS,
    diet=FIVE_SCRIPTS,
    worse=FIVE_SCRIPTS,
    referral=FIVE_SCRIPTS,
)


@pytest.mark.parametrize("written", [Fields(), FULL])
def test_a_draft_comes_back_as_it_was(written: Fields) -> None:
    assert fields_of(fields_json(written)) == written


def test_a_content_comes_back_as_it_was_and_has_one_text() -> None:
    made = content(lines=FULL.lines, complaint=FIVE_SCRIPTS)
    text = content_json(made)
    assert content_of(text) == made
    assert content_json(content_of(text)) == text


OTHER: dict[str, Any] = {
    "signed_at": 1.0,
    "held": 3,
    "lines": (),
    "diagnoses": (Diagnosis("A00", "Cholera"),),
    "vitals": Vitals(),
    "identified_by": ("name", "age"),
    "prescriber": replace(content().prescriber, name="Dr Nobody"),
    "place": replace(content().place, name="Elsewhere"),
    "patient": replace(content().patient, age_years=3),
    "by": "audio",
    "relation": "follow_up",
    "asked_by": "caregiver",
}


@pytest.mark.parametrize("name", [one.name for one in fields(Content)])
def test_every_field_counts_for_the_hash(name: str) -> None:
    changed = replace(content(), **{name: OTHER.get(name, "another")})
    assert sha256_of(changed) != sha256_of(content())


@pytest.mark.parametrize("damage", [{"lines": "none"}, {"lines": [{"id": 1}]}, {"vitals": {"weight_kg": "heavy"}}])
def test_what_was_never_written_by_us_is_not_read(damage: dict[str, Any]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - pydantic's own words
        fields_of(fields_json(FULL) | damage)
