"""A doctor's desk with a patient in the call: everything real but the documents, which here are short texts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from clinic.consultation.consultation import Consultation
from clinic.consultation.intake import Caller, Intake
from clinic.consultation.lifecycle import State
from clinic.consultation.note import Diagnosis
from clinic.consultation.notes import Notes
from clinic.prescription.case import Sighting
from clinic.prescription.content import Content
from clinic.prescription.drafts import Drafts, Sheet
from clinic.prescription.formulary import formulary
from clinic.prescription.guidelines.rulebook import load
from clinic.prescription.judging import Judge
from clinic.prescription.keeping import Keeping
from clinic.prescription.line import Line
from clinic.prescription.prescription import Prescription, PrescriptionId
from clinic.prescription.released import Released
from clinic.prescription.signing import Makers, Records, Request, Signing
from clinic.staff.application import Application, Gender, Profile, Registration, System
from storage.blobs.encrypted import EncryptedBlobs
from tests.unit.clinic.consultation.builders import DOCTOR, Opd, doctor, small_icd10
from tests.unit.clinic.prescription.builders import PARACETAMOL, line

TWO = ("name", "age")
NEEDED = 20.0


class ShortDocuments:
    """``clinic.prescription.ports.Documents``. ``meanwhile``: what happens while one is being made."""

    def __init__(self) -> None:
        self.made: list[Content] = []
        self.meanwhile: list[Any] = []

    async def make(self, content: Content, qr: str, signature: bytes | None) -> bytes:
        self.made.append(content)
        if self.meanwhile:
            await self.meanwhile.pop(0)()
        return json.dumps([content.id, qr, len(signature or b"")]).encode()


class ShortSummaries:
    """``clinic.prescription.ports.Summaries``."""

    def address(self, content: Content) -> str:
        return f"https://clinic.example/verify#{content.id}"


@dataclass
class Desk:
    """``announced``: the prescriptions of which the household was told."""

    opd: Opd
    one: Consultation
    blobs: EncryptedBlobs
    documents: ShortDocuments = field(default_factory=ShortDocuments)
    announced: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        store, clock = self.opd.store, self.opd.clock
        judge = Judge(load(), formulary(), NEEDED)
        makers = Makers(judge, self.documents, ShortSummaries(), self.blobs, self._announce, "0120 123456")
        self.drafts = Drafts(store, judge, clock)
        self.signing = Signing(store, makers, clock, self.opd.publish)
        self.notes = Notes(store, small_icd10(), clock, self.opd.publish)
        self.released = Released(store)
        self.keeping = Keeping(store, self.blobs)

    async def _announce(self, records: Records, signed: Prescription, one: Consultation, now: float) -> None:
        self.announced.append(signed.id)

    async def sheet(self) -> Sheet:
        return await self.drafts.get(self.one.id, doctor())

    async def write(self, *lines: Line, **fields: Any) -> Sheet:
        changes = {**({"lines": lines} if lines else {}), **fields}
        return await self.drafts.save(self.one.id, await self.revision(), changes, doctor())

    async def revision(self) -> int:
        return (await self.sheet()).gathered.draft.revision

    async def request(self, **otherwise: Any) -> Request:
        gathered = (await self.sheet()).gathered
        told = {
            "patient": gathered.patient.id,
            "revision": gathered.draft.revision,
            "notes_revision": gathered.note.revision,
            "identifiers": TWO,
        }
        return Request(**{**told, **otherwise})

    async def sign(self, **otherwise: Any) -> Prescription:
        return await self.signing.sign(self.one.id, await self.request(**otherwise), doctor())

    async def amend(self, signed: Prescription, reason: str = "The dose was wrong") -> Sheet:
        return await self.drafts.amend(self.one.id, signed.id, reason, doctor())

    async def cancel(self, signed: Prescription, reason: str = "Given to the wrong patient") -> None:
        await self.signing.cancel(self.one.id, signed.id, reason, doctor())

    async def kept(self) -> Sequence[Prescription]:
        async with self.opd.store.reading() as records:
            return await records.prescriptions.of_consultation(self.one.id)

    async def one_kept(self, prescription: PrescriptionId) -> Prescription:
        return next(one for one in await self.kept() if one.id == prescription)

    async def see(self, sighting: Sighting) -> None:
        async with self.opd.store.writing() as records:
            await records.sightings.put(self.one.id, sighting, self.opd.clock.now)

    async def diagnose(self) -> None:
        now = await self.notes.get(self.one.id, doctor())
        await self.notes.save(self.one.id, now.revision, {"diagnoses": [Diagnosis("R50.9", "")]}, doctor())

    async def tell(self, intake: Intake) -> None:
        async with self.opd.store.writing() as records:
            await records.intakes.put(self.one.id, intake, self.opd.clock.now)


def paracetamol(number: int = 1, **changes: Any) -> Line:
    return line(number=number, medicine=PARACETAMOL, **changes)


def unlisted(number: int = 9) -> Line:
    return line("amoxicillin", number)


async def registered(opd: Opd, system: System = System.ALLOPATHY) -> None:
    held = Registration("maharashtra-medical", "12345", 2010, "MBBS", system, "General medicine")
    profile = Profile(("hi",), Gender.FEMALE)
    async with opd.store.writing() as records:
        assert await records.staff.applications.add(Application(DOCTOR, held, profile, opd.clock.now))


async def desk_of(opd: Opd, blobs: EncryptedBlobs, **consultation: Any) -> Desk:
    """A registered doctor who was seen and has seen; the patient knows of no allergy."""
    started = {"started_at": opd.clock.now - 300, **consultation}
    one = await opd.consultation(started.pop("state", State.IN_PROGRESS), **started)
    desk = Desk(opd, one, blobs)
    await desk.see(Sighting(60.0, True))
    await desk.tell(Intake(caller=Caller(relation="self"), allergies="none", medicines="none", pregnancy="no"))
    return desk
