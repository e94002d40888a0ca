"""What a patient can ask of whoever keeps her data: Digital Personal Data Protection Act 2023, sections 11 to 13."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.consents.consent import Consent
from clinic.consents.ledger import ConsentRecords
from clinic.patients.belonging import patient_of
from clinic.patients.patient import BirthDate, Patient, PatientId, is_id, new_id, written
from clinic.patients.ports import ErasureRecords, ErasureRequest, MobileRecords, PatientRecords
from clinic.patients.wording import line
from clinic.ports import Store
from rooms.ports import Refusal

RETENTION_YEARS = 3
MOST_OPENINGS = 1_000
MOST_REQUESTS = 200
REASON_LENGTH = 500
ERASED = (
    "name", "birth", "gender", "relation", "address", "pin_code", "state", "district", "language", "abha_number",
    "abha_address", "mobile", "told_before_consultations", "files", "laboratory_results",
)  # fmt: skip


class ConsentsAndErasures(ConsentRecords, ErasureRecords, Protocol): ...


class Opening(Protocol):
    """A line of the audit."""

    @property
    def at(self) -> float: ...
    @property
    def action(self) -> str: ...
    @property
    def actor(self) -> Actor: ...


class PatientAudit(AuditTrail, Protocol):
    async def of_patient(self, patient: str, limit: int) -> Sequence[Opening]: ...


class CareRecords(Protocol):
    """What was written down of consultations. ``patients``: one and the same, by all of her ids."""

    async def held(self, patients: Sequence[PatientId]) -> Sequence[Mapping[str, Any]]:
        """Each consultation with all that belongs to it, ready for JSON; the oldest first."""

    async def erase(self, patients: Sequence[PatientId]) -> None:
        """What she and her household have told and sent, and laboratories' results. What doctors wrote is kept."""


class Records(Protocol):
    @property
    def audit(self) -> PatientAudit: ...
    @property
    def care(self) -> CareRecords: ...
    @property
    def consents(self) -> ConsentsAndErasures: ...
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def patients(self) -> PatientRecords: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays after an erasure, and why. ``years`` counts from when it was written; ``None``: no end is set."""

    what: str
    why: str
    years: int | None = None


@dataclass(frozen=True, slots=True)
class Erasure:
    patient: PatientId
    at: float
    erased: tuple[str, ...]
    kept: tuple[Kept, ...]


class Rights:
    """``wall_clock`` gives seconds since 1970 UTC. ``retention_years``: how long what was done in care is kept."""

    def __init__(
        self, store: Store[Records], wall_clock: Callable[[], float], retention_years: int = RETENTION_YEARS
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._retention_years = retention_years

    async def export(self, patient: PatientId, actor: Actor) -> dict[str, Any]:
        """All that is held, ready for JSON; times in RFC 3339. Raises ``PatientNotYours``."""
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            held = await _held(records, found)
            await records.audit.append(_event("record.exported", found.id, actor))
        return {"exported_at": written(self._wall_clock()), **held}

    async def ask_erasure(self, patient: PatientId, actor: Actor) -> ErasureRequest:
        """Staff decides. Asked again while it waits, it stays the same request. Raises ``PatientNotYours``."""
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            request = ErasureRequest(new_id(), found.id, asked_at=self._wall_clock())
            if not await records.consents.add_request(request):
                return await records.consents.waiting_request(found.id) or request
            await records.audit.append(_event("erasure.asked", found.id, actor))
        return request

    async def waiting(self) -> Sequence[ErasureRequest]:
        """What staff has to decide, the oldest first."""
        async with self._store.reading() as records:
            return await records.consents.requests("asked", MOST_REQUESTS)

    async def refuse_erasure(self, request: str, actor: Actor, reason: str) -> None:
        reason = line(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            asked = await _decidable(records, request, actor)
            await self._decide(records, replace(asked, state="refused"))
            await records.audit.append(_event("erasure.refused", asked.patient, actor, reason))

    async def erase(self, request: str, actor: Actor) -> Erasure:
        """Nothing personal is left of the patient, nor of the records merged into her. Raises ``Refusal``."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            asked = await _decidable(records, request, actor)
            await self._decide(records, replace(asked, state="done"))
            found = await records.patients.find(asked.patient)
            whole = found.id if found else asked.patient  # merged since she asked, or erased by another request
            await records.consents.withdraw(whole, None, now)
            await records.care.erase(await records.patients.ids(whole))
            await records.mobiles.erase_unused(whole, now)
            await records.patients.erase(whole, now)
            await records.audit.append(replace(_event("erasure.done", whole, actor), fields=ERASED))
        return Erasure(whole, now, ERASED, kept_after_erasure(self._retention_years))

    async def _decide(self, records: Records, request: ErasureRequest) -> None:
        if not await records.consents.decide(replace(request, decided_at=self._wall_clock())):
            raise Refusal("erasure_decided", "This request was decided already.")


