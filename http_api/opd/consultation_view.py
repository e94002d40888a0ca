"""A consultation as its doctor's page sees it."""

from datetime import date

from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import State
from clinic.opd.rules import Rules
from clinic.patients.patient import Patient, indian_date
from http_api.clinic.household import Gender, Relation
from http_api.opd.token_view import ModeWord, StateWord
from http_api.operations import Answer


class PatientShown(Answer):
    id: str
    name: str
    age: int
    gender: Gender
    relation: Relation
    language: str | None


class ConsultationAnswer(Answer):
    """``interrupted_until``: how long both are held together. ``choices``: what the doctor may do now."""

    id: str
    number: int
    state: StateWord
    mode: ModeWord
    clinic: str
    patient: PatientShown | None
    language: str
    is_return: bool
    is_urgent: bool
    says_worse: bool
    missed: int
    ring_ends_at: float | None
    is_delayed: bool
    waiting_since: float | None
    called_at: float | None
    started_at: float | None
    interrupted_at: float | None
    interrupted_until: float | None
    ended_at: float | None
    signed_at: float | None
    asked_doctor: str | None
    asked_clinic: str | None
    choices: list[str]


def consultation_answer(one: Consultation, patient: Patient | None, rules: Rules, now: float) -> ConsultationAnswer:
    is_broken = one.state is State.INTERRUPTED and one.interrupted_at is not None
    return ConsultationAnswer(
        id=one.id,
        number=one.number,
        state=one.state.value,
        mode=one.mode,
        clinic=one.clinic,
        patient=None if patient is None else _patient(patient, now),
        language=one.language,
        is_return=one.return_to is not None,
        is_urgent=one.urgent,
        says_worse=one.worse,
        missed=one.missed,
        ring_ends_at=one.deadline_at if one.state is State.CALLED else None,
        is_delayed=one.delayed,
        waiting_since=one.waiting_since,
        called_at=one.called_at,
        started_at=one.started_at,
        interrupted_at=one.interrupted_at,
        interrupted_until=(one.interrupted_at or 0.0) + rules.grace_seconds if is_broken else None,
        ended_at=one.ended_at,
        signed_at=one.signed_at,
        asked_doctor=one.asked_doctor,
        asked_clinic=one.asked_clinic,
        choices=list(CHOICES.get(one.state, ())),
    )


CHOICES: dict[State, tuple[str, ...]] = {
    State.WAITING: ("call", "urgent"),
    State.CALLED: ("enter", "ring_again", "telephone", "miss", "release"),
    State.IN_PROGRESS: ("enter", "telephone", "end", "transfer", "refer", "follow_up", "release"),
    State.INTERRUPTED: ("enter", "ring_again", "telephone", "end", "transfer", "refer", "follow_up", "release"),
    State.ENDED: ("sign", "follow_up"),
    State.REFERRED: ("sign", "follow_up"),
}


def _patient(patient: Patient, now: float) -> PatientShown:
    return PatientShown(
        id=patient.id,
        name=patient.name,
        age=age_of(patient, indian_date(now)),
        gender=patient.gender,
        relation=patient.relation,
        language=patient.language,
    )


def age_of(patient: Patient, today: date) -> int:
    return patient.birth.age_years(today)
