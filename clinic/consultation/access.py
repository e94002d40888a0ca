"""Who may see what is written down of a consultation: one rule for all of it.

Her household does. Of the staff the doctor who has her or to whom she is offered, and, while she waits, the doctors of
the clinic's roster, which holds only those who may consult there. To anybody else it is unknown.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import State
from clinic.opd.changes import ConsultationUnknown
from clinic.opd.ports import ClinicRecords, ConsultationRecords
from clinic.patients.patient import MobileId, Patient, is_id
from clinic.patients.ports import PatientRecords
from rooms.ports import Refusal

WAITS = frozenset({State.REQUESTED, State.WAITING})
ONE_LOOK_SECONDS = 300.0
MOST_LOOKS = 10_000


class Records(Protocol):
    @property
    def clinics(self) -> ClinicRecords: ...
    @property
    def consultations(self) -> ConsultationRecords: ...
    @property
    def patients(self) -> PatientRecords: ...


class AuditedRecords(Records, Protocol):
    @property
    def audit(self) -> AuditTrail: ...


async def of_household(records: Records, token: ConsultationId, actor: Actor) -> tuple[Consultation, Patient]:
    """By whichever number the patient is reached now. Raises ``ConsultationUnknown``."""
    found = await _found(records, token)
    if actor.kind != "patient":
        raise ConsultationUnknown
    patient = await records.patients.find_in_household(found.patient, MobileId(actor.id))
    if patient is None:
        raise ConsultationUnknown
    return found, patient


async def of_doctor(records: Records, consultation: ConsultationId, actor: Actor) -> Consultation:
    """Raises ``ConsultationUnknown``."""
    found = await _found(records, consultation)
    if actor.kind != "staff" or not (treats(found, actor) or await _is_on_roster(records, found, actor)):
        raise ConsultationUnknown
    return found


def treats(consultation: Consultation, actor: Actor) -> bool:
    """She has the patient, or is asked to take her over."""
    return actor.kind == "staff" and actor.id in (consultation.doctor, consultation.asked_doctor)


async def acting(records: Records, consultation: Consultation, actor: Actor) -> Actor:
    """She acts for the facility whose clinic it is: the audit has it there."""
    clinic = await records.clinics.get(consultation.clinic)
    return actor if clinic is None else replace(actor, facility=clinic.facility)


def check_lives(consultation: Consultation) -> None:
    """Raises ``Refusal``."""
    if not consultation.is_live:
        raise Refusal("consultation_state", "This consultation is over: nothing can be added to it.")


class Looks:
    """Which doctor has opened what lately: the audit has one entry for it, not one for each click."""

    def __init__(self, wall_clock: Callable[[], float]) -> None:
        self._wall_clock = wall_clock
        self._last: dict[tuple[str, str], float] = {}

    def is_new(self, consultation: ConsultationId, actor: Actor) -> bool:
        return self._wall_clock() - self._last.get((actor.id, consultation), 0.0) >= ONE_LOOK_SECONDS

    async def note(self, records: AuditedRecords, consultation: Consultation, actor: Actor) -> None:
        """Within a transaction that writes."""
        by = await acting(records, consultation, actor)
        subject = f"consultation:{consultation.id}"
        await records.audit.append(Event("consultation.opened", by, subject, patient=consultation.patient))
        if len(self._last) >= MOST_LOOKS:
            self._last.clear()
        self._last[actor.id, consultation.id] = self._wall_clock()


async def _found(records: Records, consultation: ConsultationId) -> Consultation:
    found = await records.consultations.get(consultation) if is_id(consultation) else None
    if found is None:
        raise ConsultationUnknown
    return found


async def _is_on_roster(records: Records, consultation: Consultation, actor: Actor) -> bool:
    """Of the clinic where she waits, or where any doctor is asked to take her over."""
    if consultation.state in WAITS:
        return actor.id in await records.clinics.doctors(consultation.clinic)
    if consultation.asked_doctor is None and consultation.asked_clinic is not None:
        return actor.id in await records.clinics.doctors(consultation.asked_clinic)
    return False
