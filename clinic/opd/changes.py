"""Moving a consultation: the table decides, the history and the audit have it in the same transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from clinic.actors import SYSTEM, Actor
from clinic.audit.event import Event as AuditEvent
from clinic.consultation.consultation import Consultation, ConsultationId, Step
from clinic.consultation.lifecycle import Event, NotNow
from clinic.opd.clinic import Clinic, ClinicId
from clinic.opd.events import DeskChanged, DomainEvent, QueueChanged, TokenChanged
from clinic.opd.policy import rank_at
from clinic.opd.ports import Records
from rooms.ports import Refusal, RoomId


class ConsultationUnknown(Refusal):
    """Not there, or not hers: whoever asks is not told which."""

    def __init__(self) -> None:
        super().__init__("consultation_unknown", "This consultation is not on your list.")


class ClinicUnknown(Refusal):
    def __init__(self) -> None:
        super().__init__("clinic_unknown", "There is no such clinic.")


async def move(
    records: Records,
    before: Consultation,
    event: Event,
    actor: Actor,
    now: float,
    changes: Mapping[str, Any],
    *,
    reason: str = "",
    figures: Mapping[str, Any] | None = None,
) -> Consultation:
    """Raises ``NotNow`` where the table, or somebody who was faster, is against it."""
    after = before.moved(event, **changes)
    if not await records.consultations.save(before, after, step_of(before, after, event, actor, now, figures)):
        raise NotNow(before.state, event)
    await records.audit.append(audited(event.value, after, actor, reason))
    return after


async def change(
    records: Records,
    before: Consultation,
    word: str,
    actor: Actor,
    now: float,
    changes: Mapping[str, Any],
    *,
    reason: str = "",
) -> Consultation:
    """Of something else than its state. Raises ``NotNow`` where it has moved meanwhile."""
    after = replace(before, **changes)
    if not await records.consultations.save(before, after, step_of(before, after, word, actor, now)):
        raise NotNow(before.state, Event.CALL)
    await records.audit.append(audited(word, after, actor, reason, tuple(sorted(changes))))
    return after


def step_of(
    before: Consultation | None,
    after: Consultation,
    event: str,
    actor: Actor,
    now: float,
    figures: Mapping[str, Any] | None = None,
) -> Step:
    was = None if before is None else before.state
    return Step(str(event), was, after.state, now, actor.kind, actor.id, figures or {})


def audited(
    word: str, consultation: Consultation, actor: Actor, reason: str = "", fields: Sequence[str] = ()
) -> AuditEvent:
    subject = f"consultation:{consultation.id}"
    return AuditEvent(
        f"consultation.{word}", actor, subject, patient=consultation.patient, reason=reason, fields=tuple(fields)
    )


async def found(records: Records, consultation: ConsultationId) -> Consultation:
    """Raises ``ConsultationUnknown``."""
    known = await records.consultations.get(consultation)
    if known is None:
        raise ConsultationUnknown
    return known


async def clinic_of(records: Records, one: Consultation) -> Clinic:
    """Raises ``ClinicUnknown``."""
    known = await records.clinics.get(one.clinic)
    if known is None:
        raise ClinicUnknown
    return known


async def held(records: Records, clinic: ClinicId) -> Clinic:
    """Its queue is nobody else's until the transaction ends. Raises ``ClinicUnknown``."""
    known = await records.clinics.hold(clinic)
    if known is None or known.ended_at is not None:
        raise ClinicUnknown
    return known


async def place(records: Records, clinic: ClinicId, index: int) -> float:
    """A rank for that place among those who wait; the clinic is held."""
    waiting = await records.consultations.waiting(clinic)
    rank = rank_at(waiting, index)
    if rank is None:
        for number, one in enumerate(waiting):
            await records.consultations.save(one, replace(one, rank=float(number)))
        rank = rank_at(await records.consultations.waiting(clinic), index)
    return float(rank or 0.0)


def by_system(clinic: Clinic) -> Actor:
    """What time does, in the chain of the clinic's facility."""
    return replace(SYSTEM, facility=clinic.facility)


def room_of(one: Consultation) -> RoomId:
    """Of its present call: each one has a room of its own, also one that is called again within the same second."""
    return RoomId(f"call-{one.id}-{int((one.called_at or 0) * 1000)}")


def consultation_of(room: RoomId) -> ConsultationId | None:
    """``None`` for a room that is no consultation's."""
    word, _, rest = room.partition("-")
    return ConsultationId(rest.partition("-")[0]) if word == "call" else None


def told_of(one: Consultation) -> list[DomainEvent]:
    """Everybody who sees it: the queue, the household, and the doctor's desk."""
    desk: list[DomainEvent] = [] if one.doctor is None else [DeskChanged(one.doctor)]
    return [QueueChanged(one.clinic), TokenChanged(one.id, one.mobile), *desk]
