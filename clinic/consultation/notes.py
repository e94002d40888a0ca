"""The notes of a consultation: saved as they are typed, from several pages at once, and signed once."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation import lifecycle
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.icd10 import Icd10
from clinic.consultation.lifecycle import TALKING, NotNow, State
from clinic.consultation.note import (
    Changes,
    Fields,
    Note,
    NotesChanged,
    blank,
    checked,
    identified,
    is_empty,
    merged,
    signed,
)
from clinic.opd.changes import ConsultationUnknown, change, move
from clinic.opd.events import DeskChanged, Publish, TokenChanged
from clinic.opd.ports import Records as OpdRecords
from clinic.patients.patient import PatientId, is_id
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

# Who saves every few words is told of once in so long.
AUDITED_EVERY_SECONDS = 300.0
TRIES = 5
OVER_UNSIGNED = frozenset({State.ENDED, State.REFERRED})
WRITTEN_WHILE = TALKING | {State.CALLED} | OVER_UNSIGNED


@dataclass(frozen=True, slots=True)
class Sheet:
    """The notes with what decides who may write them. ``facility``: whose clinic it is."""

    consultation: ConsultationId
    patient: PatientId
    doctor: StaffId | None
    state: State
    facility: str
    note: Note | None


class NoteRecords(Protocol):
    async def sheet(self, consultation: ConsultationId) -> Sheet | None:
        """In one question: this is asked at every few words that a doctor types."""

    async def get(self, consultation: ConsultationId) -> Note | None: ...

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Note]: ...

    async def save(self, note: Note, before: int) -> bool:
        """``False``, and nothing is kept, where they are signed, or not any more in the revision ``before``."""


class Records(OpdRecords, Protocol):
    @property
    def notes(self) -> NoteRecords: ...


class Notes:
    """``wall_clock`` gives seconds since 1970 UTC. To all but the consultation's doctor it is unknown."""

    def __init__(self, store: Store[Records], icd10: Icd10, wall_clock: Callable[[], float], publish: Publish) -> None:
        self._store = store
        self._icd10 = icd10
        self._wall_clock = wall_clock
        self._publish = publish

    async def get(self, consultation: ConsultationId, actor: Actor) -> Note:
        """Raises ``ConsultationUnknown``."""
        async with self._store.glancing() as records:
            return _note(await _sheet(records, consultation, actor), actor)

    async def save(self, consultation: ConsultationId, base: int, changes: Changes, actor: Actor) -> Note:
        """``base``: the revision that the page has seen. Sent again it changes nothing. Raises ``Refusal``.

        ``NotesChanged`` where another page has changed the same field since.
        """
        wanted = await checked(changes, self._icd10)
        for _ in range(TRIES):
            async with self._store.writing() as records:
                saved = await self._saved(records, await _sheet(records, consultation, actor), base, wanted, actor)
            if saved is not None:
                return saved
        raise Refusal("notes_busy", "These notes are being changed in another window. Please try again.")

    async def sign(
        self, consultation: ConsultationId, base: int, identifiers: Collection[str], actor: Actor
    ) -> Consultation:
        """``identifiers``: what the patient was asked and confirmed. A consultation that has ended is closed by it.

        Guideline 3.7.4 wants a diagnosis for a prescription; notes may be signed without one. Raises ``Refusal``.
        """
        known, now = identified(list(identifiers)), self._wall_clock()
        async with self._store.writing() as records:
            sheet = await _sheet(records, consultation, actor)
            note = _signable(sheet, base)
            by = replace(actor, facility=sheet.facility)
            final = signed(note, sheet.patient, StaffId(actor.id), known, now)
            if not await records.notes.save(final, note.revision):
                raise await _faster(records, note, base)
            closed = await _closed(records, consultation, by, now)
            await records.audit.append(_event("notes.signed", sheet, by, _written(final.fields)))
        self._publish([DeskChanged(StaffId(actor.id)), TokenChanged(closed.id, closed.mobile)])
        return closed

    async def _saved(self, records: Records, sheet: Sheet, base: int, changes: Changes, actor: Actor) -> Note | None:
        """``None``: another page was faster, and it is to be put together with that."""
        _check_writable(sheet)
        before, now, doctor = _note(sheet, actor), self._wall_clock(), StaffId(actor.id)
        after = merged(before, base, changes)
        if after is before:
            return before
        is_new = before.doctor != doctor or now - before.audited_at >= AUDITED_EVERY_SECONDS
        after = replace(after, doctor=doctor, saved_at=now, audited_at=now if is_new else before.audited_at)
        if not await records.notes.save(after, before.revision):
            return None
        if is_new:
            by = replace(actor, facility=sheet.facility)
            await records.audit.append(_event("notes.saved", sheet, by, tuple(changes)))
        return after


class NotesSigned(Refusal):
    def __init__(self) -> None:
        super().__init__("notes_signed", "These notes are signed: they cannot be changed any more.")


async def _sheet(records: Records, consultation: ConsultationId, actor: Actor) -> Sheet:
    """Raises ``ConsultationUnknown`` for another doctor's."""
    sheet = await records.notes.sheet(consultation) if is_id(consultation) else None
    if sheet is None or actor.kind != "staff" or sheet.doctor != actor.id:
        raise ConsultationUnknown
    return sheet


def _note(sheet: Sheet, actor: Actor) -> Note:
    return sheet.note or blank(sheet.consultation, StaffId(actor.id))


def _check_writable(sheet: Sheet) -> None:
    """Raises ``Refusal``."""
    if sheet.note is not None and sheet.note.signature is not None:
        raise NotesSigned
    if sheet.state not in WRITTEN_WHILE:
        raise Refusal("consultation_state", "Notes are written from the call on until they are signed.")


def _signable(sheet: Sheet, base: int) -> Note:
    """Raises ``Refusal``."""
    _check_writable(sheet)
    if sheet.state not in OVER_UNSIGNED:
        raise NotNow(sheet.state, lifecycle.Event.CLOSE)
    if sheet.note is None or is_empty(sheet.note.fields):
        raise Refusal("notes_empty", "Write what there is to be said of this consultation before you sign.")
    if sheet.note.revision != base:
        raise NotesChanged(sheet.note, [name for name, when in sheet.note.touched.items() if when > base])
    return sheet.note


async def _faster(records: Records, note: Note, base: int) -> Refusal:
    """What another page has done in this very moment."""
    now = await records.notes.get(note.consultation)
    if now is None or now.signature is not None:
        return NotesSigned()
    return NotesChanged(now, [name for name, when in now.touched.items() if when > base])


async def _closed(records: Records, consultation: ConsultationId, by: Actor, now: float) -> Consultation:
    """One that was referred stays so. Raises ``Refusal`` where it has moved meanwhile."""
    before = await records.consultations.get(consultation)
    if before is None:
        raise ConsultationUnknown
    if before.state is State.REFERRED:
        return await change(records, before, "signed", by, now, {"signed_at": now})
    return await move(records, before, lifecycle.Event.CLOSE, by, now, {"signed_at": now})


def _written(fields: Fields) -> tuple[str, ...]:
    """The names of those that say something."""
    return tuple(name for name in Fields.__dataclass_fields__ if getattr(fields, name))


def _event(action: str, sheet: Sheet, by: Actor, fields: tuple[str, ...]) -> Event:
    return Event(action, by, f"consultation:{sheet.consultation}", patient=sheet.patient, fields=fields)
