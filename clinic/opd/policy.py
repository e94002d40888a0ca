"""The order of a waiting room, as one written policy. Pure: it is told who waits, who is on duty, and the time.

1. Whoever comes first is seen first. Whom a doctor has confirmed as urgent comes before, but when whoever is first of
   the others has been overtaken ``most_overtaken`` times, she is next: so nobody waits for ever.
2. A missed call brings her back to the place after next, not to the end; after ``most_missed`` of them it is a no-show.
3. A return visit is kept for her doctor until ``held_until``, if that one is at work today. A wish for a woman or a
   man is never broken.
4. A patient goes to a doctor who speaks her language, as long as one is on duty and her patience lasts.
5. Whose page has been away for ``away_seconds`` is passed over, and keeps her place. On the telephone nobody is away.
6. Two who have parted ways (a block) are not brought together again.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from clinic.consultation.consultation import Consultation
from clinic.opd.clinic import Duty, DutyState
from clinic.opd.rules import Rules
from clinic.patients.patient import PatientId

AFTER_NEXT = 1


@dataclass(frozen=True, slots=True)
class Choice:
    """``overtaken``: who was first and was not called; ``None`` where she was, or nobody else could be."""

    called: Consultation
    overtaken: Consultation | None


@dataclass(frozen=True, slots=True)
class Room:
    """A waiting room as one doctor finds it. ``waiting``: by rank. ``blocked``: whom she does not see."""

    waiting: Sequence[Consultation]
    doctor: Duty
    on_duty: Sequence[Duty]
    blocked: Collection[PatientId] = ()


def in_order(waiting: Sequence[Consultation]) -> list[Consultation]:
    """As places are counted."""
    return sorted(waiting, key=lambda one: (not one.urgent, one.rank))


def next_for(room: Room, rules: Rules, now: float) -> Choice | None:
    """``None`` where nobody waits whom this doctor should see now."""
    fit = [one for one in in_order(room.waiting) if may_see(room, one, rules, now)]
    first = next((one for one in fit if not one.urgent), None)
    if first is not None and first.overtaken >= rules.most_overtaken:
        return Choice(first, None)
    called = next((one for one in fit if _is_hers_to_take(room, one, rules, now)), None)
    return None if called is None else Choice(called, overtaken_by(called, first))


def chosen(room: Room, wanted: Consultation, rules: Rules, now: float) -> Choice | None:
    """A doctor's own choice; ``None`` where somebody else has been overtaken too often. An urgent one goes always."""
    fit = [one for one in in_order(room.waiting) if may_see(room, one, rules, now)]
    first = next((one for one in fit if not one.urgent), None)
    overtaken = overtaken_by(wanted, first)
    if overtaken is not None and overtaken.overtaken >= rules.most_overtaken and not wanted.urgent:
        return None
    return Choice(wanted, overtaken)


def overtaken_by(called: Consultation, first: Consultation | None) -> Consultation | None:
    return None if first is None or first.id == called.id else first


def may_see(room: Room, one: Consultation, rules: Rules, now: float) -> bool:
    """Whether this doctor may call her at all now."""
    return fits(room, one) and not is_kept(room, one, now) and not is_away(one, rules, now)


def fits(room: Room, one: Consultation) -> bool:
    wish = one.doctor_gender
    return one.patient not in room.blocked and (wish is None or room.doctor.gender == wish)


def is_kept(room: Room, one: Consultation, now: float) -> bool:
    """For the doctor whom she comes back to, as long as that one is at work or on a break."""
    is_held = one.held_until is not None and now < one.held_until
    is_expected = any(duty.doctor == one.return_to for duty in room.on_duty)
    return is_held and is_expected and one.return_to != room.doctor.doctor


def is_away(one: Consultation, rules: Rules, now: float) -> bool:
    last = max(one.seen_at or 0.0, one.waiting_since or 0.0)
    return one.mode == "video" and now - last > rules.away_seconds


def _is_hers_to_take(room: Room, one: Consultation, rules: Rules, now: float) -> bool:
    """Not while a doctor who speaks her language is at work and could be waited for."""
    if one.language in room.doctor.languages or one.return_to == room.doctor.doctor:
        return True
    others = (duty for duty in room.on_duty if duty.doctor != room.doctor.doctor and duty.state is DutyState.ON)
    is_spoken = any(one.language in duty.languages for duty in others)
    has_patience = now - (one.waiting_since or now) < rules.language_patience_seconds
    return not (is_spoken and has_patience)


def rank_at(waiting: Sequence[Consultation], index: int) -> float | None:
    """A rank that puts somebody there, of those in order of rank; ``None``: ranks are too close, number them anew."""
    ranks = sorted(one.rank for one in waiting)
    if not ranks:
        return 0.0
    if index <= 0:
        return ranks[0] - 1.0
    if index >= len(ranks):
        return ranks[-1] + 1.0
    between = (ranks[index - 1] + ranks[index]) / 2
    return between if ranks[index - 1] < between < ranks[index] else None
