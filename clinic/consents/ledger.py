"""The one ledger of consents: what was agreed to, by whom, to which text, and when it was withdrawn."""

from collections.abc import Callable, Sequence
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.consents.consent import Agreed, Consent
from clinic.consents.notices import shown
from clinic.patients.belonging import patient_of
from clinic.patients.patient import PatientId, new_id
from clinic.patients.ports import PatientRecords
from clinic.ports import Store
from rooms.ports import Refusal


class ConsentRecords(Protocol):
    """Whoever was merged into another has given what the other gave, and the other way round."""

    async def add_consent(self, consent: Consent) -> None: ...

    async def consents_of(self, patient: PatientId) -> Sequence[Consent]:
        """The oldest first."""

    async def withdraw(self, patient: PatientId, purpose: str | None, now: float) -> int:
        """How many were withdrawn; ``None``: for every purpose."""


class LedgerRecords(Protocol):
    @property
    def consents(self) -> ConsentRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


class Records(LedgerRecords, Protocol):
    @property
    def patients(self) -> PatientRecords: ...


class Consents:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def give(self, patient: PatientId, agreed: Agreed, actor: Actor) -> Consent:
        """Given twice to the same text it stays the first one. Raises ``Refusal``."""
        async with self._store.writing() as records:
            asked = await patient_of(records, patient, actor)
            consent = consent_to(agreed, asked.id, actor, self._wall_clock())
            for living in _living(await records.consents.consents_of(asked.id), agreed.purpose):
                if living.text_sha256 == consent.text_sha256:
                    return living
            await records.consents.add_consent(consent)
            await records.audit.append(given(consent, actor))
        return consent

    async def withdraw(self, patient: PatientId, purpose: str, actor: Actor) -> None:
        """As easy as giving it: DPDP Act section 6(4). Raises ``Refusal``."""
        async with self._store.writing() as records:
            asked = await patient_of(records, patient, actor)
            if not await records.consents.withdraw(asked.id, purpose, self._wall_clock()):
                raise Refusal("consent_not_held", "There is no such consent to withdraw.")
            await records.audit.append(_event("consent.withdrawn", asked.id, purpose, actor))

    async def holds(self, patient: PatientId, purpose: str) -> bool:
        async with self._store.glancing() as records:
            return bool(_living(await records.consents.consents_of(patient), purpose))

    async def of(self, patient: PatientId, actor: Actor) -> Sequence[Consent]:
        """All of them, withdrawn ones too, the oldest first. Raises ``Refusal``."""
        async with self._store.reading() as records:
            asked = await patient_of(records, patient, actor)
            return await records.consents.consents_of(asked.id)


def consent_to(agreed: Agreed, patient: PatientId, actor: Actor, now: float) -> Consent:
    """Raises ``Refusal`` for a text that there is not, or a way in which it cannot be agreed to."""
    if agreed.how == "spoken to staff" and actor.kind != "staff":
        raise Refusal("consent_not_so", "Only staff can write down what was spoken.")
    return Consent(
        id=new_id(),
        actor_kind=actor.kind,
        actor=actor.id,
        patient=patient,
        purpose=agreed.purpose,
        at=now,
        version=agreed.version,
        language=agreed.language,
        text_sha256=shown(agreed).sha256,
        how=agreed.how,
    )


def given(consent: Consent, actor: Actor) -> Event:
    return _event("consent.given", consent.patient, consent.purpose, actor)


def _living(consents: Sequence[Consent], purpose: str) -> list[Consent]:
    return [consent for consent in consents if consent.purpose == purpose and consent.withdrawn_at is None]


def _event(action: str, patient: PatientId, purpose: str, actor: Actor) -> Event:
    return Event(action, actor, f"patient:{patient}", patient=patient, fields=(purpose,))
