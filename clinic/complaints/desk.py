"""Filing complaints, and the grievance officer's list of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, cast

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.complaints.complaint import (
    TEXT_LENGTH,
    Complaint,
    ComplaintId,
    Kind,
    Progress,
    Reference,
    State,
    Told,
    after,
    checked,
    filer,
    new_reference,
    read_reference,
)
from clinic.patients.patient import is_id, new_id
from clinic.patients.wording import paragraph
from clinic.ports import Store
from rooms.ports import Refusal

MOST_LISTED = 200


class ComplaintRecords(Protocol):
    async def add(self, complaint: Complaint) -> bool:
        """False, and nothing is kept, where the reference is taken."""

    async def find(self, reference: Reference) -> Complaint | None: ...

    async def hold(self, complaint: ComplaintId) -> Complaint | None:
        """Locked until the transaction ends."""

    async def change(self, complaint: Complaint) -> None: ...

    async def filed(self, state: State | None, limit: int) -> Sequence[Complaint]:
        """The oldest first; ``None``: in any state."""


class Records(Protocol):
    @property
    def complaints(self) -> ComplaintRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


class Complaints:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def file(self, told: Told, actor: Actor | None, origin: str) -> Complaint:
        """``actor``: whoever is signed in, if anybody. Its ``reference`` is to be quoted. Raises ``Refusal``."""
        complaint = _filed(checked(told), actor, self._wall_clock())
        async with self._store.writing() as records:
            while not await records.complaints.add(complaint):
                complaint = replace(complaint, reference=new_reference())
            await records.audit.append(_event("filed", complaint.id, actor or _anybody(origin)))
        return complaint

    async def follow(self, reference: str, actor: Actor | None) -> Progress:
        """What became of it. Raises ``Refusal``."""
        read = read_reference(reference)
        async with self._store.reading() as records:
            found = await records.complaints.find(read) if read else None
        if found is None:
            raise Refusal("complaint_unknown", "There is no complaint with this reference.")
        is_hers = found.filed_by is not None and found.filed_by == filer(actor)
        return Progress(found.reference, found.state, found.filed_at, found.answer if is_hers else None)

    async def filed(self, state: State | None = None, limit: int = MOST_LISTED) -> Sequence[Complaint]:
        """For the grievance officer, the oldest first."""
        async with self._store.reading() as records:
            return await records.complaints.filed(state, min(limit, MOST_LISTED))

    async def answer(self, complaint: ComplaintId, text: str, actor: Actor) -> Complaint:
        written = paragraph(text, TEXT_LENGTH, "complaint_answer_invalid")
        async with self._store.writing() as records:
            found = await _held(records, complaint)
            answered = replace(found, state=after(found, "answer"), answer=written, answered_at=self._wall_clock())
            await records.complaints.change(answered)
            await records.audit.append(_event("answered", complaint, actor))
        return answered

    async def answer_by_reference(self, reference: str, text: str, actor: Actor) -> Complaint:
        """Raises ``Refusal``."""
        read = read_reference(reference)
        async with self._store.reading() as records:
            found = await records.complaints.find(read) if read else None
        if found is None:
            raise Refusal("complaint_unknown", "There is no complaint with this reference.")
        return await self.answer(found.id, text, actor)

    async def close(self, complaint: ComplaintId, actor: Actor) -> Complaint:
        async with self._store.writing() as records:
            found = await _held(records, complaint)
            closed = replace(found, state=after(found, "close"), closed_at=self._wall_clock())
            await records.complaints.change(closed)
            await records.audit.append(_event("closed", complaint, actor))
        return closed


def _filed(told: Told, actor: Actor | None, now: float) -> Complaint:
    return Complaint(
        id=ComplaintId(new_id()),
        reference=new_reference(),
        kind=cast(Kind, told.kind),
        text=told.text,
        page=told.page,
        contact=told.contact,
        filed_by=filer(actor),
        filed_at=now,
    )


async def _held(records: Records, complaint: ComplaintId) -> Complaint:
    found = await records.complaints.hold(complaint) if is_id(complaint) else None
    if found is None:
        raise Refusal("complaint_unknown", "There is no such complaint.")
    return found


def _anybody(origin: str) -> Actor:
    return Actor("system", "anybody", None, origin)


def _event(done: str, complaint: ComplaintId, actor: Actor) -> Event:
    return Event(f"complaint.{done}", actor, f"complaint:{complaint}")
