"""A doctor is not there any more: whoever was with her goes back to the front, and is lost to nobody."""

from collections.abc import Mapping
from typing import Any

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import WITH_DOCTOR, Event
from clinic.opd.changes import held, move, place, room_of
from clinic.opd.events import CallOver, DeskChanged, DomainEvent, QueueChanged, TokenChanged
from clinic.opd.ports import Records
from clinic.staff.account import StaffId

IN_NOBODYS_HANDS: Mapping[str, Any] = {
    "doctor": None,
    "deadline_at": None,
    "telephone_at": None,
    "interrupted_at": None,
    "delayed": False,
}
NOT_ASKED: Mapping[str, Any] = {"asked_doctor": None, "asked_clinic": None}


async def release(records: Records, one: Consultation, actor: Actor, now: float, reason: str = "") -> list[DomainEvent]:
    """To the front of her clinic's queue."""
    await held(records, one.clinic)
    rank = await place(records, one.clinic, 0)
    doctor = one.doctor
    changes = {"rank": rank, "seen_at": now, "warned": True, **IN_NOBODYS_HANDS, **NOT_ASKED}
    await move(records, one, Event.RELEASE, actor, now, changes, reason=reason)
    told: list[DomainEvent] = [QueueChanged(one.clinic), TokenChanged(one.id, one.mobile), CallOver(room_of(one))]
    if doctor is not None:
        await records.duties.set_busy(doctor, None)
        told.append(DeskChanged(doctor))
    return told


async def release_all_of(records: Records, doctor: StaffId, actor: Actor, now: float) -> list[DomainEvent]:
    told: list[DomainEvent] = []
    one = await records.consultations.in_hands_of(doctor)
    while one is not None and one.state in WITH_DOCTOR:
        told += await release(records, one, actor, now, "her doctor is not there any more")
        one = await records.consultations.in_hands_of(doctor)
    return told
