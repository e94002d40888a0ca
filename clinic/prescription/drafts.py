"""Prescriptions while they are written: saved as typed, from several pages at once, with the rules' word on each."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation.consultation import ConsultationId
from clinic.patients.patient import indian_date
from clinic.patients.wording import paragraph
from clinic.ports import Store
from clinic.prescription.checking import checked
from clinic.prescription.contents import printed_fields
from clinic.prescription.draft import FIELDS, Changes, Draft, Fields, merged
from clinic.prescription.gathering import WRITTEN_WHILE, Gathered, Records, gather
from clinic.prescription.judging import Judge, held_medicines
from clinic.prescription.prescription import Prescription, PrescriptionId
from clinic.prescription.verdict import Verdict
from clinic.staff.account import StaffId
from rooms.ports import Refusal

# Who saves every few words is told of once in so long.
AUDITED_EVERY_SECONDS = 300.0
WRITTEN_FOR_SECONDS = 30 * 86_400.0
"""After the end of a consultation: then the patient is to be seen again."""
TRIES = 5
REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the doctor's page shows."""

    gathered: Gathered
    verdict: Verdict


class Drafts:
    """``wall_clock`` gives seconds since 1970 UTC. To all but the consultation's doctor it is unknown."""

    def __init__(self, store: Store[Records], judge: Judge, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._judge = judge
        self._wall_clock = wall_clock

    async def get(self, consultation: ConsultationId, actor: Actor) -> Sheet:
        """Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            return await self._sheet(records, await gather(records, consultation, actor))

    async def save(self, consultation: ConsultationId, base: int, changes: Changes, actor: Actor) -> Sheet:
        """``base``: the revision that the page has seen. Sent again it changes nothing. Raises ``Refusal``.

        ``PrescriptionChanged`` where another page has changed the same field since.
        """
        wanted = checked(changes, self._judge.formulary, indian_date(self._wall_clock()))
        for _ in range(TRIES):
            async with self._store.writing() as records:
                gathered = await gather(records, consultation, actor)
                check_writable(gathered, self._wall_clock())
                after = merged(gathered.draft, base, wanted)
                saved = await self._kept(records, gathered, after, actor)
                if saved is not None:
                    return saved
        raise Refusal("prescription_busy", "This prescription is being changed in another window. Please try again.")

    async def amend(
        self, consultation: ConsultationId, prescription: PrescriptionId, reason: str, actor: Actor
    ) -> Sheet:
        """A draft of all that it says, which is to take its place once it is signed. Raises ``Refusal``."""
        why = paragraph(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            gathered = await gather(records, consultation, actor)
            if gathered.draft.amends == prescription:
                return await self._sheet(records, gathered)
            _check_in_time(gathered, self._wall_clock())
            amended = standing(gathered, prescription)
            if gathered.draft.amends:
                raise Refusal("prescription_state", "Another one is being amended: sign or discard that first.")
            held = gathered.draft.fields.lines
            fields = printed_fields(amended.content, gathered.draft.fields, held)
            begun = replace(_anew(gathered.draft, fields), amends=prescription, reason=why)
            return await self._replaced(records, gathered, begun, actor, "prescription.amendment_begun", why)

    async def discard(self, consultation: ConsultationId, revision: int, actor: Actor) -> Sheet:
        """An amendment is given up: what is signed stands. Raises ``Refusal``."""
        async with self._store.writing() as records:
            gathered = await gather(records, consultation, actor)
            if not gathered.draft.amends:
                raise Refusal("prescription_state", "No amendment was begun.")
            check_current(gathered, revision)
            signed = {line.id for one in gathered.standing for line in one.content.lines}
            held = tuple(one for one in gathered.draft.fields.lines if one.id not in signed)
            before = gathered.draft.fields
            fields = Fields(lines=held, vitals=before.vitals, in_person=before.in_person)
            after = replace(_anew(gathered.draft, fields), amends="", reason="")
            return await self._replaced(records, gathered, after, actor, "prescription.amendment_discarded", "")

    async def _kept(self, records: Records, gathered: Gathered, after: Draft, actor: Actor) -> Sheet | None:
        """``None``: another page was faster, and it is to be put together with that."""
        if after is gathered.draft:
            return await self._sheet(records, gathered)
        before, now, doctor = gathered.draft, self._wall_clock(), StaffId(actor.id)
        is_new = before.doctor != doctor or now - before.audited_at >= AUDITED_EVERY_SECONDS
        after = replace(after, doctor=doctor, saved_at=now, audited_at=now if is_new else before.audited_at)
        if not await records.prescriptions.save_draft(after, before.revision):
            return None
        if is_new:
            await records.audit.append(event("prescription.saved", gathered, actor))
        sheet = await self._sheet(records, replace(gathered, draft=after))
        await records.unlisted_medicines.ask(held_medicines(after.fields, sheet.verdict, now))
        return sheet

    async def _replaced(
        self, records: Records, gathered: Gathered, after: Draft, actor: Actor, action: str, reason: str
    ) -> Sheet:
        after = replace(after, doctor=StaffId(actor.id), saved_at=self._wall_clock())
        if not await records.prescriptions.save_draft(after, gathered.draft.revision):
            raise PageNotCurrent
        await records.audit.append(event(action, gathered, actor, reason))
        return await self._sheet(records, replace(gathered, draft=after))

    async def _sheet(self, records: Records, gathered: Gathered) -> Sheet:
        today = indian_date(self._wall_clock())
        return Sheet(gathered, await self._judge.verdict(records, gathered, gathered.draft.fields, today))


class PageNotCurrent(Refusal):
    def __init__(self) -> None:
        super().__init__("page_not_current", "This page is no longer the current one: look at it again, then sign.")


def check_writable(gathered: Gathered, now: float) -> None:
    """Raises ``Refusal``."""
    _check_in_time(gathered, now)
    if gathered.is_locked:
        raise Refusal("prescription_locked", "It is signed and cannot be changed: amend it instead.")


def check_current(gathered: Gathered, revision: int) -> None:
    """Raises ``PageNotCurrent``."""
    if gathered.draft.revision != revision:
        raise PageNotCurrent


def standing(gathered: Gathered, prescription: PrescriptionId) -> Prescription:
    """Raises ``Refusal`` for one that is not signed, or replaced or cancelled since."""
    found = next((one for one in gathered.standing if one.id == prescription), None)
    if found is None:
        raise Refusal("prescription_state", "This prescription does not stand any more.")
    return found


def event(action: str, gathered: Gathered, actor: Actor, reason: str = "", prescription: str = "") -> Event:
    by = replace(actor, facility=gathered.clinic.facility)
    subject = f"prescription:{prescription}" if prescription else f"consultation:{gathered.consultation.id}"
    return Event(action, by, subject, patient=gathered.patient.id, reason=reason)


def _check_in_time(gathered: Gathered, now: float) -> None:
    ended = gathered.consultation.ended_at
    if gathered.consultation.state not in WRITTEN_WHILE:
        raise Refusal("consultation_state", "Prescriptions are written from the call on.")
    if ended is not None and now - ended > WRITTEN_FOR_SECONDS:
        raise Refusal("consultation_state", "This consultation is long over: see the patient again.")


def _anew(draft: Draft, fields: Fields) -> Draft:
    """Every field is touched: what a page has still in its hands of before is no more."""
    revision = draft.revision + 1
    return replace(draft, revision=revision, fields=fields, touched=dict.fromkeys(FIELDS, revision))
