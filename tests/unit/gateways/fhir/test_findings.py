"""Diagnoses, allergies and what was measured, by the code systems that the profiles allow."""

from dataclasses import replace

import pytest

from clinic.consultation.note import Diagnosis
from clinic.prescription.line import Vitals
from tests.unit.gateways.fhir.builders import FULL, exported, of_type
from tests.unit.gateways.fhir.profile import violations
from tests.unit.gateways.fhir.reading import Resource, at, resources

FEVER = Diagnosis("R50.9", "बुखार")


def diagnosis(one: Diagnosis) -> Resource:
    return next(told for told in of_type("Condition", diagnoses=(one,)) if "category" in told)


def test_a_code_of_icd_10_has_the_whos_title_and_the_doctors_words() -> None:
    assert diagnosis(FEVER)["code"] == {
        "coding": [
            {"system": "http://hl7.org/fhir/sid/icd-10", "code": "R50.9", "display": "Fever, unspecified"},
        ],
        "text": "बुखार",
    }


def test_a_code_that_the_who_does_not_have_keeps_the_doctors_words() -> None:
    assert at(diagnosis(Diagnosis("Z99.99", "Something")), "code.coding.display") == ["Something"]


def test_a_diagnosis_at_a_distance_is_provisional_also_at_the_encounter() -> None:
    assert at(diagnosis(FEVER), "verificationStatus.coding.code") == ["provisional"]
    (meeting,) = of_type("Encounter", diagnoses=(FEVER,))
    assert at(meeting, "diagnosis.use.coding.code") == ["148006"]


def test_nobody_says_that_a_history_lasts() -> None:
    (told,) = [one for one in of_type("Condition", history="Jaundice as a child") if "clinicalStatus" not in one]
    assert told["code"] == {"text": "Jaundice as a child"}


def test_an_allergy_is_told_in_words() -> None:
    (told,) = of_type("AllergyIntolerance", allergies="Penicillin: rash")
    assert told["code"] == {"text": "Penicillin: rash"}


def test_that_no_allergy_is_known_is_coded_and_who_was_not_asked_has_no_entry() -> None:
    (none_known,) = of_type("AllergyIntolerance", allergies="none")
    assert at(none_known, "code.coding.code") == ["716186003"]
    assert of_type("AllergyIntolerance", allergies="") == []


def test_what_was_measured_has_its_code_and_its_unit() -> None:
    measured = [one for one in resources(exported(of=FULL), "Observation") if "valueQuantity" in one]
    assert [
        (at(one, "code.coding.code")[0], one["valueQuantity"]["value"], one["valueQuantity"]["code"])
        for one in measured
    ] == [
        ("29463-7", 54.5, "kg"),
        ("8302-2", 160, "cm"),
        ("8310-5", 38.2, "Cel"),
        ("8867-4", 90, "/min"),
        ("2708-6", 97, "%"),
        ("2339-0", 140, "mg/dL"),
        ("30525-0", 34, "a"),
    ]


def test_a_saturation_is_an_oximeters_too() -> None:
    (told,) = [one for one in of_type("Observation", vitals=Vitals(spo2_percent=97)) if "category" in one]
    assert at(told, "code.coding.code") == ["2708-6", "59408-5"]


@pytest.mark.parametrize(("systolic", "diastolic"), [(130, 80), (130, None), (None, 80)])
def test_a_blood_pressure_says_which_part_was_not_measured(systolic: int | None, diastolic: int | None) -> None:
    vitals = Vitals(systolic_mmhg=systolic, diastolic_mmhg=diastolic)
    (told,) = [one for one in of_type("Observation", vitals=vitals) if "component" in one]
    values = [one.get("valueQuantity", {}).get("value") for one in told["component"]]
    absent = ["dataAbsentReason" in one for one in told["component"]]
    assert values == [systolic, diastolic]
    assert absent == [systolic is None, diastolic is None]


@pytest.mark.parametrize(("told", "words"), [("yes", "Pregnant"), ("no", "Not pregnant"), ("unsure", "Not certain")])
def test_what_was_told_of_a_pregnancy_and_a_last_period_is_there(told: str, words: str) -> None:
    of = replace(FULL, patient=replace(FULL.patient, pregnancy=told, last_period="2025-11-01"))
    made = exported(of=of)
    assert violations(made) == []
    found = {one["code"]["text"]: one for one in resources(made, "Observation")}
    assert found["Pregnancy status"]["valueCodeableConcept"] == {"text": words}
    assert found["Last menstrual period start date"]["valueDateTime"] == "2025-11-01"
