"""A laboratory's result that comes after the consultation: it goes to the doctor who asked for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NewType, Protocol

from clinic.actors import Actor, ActorKind
from clinic.audit.event import Event
from clinic.consultation import access
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.file import ConsultationFile, FileId
from clinic.consultation.files import claimed
from clinic.consultation.lifecycle import SEEN
from clinic.notification.notice import Kind, notice
from clinic.opd.changes import ConsultationUnknown
from clinic.opd.events import DeskChanged, DomainEvent, NoticesWritten, Publish
from clinic.opd.ports import NoticeBook
from clinic.patients.belonging import patient_of
from clinic.patients.patient import PatientId, is_id, new_id
from clinic.patients.wording import paragraph
from clinic.ports import Store
from clinic.staff.account import Account, StaffId, Status
from clinic.uploads.blobs import BlobId
from clinic.uploads.ports import Claims
from clinic.uploads.upload import UploadId
from rooms.ports import Refusal

ResultId = NewType("ResultId", str)
NOTE_LENGTH = 1_000
MOST_OF_A_CONSULTATION = 30
STAFF_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Result:
    """``facility``: for which she acted who added it. ``size`` in bytes. Times are seconds since 1970 UTC."""

    id: ResultId
    consultation: ConsultationId
    added_by_kind: ActorKind
    added_by: str
    facility: str | None
    added_at: float
    blob: BlobId
    media_type: str
    size: int
    note: str | None = None
    seen_at: float | None = None
    seen_by: StaffId | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A result that no doctor has seen yet."""

    id: ResultId
    consultation: ConsultationId
    patient: PatientId
    added_at: float


class ResultRecords(Protocol):
    async def get(self, result: ResultId) -> Result | None: ...

    async def of(self, consultations: Sequence[ConsultationId]) -> Sequence[Result]:
        """In the order in which they came."""

    async def add(self, result: Result) -> None: ...

    async def see(self, result: ResultId, doctor: StaffId, now: float) -> bool:
        """``False``: it was seen before."""

    async def waiting_for(self, doctor: StaffId) -> Sequence[Waiting]:
        """Of her consultations, and of her clinics' doctors who may not work now; the oldest first."""


class AccountRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...


class Records(access.AuditedRecords, Protocol):
    @property
    def laboratory_results(self) -> ResultRecords: ...
    @property
    def notices(self) -> NoticeBook: ...
    @property
    def staff(self) -> AccountRecords: ...
    @property
    def uploads(self) -> Claims: ...


