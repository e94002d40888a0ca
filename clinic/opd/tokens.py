"""Tokens as a patient's household has them: taking one, changing it, giving it back."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from clinic.actors import Actor
from clinic.audit.event import Event as AuditEvent
from clinic.consents.ledger import given
from clinic.consultation import access
from clinic.consultation.consent import implied_consent
from clinic.consultation.consultation import Consultation, ConsultationId, Mode, WantedGender
from clinic.consultation.lifecycle import LIVE, SEEN, Event, State
from clinic.notification.notice import Kind
from clinic.opd.board import Board
from clinic.opd.changes import ConsultationUnknown, audited, change, found, held, move, room_of, step_of, told_of
from clinic.opd.clinic import Clinic, ClinicId, Phase
from clinic.opd.events import CallOver, DeskChanged, NoticesWritten, Publish, QueueChanged, TokenChanged
from clinic.opd.hours import indian_day
from clinic.opd.ports import QueueEnd, Records
from clinic.opd.rules import Rules
from clinic.opd.telling import tell
from clinic.patients.belonging import patient_of
from clinic.patients.patient import MobileId, Patient, PatientId
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

ID_BYTES = 16
SEEN_AT_ONCE = 500
SHOWN_SECONDS = 86_400.0
"""For so long a token that has ended is still shown."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What she asks for. ``return_to``: the consultation after which she comes again. ``key``: of this one asking."""

    clinic: ClinicId
    patient: PatientId
    mode: Mode
    language: str
    key: str
    doctor_gender: WantedGender | None = None
    return_to: ConsultationId | None = None