def kept_after_erasure(retention_years: int) -> tuple[Kept, ...]:
    return (
        Kept("the id of the record", "so that what must be kept still belongs together; it names nobody"),
        Kept("the audit entries", "who opened and changed the record must stay provable; they hold ids only"),
        Kept("the consents", "whoever processes data must be able to prove consent: DPDP Act section 6(10)"),
        Kept(
            "prescriptions and notes of consultations",
            "medical records are kept: Telemedicine Practice Guidelines 2020; the department sets for how long",
            retention_years,
        ),
    )


async def _decidable(records: Records, request: str, actor: Actor) -> ErasureRequest:
    """By staff of the state, or of a facility that the patient attends."""
    asked = await records.consents.request(request) if is_id(request) else None
    if asked is None or actor.kind != "staff":
        raise Refusal("erasure_unknown", "There is no such request.")
    if actor.facility is not None:
        await patient_of(records, asked.patient, actor)
    return asked


async def _held(records: Records, patient: Patient) -> dict[str, Any]:
    return {
        "patient": _told(patient),
        "merged_records": [_told(merged) for merged in await records.patients.merged_records(patient.id)],
        "numbers": [
            {"number": held.number, "since": written(held.since), "until": _written(held.until)}
            for held in await records.mobiles.held_by(patient.id)
        ],
        "facilities": [
            {"facility": attendance.facility, "since": written(attendance.since)}
            for attendance in await records.patients.attendances(patient.id)
        ],
        "consents": [_consent(consent) for consent in await records.consents.consents_of(patient.id)],
        "erasure_requests": [
            {"asked_at": written(request.asked_at), "state": request.state, "decided_at": _written(request.decided_at)}
            for request in await records.consents.requests_of(patient.id)
        ],
        "consultations": list(await records.care.held(await records.patients.ids(patient.id))),
        "opened": await _openings(records, patient.id),
    }


async def _openings(records: Records, patient: PatientId) -> list[Mapping[str, Any]]:
    """Who opened or changed the record, also before it was merged."""
    lines = [
        entry
        for part in await records.patients.ids(patient)
        for entry in await records.audit.of_patient(part, MOST_OPENINGS)
    ]
    return [
        {
            "at": written(entry.at),
            "action": entry.action,
            "by": f"{entry.actor.kind}:{entry.actor.id}",
            "facility": entry.actor.facility,
        }
        for entry in sorted(lines, key=lambda entry: entry.at)
    ]


def _told(patient: Patient) -> dict[str, Any]:
    birth = patient.birth
    return {
        "id": patient.id,
        "name": patient.name,
        "birth_date": birth.on.isoformat() if isinstance(birth, BirthDate) else None,
        "age_years": None if isinstance(birth, BirthDate) else birth.years,
        "age_told_on": None if isinstance(birth, BirthDate) else birth.told_on.isoformat(),
        "gender": patient.gender,
        "relation": patient.relation,
        "address": patient.address,
        "pin_code": patient.pin_code,
        "state": patient.state,
        "district": patient.district,
        "language": patient.language,
        "abha_number": patient.abha_number,
        "abha_address": patient.abha_address,
        "registered_at": written(patient.created_at),
        "changed_at": written(patient.changed_at),
    }


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "purpose": consent.purpose,
        "at": written(consent.at),
        "version": consent.version,
        "language": consent.language,
        "text_sha256": consent.text_sha256,
        "how": consent.how,
        "by": f"{consent.actor_kind}:{consent.actor}",
        "withdrawn_at": _written(consent.withdrawn_at),
    }


def _written(seconds: float | None) -> str | None:
    return None if seconds is None else written(seconds)


def _event(action: str, patient: PatientId, actor: Actor, reason: str = "") -> Event:
    return Event(action, actor, f"patient:{patient}", patient=patient, reason=reason)
