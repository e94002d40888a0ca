"""Whatever of a consultation the rules, the checks and the document look at: gathered once, in one transaction."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from clinic.consultation.intake import Intake
from clinic.patients.patient import Patient
from clinic.prescription.line import InPerson
from clinic.staff.application import System

Relation = Literal["first", "follow_up"]
Participant = Literal["patient", "caregiver", "health_worker", "doctor"]
Mode = Literal["video", "audio", "text"]


@dataclass(frozen=True, slots=True)
class Sighting:
    """``seconds``: of the patient's picture that was decoded in the doctor's browser. ``attested``: "I could see"."""

    seconds: float = 0.0
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """``today``: in India. ``system``: the doctor's, ``None`` where she has no registration. ``asks``: who speaks with
    the doctor. ``line``: by what they speak; what counts as video follows from ``sighting``. ``is_treating``: whether
    the one who writes is the treating doctor, no adviser. ``has_diagnosis``: one is written down. ``weight_kg``: the
    one measured now, or told before.
    """

    today: date
    patient: Patient
    intake: Intake
    system: System | None
    asks: Participant
    line: Mode
    sighting: Sighting
    in_person: InPerson | None
    has_diagnosis: bool
    weight_kg: float | None = None
    is_treating: bool = True
