"""The files that a household sends for a consultation, and who may read them."""

from collections.abc import Callable, Sequence
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation import access
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.file import PURPOSE, ConsultationFile, FileId, FileKind, free_place, kind_of
from clinic.consultation.lifecycle import State
from clinic.opd.events import DeskChanged, Publish
from clinic.patients.patient import is_id, new_id
from clinic.ports import Store
from clinic.uploads.blobs import BlobId
from clinic.uploads.limits import Purpose
from clinic.uploads.ports import Claims
from clinic.uploads.upload import StoredFile, UploadId
from rooms.ports import Refusal

TAKEN_BACK_WHILE = frozenset({State.REQUESTED, State.WAITING, State.CALLED})


class FileRecords(Protocol):
    async def of(self, consultation: ConsultationId) -> Sequence[ConsultationFile]:
        """In the order in which they came."""

    async def hold(self, consultation: ConsultationId) -> Sequence[ConsultationFile]:
        """As ``of``; nobody else adds any until the transaction ends."""

    async def add(self, file: ConsultationFile) -> None: ...

    async def remove(self, file: FileId) -> None: ...


class Blobs(Claims, Protocol):
    async def give_up(self, blobs: Sequence[BlobId]) -> None:
        """Unreadable with this transaction; their bytes are thrown away soon after it."""


class Records(access.AuditedRecords, Protocol):
    @property
    def consultation_files(self) -> FileRecords: ...
    @property
    def uploads(self) -> Blobs: ...


class ConsultationFiles:
    """``wall_clock`` gives seconds since 1970 UTC. What is not hers raises ``ConsultationUnknown``."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._looks = access.Looks(wall_clock)

    async def add(self, token: ConsultationId, upload: UploadId, kind: str, actor: Actor) -> ConsultationFile:
        """While the consultation lives. Sent twice it is kept once. Raises ``Refusal``."""
        wanted, now = kind_of(kind), self._wall_clock()
        async with self._store.writing() as records:
            consultation, patient = await access.of_household(records, token, actor)
            access.check_lives(consultation)
            others = await records.consultation_files.hold(token)
            for one in others:
                if one.blob == BlobId(upload):
                    return one
            stored = await claimed(records.uploads, upload, PURPOSE[wanted], actor, now)
            place = free_place(wanted, others, stored.size)
            file = _file(token, wanted, place, stored, now)
            await records.consultation_files.add(file)
            event = Event(
                "consultation.file_added", actor, f"consultation:{token}", patient=patient.id, fields=(wanted,)
            )
            await records.audit.append(event)
        self._tell_doctor(consultation)
        return file

    async def of_household(self, token: ConsultationId, actor: Actor) -> Sequence[ConsultationFile]:
        async with self._store.glancing() as records:
            await access.of_household(records, token, actor)
            return await records.consultation_files.of(token)

    async def one_of_household(self, token: ConsultationId, file: FileId, actor: Actor) -> ConsultationFile:
        """Raises ``Refusal`` document_unknown."""
        return _named(await self.of_household(token, actor), file)

    async def one_of_doctor(self, consultation: ConsultationId, file: FileId, actor: Actor) -> ConsultationFile:
        """That she has opened it stands in the audit. Raises ``Refusal`` document_unknown."""
        is_new = self._looks.is_new(consultation, actor)
        async with self._store.writing() if is_new else self._store.reading() as records:
            found = await access.of_doctor(records, consultation, actor)
            named = _named(await records.consultation_files.of(consultation), file)
            if is_new:
                await self._looks.note(records, found, actor)
        return named

    async def remove(self, token: ConsultationId, file: FileId, actor: Actor) -> None:
        """Before a doctor has spoken with her. Raises ``Refusal``."""
        async with self._store.writing() as records:
            consultation, patient = await access.of_household(records, token, actor)
            if consultation.state not in TAKEN_BACK_WHILE:
                raise Refusal("consultation_state", "The doctor has it by now: it cannot be taken back.")
            named = _named(await records.consultation_files.of(token), file)
            await records.consultation_files.remove(named.id)
            await records.uploads.give_up([named.blob])
            subject = f"consultation:{token}"
            await records.audit.append(Event("consultation.file_removed", actor, subject, patient=patient.id))
        self._tell_doctor(consultation)

    def _tell_doctor(self, consultation: Consultation) -> None:
        if consultation.doctor is not None:
            self._publish([DeskChanged(consultation.doctor)])


async def claimed(uploads: Claims, upload: UploadId, purpose: Purpose, actor: Actor, now: float) -> StoredFile:
    """One of the actor's own. Raises ``Refusal`` upload_unknown."""
    if not is_id(upload):
        raise Refusal("upload_unknown", "There is no such upload, or it has expired.")
    return await uploads.claim(upload, f"{actor.kind}:{actor.id}", purpose, now)


def _file(token: ConsultationId, kind: FileKind, place: int, stored: StoredFile, now: float) -> ConsultationFile:
    return ConsultationFile(FileId(new_id()), token, kind, place, stored.blob, stored.media_type, stored.size, now)


def _named(files: Sequence[ConsultationFile], wanted: FileId) -> ConsultationFile:
    named = next((one for one in files if one.id == wanted), None)
    if named is None:
        raise Refusal("document_unknown", "There is no such file.")
    return named
