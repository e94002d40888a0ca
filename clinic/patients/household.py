"""One mobile serves a family: who is reached by it, and what is asked when a number comes back after long silence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.identity.mobile import Mobile
from clinic.patients.belonging import check_staff
from clinic.patients.fields import known_state
from clinic.patients.names import same_name
from clinic.patients.patient import BirthDate, MobileId, Patient, ToldAge, indian_date, new_id
from clinic.patients.ports import MobileRecord, MobileRecords, PatientRecords
from clinic.ports import Store
from rooms.ports import Refusal

DAY_SECONDS = 86_400.0
SILENCE_SECONDS = 90 * DAY_SECONDS
"""After as long, a number may have been given to somebody else."""
WRONG_FACTS_A_DAY = 3


@dataclass(frozen=True, slots=True)
class Household:
    """``patients`` is empty as long as a second fact is needed. ``state``: LGD."""

    record: MobileRecord
    patients: tuple[Patient, ...]
    needs_second_fact: bool = False

    @property
    def mobile(self) -> MobileId:
        return self.record.id

    @property
    def number(self) -> Mobile:
        return self.record.number

    @property
    def state(self) -> int:
        return self.record.state


@dataclass(frozen=True, slots=True)
class SecondFact:
    """The name of somebody of the household, and her age or date of birth."""

    name: str
    age_years: int | None = None
    birth_date: date | None = None

    def fits(self, patient: Patient, today: date) -> bool:
        return same_name(self.name, patient.name) and self._birth_fits(patient, today)

    def _birth_fits(self, patient: Patient, today: date) -> bool:
        """Where one of both ages was but told, a year to each side is right: nobody says when the birthday is."""
        match patient.birth, self.birth_date, self.age_years:
            case BirthDate(on), date() as given, _:
                return on == given
            case BirthDate() as birth, None, int(years):
                return birth.age_years(today) == years
            case ToldAge() as birth, date() as given, _:
                return abs(birth.age_years(today) - BirthDate(given).age_years(today)) <= 1
            case ToldAge() as birth, None, int(years):
                return abs(birth.age_years(today) - years) <= 1
        return False


class Records(Protocol):
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def patients(self) -> PatientRecords: ...
    @property
    def audit(self) -> AuditTrail: ...


class Households:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(
        self, store: Store[Records], wall_clock: Callable[[], float], silence_seconds: float = SILENCE_SECONDS
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._silence_seconds = silence_seconds

    async def sign_in(self, number: Mobile, state: int, origin: str) -> Household:
        """To be called once the one-time code was verified. The first time makes the household."""
        async with self._store.writing() as records:
            return await self.sign_in_within(records, number, state, origin)

    async def sign_in_within(self, records: Records, number: Mobile, state: int, origin: str) -> Household:
        """In a transaction that is under way."""
        mobile, is_new = await opened(records, number, state, origin, self._wall_clock())
        return Household(mobile, ()) if is_new else await self._seen(records, mobile)

    async def of(self, mobile: MobileId) -> Household:
        """Raises ``Refusal`` "household_ended"."""
        async with self._store.reading() as records:
            return await _household(records, await current(records, mobile))

    async def seen(self, mobile: MobileId) -> None:
        """The number is in use: its silence begins anew. A doubted one stays doubted."""
        async with self._store.writing() as records:
            await records.mobiles.see(mobile, self._wall_clock())

    async def prove(self, mobile: MobileId, fact: SecondFact, origin: str) -> Household:
        """Raises ``Refusal``: "second_fact_wrong", which never tells what of it, or "second_fact_spent"."""
        async with self._store.writing() as records:
            record = self._may_try(await held(records, mobile))
            household = await records.patients.of_household(mobile)
            today = indian_date(self._wall_clock())
            proven = any(fact.fits(patient, today) for patient in household)
            if proven:
                await self._trust(records, record, Actor("patient", mobile, None, origin))
            else:
                await self._count_wrong(records, record, origin)
        if not proven:
            raise Refusal("second_fact_wrong", "This does not fit anybody who is registered with this number.")
        return Household(record, household)

    async def vouch(self, mobile: MobileId, actor: Actor) -> None:
        """Staff have seen that it is the same family."""
        check_staff(actor)
        async with self._store.writing() as records:
            await self._trust(records, await held(records, mobile), actor)

    async def vouch_number(self, number: Mobile, actor: Actor) -> None:
        """As ``vouch``, by the number. Raises ``Refusal``, the same whether nobody has it or it owes nothing."""
        check_staff(actor)
        async with self._store.writing() as records:
            found = await records.mobiles.find(number)
            if found is None or self._doubted(found).doubted_at is None:
                raise Refusal("household_unknown", "No family with this number has to tell who they are.")
            await self._trust(records, found, actor)

    async def start_anew(self, mobile: MobileId, origin: str) -> Household:
        """ "I am new here": the number is an empty household's; the old one is not shown, and kept for staff."""
        async with self._store.writing() as records:
            old, now = await held(records, mobile), self._wall_clock()
            fresh = MobileRecord(MobileId(new_id()), old.number, old.state, created_at=now, last_seen_at=now)
            await records.mobiles.end(mobile, now, moved_to=None)
            await records.mobiles.add(fresh)
            actor = Actor("patient", fresh.id, None, origin)
            ended, begun = f"mobile:{mobile}", f"mobile:{fresh.id}"
            await records.audit.append_all(
                [Event("household.ended", actor, ended), Event("household.opened", actor, begun)]
            )
        return Household(fresh, ())

    async def change_number(self, mobile: MobileId, new: Mobile, origin: str) -> Household:
        """The new one was verified by a one-time code. All who were reached by the old are by the new.

        Raises ``Refusal`` where either number still owes its second fact.
        """
        async with self._store.writing() as records:
            old, now = trusted(await held(records, mobile)), self._wall_clock()
            if new == old.number:
                return await _household(records, old)
            target = await self._target(records, new, old.state, origin)
            await records.mobiles.end(mobile, now, moved_to=target.id)
            await records.mobiles.change(replace(target, doubted_at=None, last_seen_at=now))
            actor = Actor("patient", target.id, None, origin)
            await records.audit.append(Event("household.moved", actor, f"mobile:{mobile}", fields=("number",)))
            return Household(target, await records.patients.of_household(target.id))

    async def _target(self, records: Records, number: Mobile, state: int, origin: str) -> MobileRecord:
        """An unproven household is not shown to whoever comes along with another number."""
        found, _ = await opened(records, number, state, origin, self._wall_clock())
        target = self._doubted(found)
        if target.doubted_at is not None and await records.patients.count_of_household(target.id):
            raise Refusal("second_fact_needed", "Please sign in with the new number first.")
        return target

    async def _seen(self, records: Records, mobile: MobileRecord) -> Household:
        record, patients = self._doubted(mobile), await records.patients.of_household(mobile.id)
        owes_fact = record.doubted_at is not None and bool(patients)
        if not owes_fact:
            record = replace(record, doubted_at=None, last_seen_at=self._wall_clock())
        if record != mobile:
            await records.mobiles.change(record)
        return Household(record, () if owes_fact else patients, owes_fact)

    def _doubted(self, mobile: MobileRecord) -> MobileRecord:
        now = self._wall_clock()
        is_silent = mobile.doubted_at is None and now - mobile.last_seen_at >= self._silence_seconds
        return replace(mobile, doubted_at=now) if is_silent else mobile

    def _may_try(self, mobile: MobileRecord) -> MobileRecord:
        """With the wrong tries of this day. They are counted from the first one."""
        if self._wall_clock() - mobile.wrong_facts_since >= DAY_SECONDS:
            return replace(mobile, wrong_facts=0, wrong_facts_since=self._wall_clock())
        if mobile.wrong_facts >= WRONG_FACTS_A_DAY:
            raise Refusal("second_fact_spent", "Please ask the staff of your health centre, or try again tomorrow.")
        return mobile

    async def _count_wrong(self, records: Records, mobile: MobileRecord, origin: str) -> None:
        await records.mobiles.change(replace(mobile, wrong_facts=mobile.wrong_facts + 1))
        actor = Actor("patient", mobile.id, None, origin)
        await records.audit.append(Event("household.fact_wrong", actor, f"mobile:{mobile.id}"))

    async def _trust(self, records: Records, mobile: MobileRecord, actor: Actor) -> None:
        now = self._wall_clock()
        await records.mobiles.change(replace(mobile, doubted_at=None, last_seen_at=now, wrong_facts=0))
        await records.audit.append(Event("household.proven", actor, f"mobile:{mobile.id}"))


