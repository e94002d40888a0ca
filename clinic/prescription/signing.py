"""DRAFT → SIGNED: the document is made first, then all of it is kept in one transaction, or nothing.

A retry gives the same prescription; of one revision of a draft there is never a second one.
"""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.note import identified
from clinic.opd.events import DeskChanged, NoticesWritten, PrescriptionGiven, Publish
from clinic.patients.patient import indian_date, new_id
from clinic.patients.wording import paragraph
from clinic.ports import Store
from clinic.prescription.coding import sha256_of
from clinic.prescription.content import Content
from clinic.prescription.contents import Occasion, Terms, content_of
from clinic.prescription.draft import FIELDS, Fields
from clinic.prescription.drafts import (
    REASON_LENGTH,
    PageNotCurrent,
    check_current,
    check_writable,
    event,
    standing,
)
from clinic.prescription.gathering import SIGNED_WHILE, Gathered, gather
from clinic.prescription.gathering import Records as GatheredRecords
from clinic.prescription.judging import Judge
from clinic.prescription.keeping import Keeping, Uploads, claim
from clinic.prescription.lifecycle import Event, State, after
from clinic.prescription.links import LinkRecords
from clinic.prescription.ports import Documents, Summaries
from clinic.prescription.prescription import Document, Prescription, PrescriptionId
from clinic.prescription.signable import signable
from clinic.prescription.signatures import SignatureRecords
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobStore
from rooms.ports import Refusal


class Records(GatheredRecords, Protocol):
    @property
    def doctor_signatures(self) -> SignatureRecords: ...
    @property
    def prescription_links(self) -> LinkRecords: ...
    @property
    def uploads(self) -> Uploads: ...


Announce = Callable[[Records, Prescription, Consultation, float], Awaitable[None]]
"""The household is told in the same transaction; last the time, in seconds since 1970 UTC."""


@dataclass(frozen=True, slots=True)
class Request:
    """What the doctor's page shows as she signs. ``identifiers``: what the patient was asked and confirmed."""

    patient: str
    revision: int
    notes_revision: int
    identifiers: Collection[str]


@dataclass(frozen=True, slots=True)
class Makers:
    """``contact``: of the service, as it is printed."""

    judge: Judge
    documents: Documents
    summaries: Summaries
    blobs: BlobStore
    announce: Announce
    contact: str


