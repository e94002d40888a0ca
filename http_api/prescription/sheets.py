"""A prescription while it is written, as its page gets it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from clinic.patients.patient import indian_date
from clinic.prescription.case import Mode, Participant, Relation
from clinic.prescription.draft import Fields
from clinic.prescription.drafts import Sheet
from clinic.prescription.guidelines.engine import effective_mode, relation
from clinic.prescription.line import InPerson, Vitals
from clinic.prescription.prescription import Prescription
from clinic.prescription.signable import can_sign
from clinic.prescription.verdict import Caution, CheckName, CheckResult, LineVerdict, Ruling, Verdict
from clinic.staff.application import System
from http_api.bodies import Body
from http_api.operations import Answer
from http_api.prescription.lines import LineAnswer, line_answers

Measure = Annotated[float, Field(ge=-1e6, le=1e6, allow_inf_nan=False)] | None
Words = Mapping[str, str]


class VitalsBody(Body):
    weight_kg: Measure = None
    height_cm: Measure = None
    temperature_c: Measure = None
    pulse_bpm: Annotated[int, Field(ge=0, le=100_000)] | None = None
    systolic_mmhg: Annotated[int, Field(ge=0, le=100_000)] | None = None
    diastolic_mmhg: Annotated[int, Field(ge=0, le=100_000)] | None = None
    spo2_percent: Annotated[int, Field(ge=0, le=100_000)] | None = None
    glucose_mg_dl: Annotated[int, Field(ge=0, le=100_000)] | None = None

    def vitals(self) -> Vitals:
        return Vitals(**self.model_dump())


class VitalsAnswer(Answer):
    weight_kg: float | None
    height_cm: float | None
    temperature_c: float | None
    pulse_bpm: int | None
    systolic_mmhg: int | None
    diastolic_mmhg: int | None
    spo2_percent: int | None
    glucose_mg_dl: int | None


class InPersonBody(Body):
    """``day``: ISO date."""

    day: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


class InPersonAnswer(Answer):
    day: date


class FieldsAnswer(Answer):
    lines: list[LineAnswer]
    vitals: VitalsAnswer
    in_person: InPersonAnswer | None
    investigations: str
    diet: str
    worse: str
    referral: str


class RulingAnswer(Answer):
    code: str
    clause: str
    words: str


class CautionAnswer(Answer):
    code: str
    check: str
    words: str


class LineVerdictAnswer(Answer):
    line: str
    outcome: Literal["allowed", "held", "refused"]
    listed: Literal["O", "A", "B", "X"] | None
    rulings: list[RulingAnswer]
    warnings: list[CautionAnswer]
    checks: dict[CheckName, CheckResult]


class VerdictAnswer(Answer):
    rulings: list[RulingAnswer]
    lines: list[LineVerdictAnswer]


class ContextAnswer(Answer):
    """What is to be in view. ``seconds_seen``: of the patient's picture. ``is_seen``: it counts as by video."""

    patient_name: str
    age_years: int
    gender: str
    allergies: str | None
    medicines: str | None
    pregnancy: str | None
    last_period: date | None
    weight_kg: float | None
    relation: Relation
    mode: Mode
    asks: Participant
    seconds_seen: float
    seconds_needed: float
    attested: bool
    is_seen: bool
    has_diagnosis: bool
    system: str | None
    may_prescribe: bool


class SignedAnswer(Answer):
    """``document``: where the PDF is."""

    id: str
    state: Literal["signed", "superseded", "cancelled"]
    signed_at: float
    sha256: str
    replaces: str
    cancelled_because: str
    document: str


class SheetAnswer(Answer):
    consultation: str
    patient: str
    revision: int
    notes_revision: int
    saved_at: float | None
    state: Literal["none", "draft", "signed"]
    amends: str
    fields: FieldsAnswer
    verdict: VerdictAnswer
    context: ContextAnswer
    signed: list[SignedAnswer]
    can_sign: bool
    is_locked: bool