async def opened(records: Records, number: Mobile, state: int, origin: str, now: float) -> tuple[MobileRecord, bool]:
    """The record of this number, and whether it was made just now. Made at once: most who register are new."""
    fresh = MobileRecord(MobileId(new_id()), number, known_state(state), created_at=now, last_seen_at=now)
    if await records.mobiles.add(fresh):
        actor = Actor("patient", fresh.id, None, origin)
        await records.audit.append(Event("household.opened", actor, f"mobile:{fresh.id}"))
        return fresh, True
    if found := await records.mobiles.find(number):
        return found, False
    return await opened(records, number, state, origin, now)  # it ended between the two


async def current(records: Records, mobile: MobileId) -> MobileRecord:
    return _going_on(await records.mobiles.get(mobile))


async def held(records: Records, mobile: MobileId) -> MobileRecord:
    """Locked until the transaction ends."""
    return _going_on(await records.mobiles.hold(mobile))


def _going_on(record: MobileRecord | None) -> MobileRecord:
    if record is None:
        raise Refusal("household_ended", "This number has changed hands. Please sign in again.")
    return record


def trusted(mobile: MobileRecord) -> MobileRecord:
    if mobile.doubted_at is not None:
        raise Refusal("second_fact_needed", "This number was silent for long. Please tell us who you are first.")
    return mobile


async def _household(records: Records, mobile: MobileRecord) -> Household:
    if mobile.doubted_at is not None:
        return Household(mobile, (), needs_second_fact=True)
    return Household(mobile, await records.patients.of_household(mobile.id))
