"""Who a bundle is about, and that nothing is invented that nobody told."""

from dataclasses import replace

import pytest

from tests.unit.clinic.prescription.builders import content
from tests.unit.gateways.fhir.builders import of_type
from tests.unit.gateways.fhir.reading import Resource


def patient(**changes: str) -> Resource:
    (one,) = of_type("Patient", patient=replace(content().patient, **changes))  # type: ignore[arg-type]
    return one


def test_an_age_alone_makes_no_date_of_birth() -> None:
    assert "birthDate" not in patient()
    assert patient(born="1992-05-04")["birthDate"] == "1992-05-04"


def test_an_age_alone_is_an_observation_in_years() -> None:
    (age,) = [one for one in of_type("Observation") if one["code"]["text"] == "Age"]
    assert age["valueQuantity"] == {"value": 34, "unit": "years", "system": "http://unitsofmeasure.org", "code": "a"}


def test_an_abha_number_is_there_only_where_it_is_known() -> None:
    assert len(patient()["identifier"]) == 1
    abha, _ = patient(abha="12-3456-7890-1234")["identifier"]
    assert (abha["system"], abha["value"]) == ("https://healthid.ndhm.gov.in", "12-3456-7890-1234")


@pytest.mark.parametrize(
    ("gender", "told"), [("female", "female"), ("male", "male"), ("other", "other"), ("undisclosed", "unknown")]
)
def test_who_does_not_tell_a_gender_is_unknown(gender: str, told: str) -> None:
    assert patient(gender=gender)["gender"] == told


def test_a_doctors_number_is_of_her_council_and_not_of_the_national_registry() -> None:
    (doctor,) = of_type("Practitioner")
    (number,) = doctor["identifier"]
    assert (number["value"], number["assigner"]["display"]) == ("12345", "Maharashtra Medical Council")
    assert "system" not in number


@pytest.mark.parametrize("by", ["video", "audio", "text"])
def test_a_meeting_at_a_distance_is_virtual(by: str) -> None:
    (meeting,) = of_type("Encounter", by=by)
    assert (meeting["class"]["code"], meeting["status"]) == ("VR", "finished")


def test_no_time_of_the_meeting_is_invented() -> None:
    (meeting,) = of_type("Encounter")
    assert "period" not in meeting
