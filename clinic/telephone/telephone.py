"""Ringing by telephone, and hearing from the provider what became of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation.consultation import ConsultationId
from clinic.identity.mobile import Mobile, parse_mobile
from clinic.patients.patient import MobileId, new_id
from clinic.ports import Store
from clinic.staff.account import Account, StaffId
from clinic.staff.application import Application
from clinic.telephone.call import Call, CallChanged, CallId, News, Purpose, Ringing, State, changed, new_token, sha256
from clinic.telephone.ports import Records, TelephoneFailed, TelephoneGateway
from clinic.telephone.words import announcement
from rooms.ports import Refusal

SILENT_SECONDS = 150.0
"""A call that nobody tells of for so long has failed: two telephones ring for a minute each at most."""
LONGEST_CALL_SECONDS = 2 * 3600.0
NO_NEWS = "no news"
BATCH = 100

Publish = Callable[[Sequence[CallChanged]], None]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom to ring for what. ``mobile``: the household's record. ``limit_seconds``: the provider may cut it then."""

    consultation: ConsultationId
    purpose: Purpose
    mobile: MobileId
    doctor: StaffId
    language: str
    limit_seconds: int = 1_800


class Telephone:
    """``publish`` is told after the commit. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(
        self, store: Store[Records], gateway: TelephoneGateway, wall_clock: Callable[[], float], publish: Publish
    ) -> None:
        self._store = store
        self._gateway = gateway
        self._wall_clock = wall_clock
        self._publish = publish

    async def ring(self, wanted: Wanted, actor: Actor) -> Call:
        """Returns when the provider has taken it; the call is ``failed`` where it did not.

        Raises ``Refusal``: ``patient_number_missing``, ``doctor_number_missing``, and ``telephone_rings`` while another
        call for the same purpose goes on. Where no answer of the provider came it may ring: its call-back tells.
        """
        call, token = _new_call(wanted, self._wall_clock()), new_token()
        async with self._store.writing() as records:
            ringing = await self._prepared(records, wanted, call.id, token)
            if not await records.telephone_calls.add(call, sha256(token)):
                raise Refusal("telephone_rings", "The telephone is ringing already.")
            subject = f"consultation:{wanted.consultation}"
            await records.audit.append(Event("telephone.rung", actor, subject, fields=(wanted.purpose,)))
        return await self._asked(call, ringing)

    async def hear(self, token: str | None, told: Mapping[str, object]) -> Call:
        """A call-back: ``token`` of its address, if any stands there. Twice, late and in any order does no harm.

        Raises ``Refusal`` call_unknown.
        """
        news = self._gateway.news(told)
        shown = sha256(token or news.token or "")
        async with self._store.reading() as records:  # strangers are not let into the line of those who write
            if not await records.telephone_calls.knows(shown):
                raise Refusal("call_unknown", "There is no such call.")
        async with self._store.writing() as records:
            before = _kept(await records.telephone_calls.hold_by_token(shown))
            after = before.told(news, self._wall_clock())
            await records.telephone_calls.save(after)
        self._tell(before, after)
        return after

    async def give_up_silent(self) -> int:
        """Calls of which the provider has told nothing for too long; how many. To be called again and again."""
        now = self._wall_clock()
        async with self._store.reading() as records:
            calls = records.telephone_calls
            silent = [*await calls.silent({State.REQUESTED, State.RINGING}, now - SILENT_SECONDS, BATCH)]
            silent += await calls.silent({State.ANSWERED}, now - LONGEST_CALL_SECONDS, BATCH)
        for call in silent:
            await self._give_up(call, now)
        return len(silent)

    async def of(self, consultation: ConsultationId) -> Sequence[Call]:
        """The oldest first."""
        async with self._store.reading() as records:
            return await records.telephone_calls.of(consultation)

    async def _asked(self, call: Call, ringing: Ringing) -> Call:
        try:
            taken = News(None, provider_id=await self._gateway.ring(ringing))
        except TelephoneFailed as failure:
            if failure.may_ring:
                return call
            reason = failure.reason
            return await self._change(call.id, lambda one: one.failed(reason, self._wall_clock()))
        return await self._change(call.id, lambda one: one.told(taken, self._wall_clock()))

    async def _change(self, call: CallId, change: Callable[[Call], Call]) -> Call:
        """As it is kept now: a call-back may have been faster than the provider's answer."""
        async with self._store.writing() as records:
            before = _kept(await records.telephone_calls.hold(call))
            after = change(before)
            await records.telephone_calls.save(after)
        self._tell(before, after)
        return after

    async def _give_up(self, call: CallId, now: float) -> None:
        async with self._store.writing() as records:
            before = await records.telephone_calls.hold(call)
            if before is None or before.is_over or before.heard_at > now - SILENT_SECONDS:
                return  # another process, or the provider, was faster
            after = _without_news(before, now)
            await records.telephone_calls.save(after)
        self._tell(before, after)

    def _tell(self, before: Call, after: Call) -> None:
        if after.state is not before.state:
            self._publish([changed(after)])

    async def _prepared(self, records: Records, wanted: Wanted, call: CallId, token: str) -> Ringing:
        """Raises ``Refusal`` where a number is missing."""
        patient = (await records.mobiles.numbers([wanted.mobile])).get(wanted.mobile)
        if patient is None:
            raise Refusal("patient_number_missing", "There is no number by which the patient could be rung.")
        account = await records.staff.get(wanted.doctor)
        application = await records.staff.applications.get(wanted.doctor)
        doctor = None if account is None else number_of(account, application)
        if account is None or (doctor is None and self._gateway.needs_doctor(wanted.purpose)):
            raise Refusal("doctor_number_missing", "The doctor's account has no mobile number to ring.")
        text, language = announcement(wanted.purpose, wanted.language, account, application)
        return Ringing(call, wanted.purpose, token, patient, doctor, text, language, wanted.limit_seconds)


def number_of(account: Account, application: Application | None) -> Mobile | None:
    """Of her application; else her login, which may be one."""
    told = application.profile.mobile if application else None
    try:
        return parse_mobile(told or account.login)
    except Refusal:
        return None


def _new_call(wanted: Wanted, now: float) -> Call:
    return Call(CallId(new_id()), wanted.consultation, wanted.purpose, requested_at=now, heard_at=now)


def _kept(call: Call | None) -> Call:
    if call is None:
        raise AssertionError("Calls are never removed.")
    return call


def _without_news(call: Call, now: float) -> Call:
    """One that was answered has most likely ended as calls do; when, nobody knows."""
    if call.state is State.ANSWERED:
        return replace(call.told(News(State.COMPLETED), now), reason=NO_NEWS)
    return call.failed(NO_NEWS, now)