class Signing:
    """``wall_clock`` gives seconds since 1970 UTC. To all but the consultation's doctor it is unknown."""

    def __init__(
        self, store: Store[Records], makers: Makers, wall_clock: Callable[[], float], publish: Publish
    ) -> None:
        self._store = store
        self._makers = makers
        self._keeping = Keeping(store, makers.blobs)
        self._wall_clock = wall_clock
        self._publish = publish

    async def sign(self, consultation: ConsultationId, request: Request, actor: Actor) -> Prescription:
        """Raises ``Refusal``: page_not_current, prescription_refused, override_missing, prescription_empty …"""
        identifiers, now = identified(list(request.identifiers)), self._wall_clock()
        occasion = Occasion(PrescriptionId(new_id()), now, identifiers)
        async with self._store.reading() as records:
            gathered = await gather(records, consultation, actor)
            if (before := _signed_already(gathered, request)) is not None:
                return before
            content = await self._content(records, gathered, request, occasion)
            signature = await records.doctor_signatures.get(StaffId(actor.id))
        picture = None if signature is None else await self._keeping.read(signature.blob)
        qr = self._makers.summaries.address(content)
        pdf = await self._makers.documents.make(content, qr, picture)
        document = await self._keeping.put(pdf, actor, now)
        signed = _prescription(gathered, content, qr, document)
        try:
            return await self._kept(consultation, request, signed, actor)
        except PageNotCurrent:
            return await self._faster(consultation, request, actor)

    async def cancel(
        self, consultation: ConsultationId, prescription: PrescriptionId, reason: str, actor: Actor
    ) -> None:
        """Raises ``Refusal``."""
        why, now = paragraph(reason, REASON_LENGTH, "reason_invalid"), self._wall_clock()
        async with self._store.writing() as records:
            gathered = await gather(records, consultation, actor)
            before = standing(gathered, prescription)
            if gathered.draft.amends == prescription:
                raise Refusal("prescription_state", "It is being amended: sign or discard that first.")
            moved = replace(before, state=after(before.state, Event.CANCEL), changed_at=now, cancelled_because=why)
            if not await records.prescriptions.move(moved, before.state):
                raise PageNotCurrent
            await records.audit.append(event("prescription.cancelled", gathered, actor, why, prescription))
        self._tell(gathered, prescription)

    async def _faster(self, consultation: ConsultationId, request: Request, actor: Actor) -> Prescription:
        """What another page has signed in this very moment. Raises ``PageNotCurrent``."""
        async with self._store.reading() as records:
            before = _signed_already(await gather(records, consultation, actor), request)
        if before is None:
            raise PageNotCurrent
        return before

    async def _kept(
        self, consultation: ConsultationId, request: Request, signed: Prescription, actor: Actor
    ) -> Prescription:
        """Everything is looked at once more: what was rendered must be what holds now."""
        now, identifiers = signed.signed_at, signed.content.identified_by
        occasion = Occasion(signed.id, now, identifiers)
        async with self._store.writing() as records:
            gathered = await gather(records, consultation, actor)
            if (before := _signed_already(gathered, request)) is not None:
                return before
            content = await self._content(records, gathered, request, occasion)
            if content != signed.content:
                raise PageNotCurrent
            await self._move_draft(records, gathered, content, now)
            await claim(records.uploads, signed.document, actor, now)
            await records.prescriptions.add(signed)
            await self._supersede(records, gathered, signed, actor)
            await records.audit.append(event("prescription.signed", gathered, actor, "", signed.id))
            await self._makers.announce(records, signed, gathered.consultation, now)
        self._tell(gathered, signed.id)
        return signed

    async def _content(self, records: Records, gathered: Gathered, request: Request, occasion: Occasion) -> Content:
        """Raises ``Refusal`` where it may not be signed."""
        today, judge = indian_date(occasion.at), self._makers.judge
        check_writable(gathered, occasion.at)
        _check_named(gathered, request)
        verdict = await judge.verdict(records, gathered, gathered.draft.fields, today)
        lines = signable(gathered.draft.fields, verdict)
        terms = Terms(judge.seconds_needed, judge.version(today), self._makers.contact)
        return content_of(gathered, lines, occasion, today, terms)

    async def _move_draft(self, records: Records, gathered: Gathered, content: Content, now: float) -> None:
        """What was held stays in the doctor's hands; all else is signed."""
        before, signed = gathered.draft, {one.id for one in content.lines}
        held = tuple(one for one in before.fields.lines if one.id not in signed)
        left = Fields(lines=held, vitals=before.fields.vitals, in_person=before.fields.in_person)
        revision = before.revision + 1
        touched = dict.fromkeys(FIELDS, revision)
        moved = replace(before, revision=revision, fields=left, touched=touched, saved_at=now, amends="", reason="")
        if not await records.prescriptions.save_draft(moved, before.revision):
            raise PageNotCurrent

    async def _supersede(self, records: Records, gathered: Gathered, signed: Prescription, actor: Actor) -> None:
        if not signed.content.replaces:
            return
        before = standing(gathered, PrescriptionId(signed.content.replaces))
        state = after(before.state, Event.SUPERSEDE)
        moved = replace(before, state=state, changed_at=signed.signed_at, replaced_by=signed.id)
        if not await records.prescriptions.move(moved, before.state):
            raise PageNotCurrent
        why = gathered.draft.reason
        await records.audit.append(event("prescription.superseded", gathered, actor, why, before.id))

    def _tell(self, gathered: Gathered, prescription: PrescriptionId) -> None:
        one = gathered.consultation
        given = PrescriptionGiven(one.id, prescription, one.mobile)
        self._publish([given, NoticesWritten(), *([] if one.doctor is None else [DeskChanged(one.doctor)])])


def _check_named(gathered: Gathered, request: Request) -> None:
    if gathered.consultation.state not in SIGNED_WHILE:
        raise Refusal("consultation_state", "A prescription is signed once the patient has answered.")
    if request.patient != gathered.patient.id or request.notes_revision != gathered.note.revision:
        raise PageNotCurrent
    check_current(gathered, request.revision)


def _signed_already(gathered: Gathered, request: Request) -> Prescription | None:
    """By the same page's request, or another's of the same revision."""
    return next((one for one in gathered.signed if one.draft_revision == request.revision), None)


def _prescription(gathered: Gathered, content: Content, qr: str, document: Document) -> Prescription:
    one = gathered.consultation
    return Prescription(
        id=PrescriptionId(content.id),
        consultation=one.id,
        patient=gathered.patient.id,
        doctor=StaffId(content.prescriber.id),
        facility=gathered.clinic.facility,
        state=State.SIGNED,
        content=content,
        sha256=sha256_of(content),
        qr=qr,
        document=document,
        signed_at=content.signed_at,
        changed_at=content.signed_at,
        draft_revision=gathered.draft.revision,
    )
