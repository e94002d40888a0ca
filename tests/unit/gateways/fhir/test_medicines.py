"""How medicines are told: in words, and in figures that another program can read."""

from typing import Any

import pytest

from clinic.consultation.note import Diagnosis
from clinic.prescription.dosing import Dosing
from clinic.prescription.medicine import ROUTES, Ingredient, Route
from tests.unit.clinic.prescription.builders import line
from tests.unit.gateways.fhir.builders import of_type
from tests.unit.gateways.fhir.reading import Resource


def medicine(**changes: Any) -> Resource:
    (one,) = of_type("MedicationRequest", lines=(line(**changes),))
    return one


def dosages(**changes: Any) -> list[Resource]:
    return list(medicine(**changes)["dosageInstruction"])


def test_a_medicine_is_named_in_words_with_no_code() -> None:
    both = (Ingredient("amoxicillin", "500 mg", 500.0), Ingredient("clavulanic acid", "125 mg", 125.0))
    assert medicine()["medicationCodeableConcept"] == {"text": "Paracetamol 500 mg tablet"}
    assert set(medicine(ingredients=both)["medicationCodeableConcept"]) == {"text"}


def test_twice_a_day_for_five_days() -> None:
    (told,) = dosages()
    assert told["timing"]["repeat"] == {
        "boundsDuration": {"value": 5, "unit": "days", "system": "http://unitsofmeasure.org", "code": "d"},
        "frequency": 2,
        "period": 1,
        "periodUnit": "d",
        "when": ["MORN", "EVE"],
    }
    assert told["doseAndRate"] == [{"doseQuantity": {"value": 1, "unit": "tablet"}}]
    assert told["additionalInstruction"] == [{"text": "after food"}]


@pytest.mark.parametrize(
    ("amounts", "when"),
    [
        ((1.0, 0.0, 0.0, 0.0), ["MORN"]),
        ((0.0, 1.0, 0.0, 0.0), ["NOON"]),
        ((0.0, 0.0, 1.0, 0.0), ["EVE"]),
        ((0.0, 0.0, 0.0, 1.0), ["NIGHT"]),
        ((1.0, 1.0, 1.0, 1.0), ["MORN", "NOON", "EVE", "NIGHT"]),
    ],
)
def test_each_time_of_the_day_has_its_code(amounts: Any, when: list[str]) -> None:
    (told,) = dosages(dosing=Dosing(amounts=amounts, days=3))
    repeat = told["timing"]["repeat"]
    assert (repeat["when"], repeat["frequency"]) == (when, len(when))


def test_different_amounts_are_told_apart_in_the_order_of_the_day_and_at_once() -> None:
    told = dosages(dosing=Dosing(amounts=(2.0, 0.5, 2.0, 0.0), days=30))
    assert [
        (one["sequence"], one["timing"]["repeat"]["when"], one["doseAndRate"][0]["doseQuantity"]["value"], one["text"])
        for one in told
    ] == [
        (1, ["MORN", "EVE"], 2, "2 tablets in the morning and 2 in the evening, for 30 days"),
        (1, ["NOON"], 0.5, "½ tablet at noon, for 30 days"),
    ]


def test_once_a_week_is_a_period_of_seven_days() -> None:
    (told,) = dosages(dosing=Dosing(amounts=(1.0, 0.0, 0.0, 0.0), every_days=7, days=28))
    assert (told["timing"]["repeat"]["period"], told["timing"]["repeat"]["periodUnit"]) == (7, "d")


@pytest.mark.parametrize(("amounts", "count"), [((0.0, 0.0, 0.0, 1.0), 1), ((1.0, 0.0, 1.0, 0.0), 2)])
def test_what_is_taken_once_is_counted(amounts: Any, count: int) -> None:
    (told,) = dosages(dosing=Dosing("once", amounts=amounts))
    assert told["timing"]["repeat"]["count"] == count
    assert "boundsDuration" not in told["timing"]["repeat"]


def test_what_is_taken_when_needed_has_a_most_a_day() -> None:
    (told,) = dosages(dosing=Dosing("sos", sos_amount=1.0, most_a_day=3, days=3))
    assert told["asNeededBoolean"] is True
    assert told["maxDosePerPeriod"] == {
        "numerator": {"value": 3, "unit": "tablet"},
        "denominator": {"value": 1, "unit": "day", "system": "http://unitsofmeasure.org", "code": "d"},
    }


def test_millilitres_are_of_ucum_and_tablets_are_of_no_system() -> None:
    syrup = medicine(form="syrup", unit="ml", dosing=Dosing(amounts=(2.5, 0.0, 2.5, 0.0), days=5))
    assert syrup["dispenseRequest"]["quantity"] == {
        "value": 25, "unit": "mL", "system": "http://unitsofmeasure.org", "code": "mL",
    }  # fmt: skip
    assert medicine()["dispenseRequest"]["quantity"] == {"value": 10, "unit": "tablet"}


def test_a_quantity_that_the_doctor_wrote_is_the_one_that_is_dispensed() -> None:
    assert medicine(quantity=15.0)["dispenseRequest"]["quantity"]["value"] == 15


@pytest.mark.parametrize("route", ROUTES)
def test_a_route_is_coded_where_one_code_is_certain(route: Route) -> None:
    (told,) = dosages(route=route)
    in_words = route in ("inhaled", "injection", "other")
    assert ("coding" in told["route"], bool(told["route"]["text"])) == (not in_words, True)


def test_instructions_are_the_doctors_words() -> None:
    (told,) = dosages(instructions="पानी के साथ")
    assert told["patientInstruction"] == "पानी के साथ"


def test_a_medicine_has_the_one_diagnosis_as_its_reason_and_none_of_several() -> None:
    fever, cough = Diagnosis("R50.9", "Fever, unspecified"), Diagnosis("R05", "Cough")
    (of_one,), (of_two,) = (of_type("MedicationRequest", diagnoses=told) for told in ((fever,), (fever, cough)))
    assert [one["display"] for one in of_one["reasonReference"]] == ["Fever, unspecified"]
    assert "reasonReference" not in of_two
