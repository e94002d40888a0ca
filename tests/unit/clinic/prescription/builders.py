"""Lines, medicines and contents for tests."""

from dataclasses import replace
from typing import Any

from clinic.consultation.note import Diagnosis
from clinic.prescription.content import Content, Person, Place, Prescriber
from clinic.prescription.dosing import Dosing
from clinic.prescription.line import Line, LineId, Vitals
from clinic.prescription.medicine import Ingredient, MedicineId

PARACETAMOL = MedicineId("paracetamol-500-mg-tablet")
TWICE = Dosing(amounts=(1.0, 0.0, 1.0, 0.0), days=5, food="after_food")
FIVE_SCRIPTS = "बुखार, காய்ச்சல், জ্বর, જવર, fever 🤒 <b>#*$"


def line(name: str = "paracetamol", number: int = 1, **changes: Any) -> Line:
    """A tablet of 500 mg, one in the morning and one in the evening after food, for five days."""
    ingredient = Ingredient(name, "500 mg", 500.0)
    made = Line(LineId(f"{number:08x}"), None, (ingredient,), "tablet", "oral", "tablet", TWICE)
    return replace(made, **changes)


def content(**changes: Any) -> Content:
    made = Content(
        id="0123456789abcdef0123456789abcdef",
        consultation="fedcba9876543210fedcba9876543210",
        prescriber=Prescriber("d" * 32, "Dr Asha Kulkarni", "MBBS", "Maharashtra Medical Council", "12345", "", ""),
        place=Place("f" * 32, "Pune district hospital", "Pune", "Maharashtra"),
        patient=Person("a" * 32, "Sunita Devi", 34, "female", "Shirur", "", "", "no", ""),
        language="hi",
        signed_at=1_764_200_000.0,
        by="video",
        relation="first",
        asked_by="patient",
        vitals=Vitals(weight_kg=54.0),
        complaint="Fever for three days",
        history="",
        observations="",
        allergies="none",
        diagnoses=(Diagnosis("R50.9", "Fever, unspecified"),),
        lines=(line(),),
        held=0,
        investigations="",
        advice="Rest, and drink a lot",
        diet="",
        worse="",
        referral="",
        follow_up="2026-12-04",
        follow_up_words="",
        rules_version="2020-03-25",
    )
    return replace(made, **changes)
