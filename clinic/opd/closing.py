"""What a clinic's closing and opening mean for those who wait: another day's first places, and their numbers then."""

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import Event
from clinic.notification.notice import Kind
from clinic.opd.changes import move
from clinic.opd.clinic import Clinic
from clinic.opd.events import DomainEvent, TokenChanged
from clinic.opd.hours import Opening, indian_day
from clinic.opd.policy import in_order
from clinic.opd.ports import Records
from clinic.opd.telling import tell


async def offer_another_day(records: Records, clinic: Clinic, actor: Actor, now: float) -> list[DomainEvent]:
    """Everybody who waits is offered the first places of the next day, in the order in which they wait.

    Whoever is with a doctor stays there. Where no other day is known their tokens end.
    """
    opening = clinic.hours.first_of_another_day(now)
    told: list[DomainEvent] = []
    for index, one in enumerate(in_order(await records.consultations.waiting(clinic.id))):
        after = await _without_place(records, one, opening, index, actor, now)
        if opening is None:
            await tell(records, Kind.CANCELLED, after, clinic, now)
        else:
            await tell(records, Kind.CLINIC_CLOSED, after, clinic, now, opens_at=opening.opens_at)
        told.append(TokenChanged(one.id, one.mobile))
    return told


async def admit_of_today(records: Records, clinic: Clinic, actor: Actor, now: float) -> list[DomainEvent]:
    """Those who have a place of this day wait from now on, the first ones. The clinic is held."""
    day = indian_day(now)
    number = clinic.token_last if clinic.token_day == day else 0
    rank = (await records.consultations.queue_end(clinic.id)).rank
    told: list[DomainEvent] = []
    for one in await records.consultations.requested(clinic.id, day):
        number, rank = number + 1, rank + 1.0
        changes = {"number": number, "rank": rank, "waiting_since": now, "offer_until": None, "warned": False}
        after = await move(records, one, Event.ADMIT, actor, now, changes)
        await tell(records, Kind.TOKEN_TAKEN, after, clinic, now)
        told.append(TokenChanged(one.id, one.mobile))
    if told:
        await records.clinics.give_number(clinic.id, day, number)
    return told


async def _without_place(
    records: Records, one: Consultation, opening: Opening | None, index: int, actor: Actor, now: float
) -> Consultation:
    if opening is None:
        return await move(records, one, Event.CANCEL, actor, now, {"ended_at": now}, reason="no other day is known")
    changes = {
        "day": indian_day(opening.opens_at),
        "rank": float(index),
        "offer_until": opening.opens_at,
        "waiting_since": None,
    }
    return await move(records, one, Event.POSTPONE, actor, now, changes)
