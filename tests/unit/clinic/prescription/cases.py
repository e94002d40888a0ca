"""Cases for the rules: a consultation as it would be gathered."""

from dataclasses import replace
from datetime import date
from typing import Any

from clinic.consultation.intake import Authority, Caller, Identity, Intake
from clinic.patients.patient import BirthDate, Patient, PatientId
from clinic.prescription.case import Case, Sighting
from clinic.prescription.line import InPerson
from clinic.staff.application import System

TODAY = date(2026, 11, 27)
NEEDED = 20.0
SEEN = Sighting(30.0, True)
IN_PERSON = InPerson(date(2026, 9, 1))
ADULT = Caller(relation="child", adult_name="Ramesh", adult_relation="parent", adult_identity=Identity("voter", "4321"))


def patient(born: date = date(1992, 5, 4), gender: str = "female") -> Patient:
    return Patient(PatientId("a" * 32), "Sunita Devi", BirthDate(born), gender, "self", 0.0, 0.0)  # type: ignore[arg-type]


def case(**changes: Any) -> Case:
    """An adult who speaks for herself at a first consultation by video, and was seen."""
    made = Case(
        today=TODAY,
        patient=patient(),
        intake=Intake(caller=Caller(relation="self"), allergies="none", medicines="none", pregnancy="no"),
        system=System.ALLOPATHY,
        asks="patient",
        line="video",
        sighting=SEEN,
        in_person=None,
        has_diagnosis=True,
    )
    return replace(made, **changes)


def speaking(caller: Caller) -> Intake:
    return Intake(caller=caller)


def authorised() -> Caller:
    return Caller(relation="parent", patient_beside=False, authority=Authority("written"))