class Tokens:
    """``wall_clock`` gives seconds since 1970 UTC. ``actor``: the household's. What is not hers is unknown to her."""

    def __init__(
        self, store: Store[Records], wall_clock: Callable[[], float], publish: Publish, rules: Rules, board: Board
    ) -> None:
        self._board = board
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._rules = rules

    async def take(self, wish: Wish, actor: Actor) -> Consultation:
        """Asked twice with one key it is one token.

        Raises ``Refusal``: clinic_closed, clinic_full, queue_full, token_already, and ``PatientNotYours``.
        """
        await self._board.of(wish.clinic)  # what she is promised is measured: it must be known
        now, mobile = self._wall_clock(), MobileId(actor.id)
        async with self._store.writing() as records:
            patient = await patient_of(records, wish.patient, actor)
            known = await records.consultations.by_key(mobile, wish.key)
            if known is not None:
                return known
            clinic = await held(records, wish.clinic)
            end = await records.consultations.queue_end(clinic.id)
            _check_open(clinic, end, indian_day(now))
            token = await self._token(records, wish, patient, clinic, end, now, mobile)
            if not await records.consultations.add(token, step_of(None, token, "taken", actor, now)):
                raise TokenAlready
            await self._kept_with(records, token, clinic, patient, actor, now)
            await self._promise(records, token, end)
        self._publish([QueueChanged(clinic.id), TokenChanged(token.id, mobile), NoticesWritten()])
        return token

    async def of_household(self, mobile: MobileId) -> Sequence[Consultation]:
        """Those that live and those of the last day, the newest first."""
        async with self._store.glancing() as records:
            return await records.consultations.of_mobile(mobile, self._wall_clock() - SHOWN_SECONDS)

    async def get(self, token: ConsultationId, actor: Actor) -> Consultation:
        """Raises ``ConsultationUnknown``."""
        async with self._store.glancing() as records:
            return await of_household(records, token, actor)

    async def withdraw(self, token: ConsultationId, actor: Actor) -> None:
        """Whoever is called at that moment is told; a consultation that goes on is ended by ``Visits.end``."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            before = await of_household(records, token, actor)
            changes = {"ended_at": now, "deadline_at": None, "telephone_at": None}
            after = await move(records, before, Event.WITHDRAW, actor, now, changes)
            told = told_of(after)
            if before.state is State.CALLED and before.doctor is not None:
                await records.duties.set_busy(before.doctor, None)
                told += [DeskChanged(before.doctor), CallOver(room_of(before))]
        self._publish(told)

    async def set_mode(self, token: ConsultationId, mode: Mode, actor: Actor) -> Consultation:
        """Video or telephone: while she waits, or in a call that her line does not carry."""
        return await self._change(token, "mode_changed", actor, LIVE, mode=mode)

    async def set_gender(self, token: ConsultationId, gender: WantedGender | None, actor: Actor) -> Consultation:
        """A wish for a woman or a man, given up or made while she waits."""
        waiting = frozenset({State.REQUESTED, State.WAITING})
        return await self._change(token, "wish_changed", actor, waiting, doctor_gender=gender)

    async def answer_offer(self, token: ConsultationId, actor: Actor, *, accept: bool) -> Consultation:
        """Whether she comes on the day that she was offered when the clinic closed."""
        if accept:
            requested = frozenset({State.REQUESTED})
            return await self._change(token, "offer_accepted", actor, requested, offer_until=None)
        await self.withdraw(token, actor)
        return await self.get(token, actor)

    async def seen(self, mobile: MobileId) -> None:
        """A page of this household is there."""
        await self.all_seen([mobile])

    async def all_seen(self, mobiles: Sequence[MobileId]) -> None:
        """Their pages are there."""
        for start in range(0, len(mobiles), SEEN_AT_ONCE):
            async with self._store.writing() as records:
                await records.consultations.see(mobiles[start : start + SEEN_AT_ONCE], self._wall_clock())

    async def note_refused(self, actor: Actor) -> None:
        """Whoever asked for a consultation that is not hers stands in the audit."""
        async with self._store.writing() as records:
            await records.audit.append(AuditEvent("consultation.refused", actor, "consultation"))

    async def _change(
        self, token: ConsultationId, word: str, actor: Actor, states: frozenset[State], **changes: Any
    ) -> Consultation:
        async with self._store.writing() as records:
            before = await of_household(records, token, actor)
            if before.state not in states:
                raise Refusal("consultation_state", "This cannot be changed any more.")
            after = await change(records, before, word, actor, self._wall_clock(), changes)
        self._publish(told_of(after))
        return after

    async def _token(
        self,
        records: Records,
        wish: Wish,
        patient: Patient,
        clinic: Clinic,
        end: QueueEnd,
        now: float,
        mobile: MobileId,
    ) -> Consultation:
        day = indian_day(now)
        number = clinic.token_last + 1 if clinic.token_day == day else 1
        await records.clinics.give_number(clinic.id, day, number)
        doctor = None if wish.return_to is None else await _seen_by(records, wish.return_to, patient)
        return Consultation(
            id=ConsultationId(secrets.token_hex(ID_BYTES)),
            clinic=clinic.id,
            day=day,
            number=number,
            patient=patient.id,
            mobile=mobile,
            state=State.WAITING,
            rank=end.rank + 1.0,
            language=wish.language,
            mode=wish.mode,
            requested_at=now,
            key=wish.key,
            doctor_gender=wish.doctor_gender,
            return_to=doctor,
            held_until=None if doctor is None else now + self._rules.return_hold_seconds,
            warned=end.waiting <= self._rules.warn_ahead,
            waiting_since=now,
            seen_at=now,
        )

    async def _promise(self, records: Records, token: Consultation, end: QueueEnd) -> None:
        """What the board says to whoever comes: its error is known when she is called."""
        view = self._board.known(token.clinic)
        promised = None if view is None else view.promise_to(token, end.waiting)
        if promised is not None:
            await records.waiting_times.add(promised)

    async def _kept_with(
        self, records: Records, token: Consultation, clinic: Clinic, patient: Patient, actor: Actor, now: float
    ) -> None:
        """Whoever asks for care has consented to it (Telemedicine Practice Guidelines 2020, section 3.4)."""
        await records.patients.attend(patient, clinic.facility, now)
        await tell(records, Kind.TOKEN_TAKEN, token, clinic, now)
        consent = implied_consent(patient.id, token.language, actor, now)
        await records.consents.add_consent(consent)
        await records.audit.append_all([audited("taken", token, actor), given(consent, actor)])


class TokenAlready(Refusal):
    def __init__(self) -> None:
        super().__init__("token_already", "There is a token for this patient in this clinic already.")


async def of_household(records: Records, token: ConsultationId, actor: Actor) -> Consultation:
    """Raises ``ConsultationUnknown`` for another household's."""
    return (await access.of_household(records, token, actor))[0]


def _check_open(clinic: Clinic, end: QueueEnd, day: str) -> None:
    """Raises ``Refusal``."""
    if clinic.phase is Phase.CLOSED:
        raise Refusal("clinic_closed", "This clinic is closed just now.")
    if clinic.token_day == day and clinic.token_last >= clinic.capacity:
        raise Refusal("clinic_full", "This clinic has given all its tokens for today.")
    if end.waiting >= clinic.most_waiting:
        raise Refusal("queue_full", "As many people as this clinic can see are waiting. Please try later.")


async def _seen_by(records: Records, earlier: ConsultationId, patient: Patient) -> StaffId:
    """The doctor who saw her then. Raises ``ConsultationUnknown``."""
    known = await found(records, earlier)
    is_hers = known.patient in await records.patients.ids(patient.id)
    if not is_hers or known.state not in SEEN or known.doctor is None:
        raise ConsultationUnknown
    return known.doctor