class LaboratoryResults:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish

    async def add(self, consultation: ConsultationId, upload: UploadId, note: str, actor: Actor) -> Result:
        """By staff of a facility that the patient attends, or by her household. Sent twice it is kept once.

        Raises ``Refusal``: ``ConsultationUnknown`` where it is not theirs, or no doctor has seen her yet.
        """
        written = paragraph(note, NOTE_LENGTH, "note_invalid") if note.strip() else None
        async with self._store.writing() as records:
            found = await _over(records, consultation, actor)
            others = await records.laboratory_results.of([found.id])
            for one in others:
                if one.blob == BlobId(upload):
                    return one
            if len(others) >= MOST_OF_A_CONSULTATION:
                raise Refusal("files_too_many", f"A consultation has up to {MOST_OF_A_CONSULTATION} results.")
            result = await self._claimed(records, found, upload, written, actor)
            told = await self._told(records, found, result)
            subject = f"consultation:{found.id}"
            await records.audit.append(Event("result.added", actor, subject, patient=found.patient))
        self._publish(told)
        return result

    async def is_after(self, token: ConsultationId, actor: Actor) -> bool:
        """Whether what her household sends now is a result. Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            return (await access.of_household(records, token, actor))[0].state in SEEN

    async def sent_by_household(self, token: ConsultationId, actor: Actor) -> Sequence[ConsultationFile]:
        """Raises ``ConsultationUnknown``."""
        async with self._store.reading() as records:
            await access.of_household(records, token, actor)
            every = await records.laboratory_results.of([token])
        return [_as_file(one) for one in every if one.added_by_kind == "patient"]

    async def waiting_for(self, doctor: StaffId) -> Sequence[Waiting]:
        async with self._store.glancing() as records:
            return await records.laboratory_results.waiting_for(doctor)

    async def open(self, result: ResultId, actor: Actor) -> Result:
        """That she has opened it stands in the audit. Raises ``Refusal`` result_unknown."""
        async with self._store.writing() as records:
            found, consultation = await _of_doctor(records, result, actor)
            by, subject = await access.acting(records, consultation, actor), f"result:{result}"
            await records.audit.append(Event("result.opened", by, subject, patient=consultation.patient))
        return found

    async def see(self, result: ResultId, actor: Actor) -> None:
        """She has read it: it is off the list. Raises ``Refusal`` result_unknown."""
        async with self._store.writing() as records:
            _, consultation = await _of_doctor(records, result, actor)
            if await records.laboratory_results.see(result, StaffId(actor.id), self._wall_clock()):
                by, subject = await access.acting(records, consultation, actor), f"result:{result}"
                await records.audit.append(Event("result.seen", by, subject, patient=consultation.patient))
            doctors = {consultation.doctor, StaffId(actor.id)}
        self._publish([DeskChanged(one) for one in doctors if one is not None])

    async def _claimed(
        self, records: Records, consultation: Consultation, upload: UploadId, note: str | None, actor: Actor
    ) -> Result:
        now = self._wall_clock()
        stored = await claimed(records.uploads, upload, "document", actor, now)
        result = Result(
            id=ResultId(new_id()),
            consultation=consultation.id,
            added_by_kind=actor.kind,
            added_by=actor.id,
            facility=actor.facility,
            added_at=now,
            blob=stored.blob,
            media_type=stored.media_type,
            size=stored.size,
            note=note,
        )
        await records.laboratory_results.add(result)
        return result

    async def _told(self, records: Records, consultation: Consultation, result: Result) -> list[DomainEvent]:
        """The doctor who asked for it; where she may not work now, her clinic's others."""
        doctors = await _readers(records, consultation)
        for doctor in doctors:
            told = notice(
                Kind.RESULT_READY,
                doctor,
                STAFF_LANGUAGE,
                self._wall_clock(),
                consultation=consultation.id,
                once=f"result:{result.id}:{doctor}",
            )
            await records.notices.add(told)
        return [*(DeskChanged(doctor) for doctor in doctors), NoticesWritten()]


async def _over(records: Records, consultation: ConsultationId, actor: Actor) -> Consultation:
    """One in which a doctor has seen her, of a patient who is theirs. Raises ``ConsultationUnknown``."""
    if actor.kind == "patient":
        found, _ = await access.of_household(records, consultation, actor)
    else:
        known = await records.consultations.get(consultation) if is_id(consultation) else None
        if known is None:
            raise ConsultationUnknown
        found = known
        await patient_of(records, found.patient, actor)
    if found.state not in SEEN:
        raise Refusal("consultation_state", "A result belongs to a consultation that is over.")
    return found


async def _of_doctor(records: Records, result: ResultId, actor: Actor) -> tuple[Result, Consultation]:
    """Raises ``Refusal``."""
    found = await records.laboratory_results.get(result) if is_id(result) else None
    consultation = None if found is None else await records.consultations.get(found.consultation)
    if found is None or consultation is None or actor.kind != "staff":
        raise ResultUnknown
    if actor.id != consultation.doctor and actor.id not in await _readers(records, consultation):
        raise ResultUnknown
    return found, consultation


async def _readers(records: Records, consultation: Consultation) -> Sequence[StaffId]:
    doctor = consultation.doctor
    account = None if doctor is None else await records.staff.get(doctor)
    if account is not None and account.status is Status.VERIFIED:
        return [account.id]
    return [one for one in await records.clinics.doctors(consultation.clinic) if one != doctor]


def _as_file(result: Result) -> ConsultationFile:
    return ConsultationFile(
        id=FileId(result.id),
        consultation=result.consultation,
        kind="report",
        place=0,
        blob=result.blob,
        media_type=result.media_type,
        size=result.size,
        added_at=result.added_at,
    )


class ResultUnknown(Refusal):
    """Not there, or not hers: whoever asks is not told which."""

    def __init__(self) -> None:
        super().__init__("result_unknown", "This result is not on your list.")
