"""Signed prescriptions, as pages get them."""

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from clinic.prescription.content import Content
from clinic.prescription.line import Line
from clinic.prescription.prescription import Prescription
from http_api.operations import Answer
from http_api.prescription.lines import DosingAnswer, LineAnswer, dosing_answer, line_answers

StateWord = Literal["signed", "superseded", "cancelled"]
_COPIED = (
    "held",
    "investigations",
    "advice",
    "diet",
    "worse",
    "referral",
    "follow_up",
    "follow_up_words",
    "language",
    "by",
)


class Sentences(Protocol):
    def __call__(self, line: Line, language: str) -> Mapping[str, str]:
        """The dosage in plain words, by the languages whose phrases may be shown."""


class DoctorAnswer(Answer):
    name: str
    qualification: str
    registration: str
    council: str


class ListedAnswer(Answer):
    """``medicines``: how many."""

    id: str
    consultation: str
    signed_at: float
    state: StateWord
    doctor: DoctorAnswer
    patient_name: str
    medicines: int
    document: str


class ListedAnswers(Answer):
    prescriptions: list[ListedAnswer]


class GivenLine(Answer):
    """``sentences``: the dosage in plain words, by language."""

    name: str
    strength: str
    form: str
    unit: str
    dosing: DosingAnswer
    code: str
    shorthand: str
    units: float
    instructions: str
    sentences: dict[str, str]


class GivenAnswer(Answer):
    """``verify``: the address that the QR code holds. ``held``: how many medicines await a decision."""

    id: str
    consultation: str
    signed_at: float
    state: StateWord
    replaced_by: str | None
    cancelled_because: str
    doctor: DoctorAnswer
    facility: str
    patient_name: str
    diagnoses: list[str]
    lines: list[GivenLine]
    held: int
    investigations: str
    advice: str
    diet: str
    worse: str
    referral: str
    follow_up: str
    follow_up_words: str
    language: str
    by: str
    document: str
    verify: str


class PastAnswer(Answer):
    id: str
    signed_at: float
    doctor_name: str
    lines: list[LineAnswer]


class PastAnswers(Answer):
    prescriptions: list[PastAnswer]


def given_answer(one: Prescription, sentences: Sentences) -> GivenAnswer:
    content = one.content
    return GivenAnswer.model_validate(
        {
            **{name: getattr(content, name) for name in _COPIED},
            "id": one.id,
            "consultation": one.consultation,
            "signed_at": one.signed_at,
            "state": one.state.value,
            "replaced_by": one.replaced_by,
            "cancelled_because": one.cancelled_because,
            "doctor": _doctor(content),
            "facility": content.place.name,
            "patient_name": content.patient.name,
            "diagnoses": [each.title for each in content.diagnoses],
            "lines": [_line(each, content.language, sentences) for each in content.lines],
            "document": _document_of(one),
            "verify": one.qr,
        }
    )


def listed_answers(every: Sequence[Prescription]) -> ListedAnswers:
    return ListedAnswers(prescriptions=[_summary(one) for one in every])


def _summary(one: Prescription) -> ListedAnswer:
    return ListedAnswer.model_validate(
        {
            "id": one.id,
            "consultation": one.consultation,
            "signed_at": one.signed_at,
            "state": one.state.value,
            "doctor": _doctor(one.content),
            "patient_name": one.content.patient.name,
            "medicines": len(one.content.lines),
            "document": _document_of(one),
        }
    )


def past_answers(every: Sequence[Prescription]) -> PastAnswers:
    return PastAnswers(
        prescriptions=[
            PastAnswer(
                id=one.id,
                signed_at=one.signed_at,
                doctor_name=one.content.prescriber.name,
                lines=line_answers(one.content.lines),
            )
            for one in every
        ]
    )


def _doctor(content: Content) -> DoctorAnswer:
    held = content.prescriber
    return DoctorAnswer(
        name=held.name, qualification=held.qualification, registration=held.registration, council=held.council
    )


def _document_of(one: Prescription) -> str:
    return f"/api/prescriptions/{one.id}/document"


def _line(line: Line, language: str, sentences: Sentences) -> GivenLine:
    return GivenLine(
        name=line.name,
        strength=line.strength,
        form=line.form,
        unit=line.unit,
        dosing=dosing_answer(line.dosing),
        code=line.dosing.code,
        shorthand=line.dosing.shorthand,
        units=line.units,
        instructions=line.instructions,
        sentences=dict(sentences(line, language)),
    )