def sheet_answer(sheet: Sheet, seconds_needed: float, language: str, now: float) -> SheetAnswer:
    """``language``: of the doctor's page; English where it is not there."""
    gathered, draft = sheet.gathered, sheet.gathered.draft
    return SheetAnswer(
        consultation=gathered.consultation.id,
        patient=gathered.patient.id,
        revision=draft.revision,
        notes_revision=gathered.note.revision,
        saved_at=draft.saved_at if draft.revision else None,
        state="signed" if gathered.is_locked else "draft" if draft.revision else "none",
        amends=draft.amends,
        fields=fields_answer(draft.fields),
        verdict=_verdict(sheet.verdict, language),
        context=_context(sheet, seconds_needed, now),
        signed=[signed_answer(one) for one in gathered.signed],
        can_sign=can_sign(gathered, sheet.verdict),
        is_locked=gathered.is_locked,
    )


def fields_answer(fields: Fields) -> FieldsAnswer:
    vitals = {name: getattr(fields.vitals, name) for name in Vitals.__dataclass_fields__}
    return FieldsAnswer(
        lines=line_answers(fields.lines),
        vitals=VitalsAnswer(**vitals),
        in_person=None if fields.in_person is None else InPersonAnswer(day=fields.in_person.day),
        investigations=fields.investigations,
        diet=fields.diet,
        worse=fields.worse,
        referral=fields.referral,
    )


def in_person(body: InPersonBody | None) -> InPerson | None:
    """Raises ``ValueError`` for a day that no calendar has."""
    return None if body is None else InPerson(date.fromisoformat(body.day))


def signed_answer(one: Prescription) -> SignedAnswer:
    return SignedAnswer.model_validate(
        {
            "id": one.id,
            "state": one.state.value,
            "signed_at": one.signed_at,
            "sha256": one.sha256,
            "replaces": one.content.replaces,
            "cancelled_because": one.cancelled_because,
            "document": f"/api/desk/prescriptions/{one.id}/document",
        }
    )


def _context(sheet: Sheet, seconds_needed: float, now: float) -> ContextAnswer:
    gathered, today = sheet.gathered, indian_date(now)
    case, intake, patient = gathered.case(gathered.draft.fields, today), gathered.intake, gathered.patient
    system = case.system
    return ContextAnswer(
        patient_name=patient.name,
        age_years=patient.birth.age_years(today),
        gender=patient.gender,
        allergies=intake.allergies,
        medicines=intake.medicines,
        pregnancy=intake.pregnancy,
        last_period=intake.last_period,
        weight_kg=case.weight_kg,
        relation=relation(case),
        mode=effective_mode(case, seconds_needed),
        asks=case.asks,
        seconds_seen=gathered.sighting.seconds,
        seconds_needed=seconds_needed,
        attested=gathered.sighting.attested,
        is_seen=gathered.sighting.attested and gathered.sighting.seconds >= seconds_needed,
        has_diagnosis=case.has_diagnosis,
        system=None if system is None else system.value,
        may_prescribe=system is System.ALLOPATHY,
    )


def _verdict(verdict: Verdict, language: str) -> VerdictAnswer:
    return VerdictAnswer(
        rulings=_rulings(verdict.rulings, language), lines=[_line(one, language) for one in verdict.lines]
    )


def _line(one: LineVerdict, language: str) -> LineVerdictAnswer:
    return LineVerdictAnswer(
        line=one.line,
        outcome=one.outcome,
        listed=one.listed,
        rulings=_rulings(one.rulings, language),
        warnings=[_caution(each, language) for each in one.warnings],
        checks=dict(one.checks or {}),
    )


def _rulings(rulings: Sequence[Ruling], language: str) -> list[RulingAnswer]:
    return [RulingAnswer(code=one.code, clause=one.clause, words=_said(one.words, language)) for one in rulings]


def _caution(one: Caution, language: str) -> CautionAnswer:
    return CautionAnswer(code=one.code, check=one.check, words=_said(one.words, language))


def _said(words: Words, language: str) -> str:
    return words.get(language, words["en"])
