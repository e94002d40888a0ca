"""Reporting whom one has spoken with, and not being brought together again: from both sides of a call."""

from collections.abc import Callable

from clinic.actors import Actor
from clinic.complaints.complaint import Told
from clinic.complaints.desk import Complaints
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.opd.changes import ConsultationUnknown, audited, found
from clinic.opd.ports import Records
from clinic.opd.tokens import of_household
from clinic.ports import Store
from clinic.staff.account import StaffId

BLOCK_REASON = 500


class Grievances:
    """A report goes to the grievance officer's desk. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], complaints: Complaints, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._complaints = complaints
        self._wall_clock = wall_clock

    async def by_patient(self, token: ConsultationId, text: str, actor: Actor, *, block: bool) -> str:
        """The complaint's reference. ``block``: this doctor is not given to her any more. Raises ``Refusal``."""
        async with self._store.reading() as records:
            known = await of_household(records, token, actor)
        return await self._report(known, text, actor, block=block)

    async def by_doctor(
        self, doctor: StaffId, consultation: ConsultationId, text: str, actor: Actor, *, block: bool
    ) -> str:
        """As ``by_patient``: she is not shown this patient any more."""
        async with self._store.reading() as records:
            known = await found(records, consultation)
        if known.doctor != doctor:
            raise ConsultationUnknown
        return await self._report(known, text, actor, block=block)

    async def _report(self, known: Consultation, text: str, actor: Actor, *, block: bool) -> str:
        if known.doctor is None:
            raise ConsultationUnknown
        told = Told("conduct", f"{text}\n\n[{known.id}]", "/opd/")
        complaint = await self._complaints.file(told, actor, actor.origin)
        if block:
            async with self._store.writing() as records:
                reason, now = text[:BLOCK_REASON], self._wall_clock()
                await records.blocks.add(known.doctor, known.patient, actor.kind, reason, now)
                await records.audit.append(audited("blocked", known, actor))
        return complaint.reference
