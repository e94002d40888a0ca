"""Registering patients, and what their household or their facility may do with the registration."""

from collections.abc import Callable
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consents.consent import Agreed
from clinic.consents.ledger import LedgerRecords, consent_to, given
from clinic.patients.belonging import check_staff, patient_of
from clinic.patients.fields import changed, registered
from clinic.patients.household import held, trusted
from clinic.patients.names import same_name, wanted_tokens
from clinic.patients.patient import Changes, MobileId, NewPatient, Patient, PatientId, PatientNotYours, is_id
from clinic.patients.ports import MobileRecords, PatientRecords
from clinic.ports import Store
from rooms.ports import Refusal

MOST_IN_HOUSEHOLD = 30
MOST_FOUND = 50


class Records(LedgerRecords, Protocol):
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def patients(self) -> PatientRecords: ...


class Patients:
    """``wall_clock`` gives seconds since 1970 UTC. What names a patient raises ``PatientNotYours`` for any other."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def register(self, told: NewPatient, agreed: Agreed, actor: Actor, mobile: MobileId | None = None) -> Patient:
        """``mobile``: her household's, the actor's own by default; staff can register somebody who has none.

        Raises ``Refusal``; "patient_already_here" for the same name and birth in this household.
        """
        now = self._wall_clock()
        patient = registered(told, now)
        consent = consent_to(agreed, patient.id, actor, now)
        async with self._store.writing() as records:
            household = _own(mobile, actor)
            if household is not None:
                await _check_room(records, household, patient, actor)
            await records.patients.add(patient)
            if household is not None:
                await records.patients.link(patient.id, household, now)
            if actor.kind == "staff":
                await records.patients.attend(patient, check_staff(actor), now)
            await records.consents.add_consent(consent)
            events = [_event("patient.registered", patient.id, actor), given(consent, actor)]
            await records.audit.append_all(events)
        return patient

    async def choose(self, patient: PatientId, actor: Actor) -> Patient:
        """The one who is ill today."""
        async with self._store.reading() as records:
            return await patient_of(records, patient, actor)

    async def update(self, patient: PatientId, changes: Changes, actor: Actor) -> Patient:
        async with self._store.writing() as records:
            before = await patient_of(records, patient, actor)
            after, fields = changed(before, changes, self._wall_clock())
            if fields:
                await records.patients.change(after, fields)
                await records.audit.append(_event("patient.changed", after.id, actor, fields))
        return after

    async def remove(self, patient: PatientId, actor: Actor, mobile: MobileId | None = None) -> None:
        """The wrong person: not of this household any more. The record is kept, and ``restore`` undoes it."""
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            household = _named(mobile, actor)
            await records.patients.unlink(found.id, household, self._wall_clock())
            await records.audit.append(_event("patient.removed", found.id, actor))

    async def restore(self, patient: PatientId, actor: Actor, mobile: MobileId | None = None) -> Patient:
        async with self._store.writing() as records:
            household = _named(mobile, actor)
            trusted(await held(records, household))
            if not is_id(patient) or not await records.patients.relink(patient, household):
                raise PatientNotYours(patient)
            found = await patient_of(records, patient, actor)
            await records.audit.append(_event("patient.restored", found.id, actor))
        return found

    async def attach(self, patient: PatientId, mobile: MobileId, actor: Actor) -> None:
        """Staff bring a patient of their facility into a household: her family has another number now."""
        check_staff(actor)
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            trusted(await held(records, mobile))
            await records.patients.link(found.id, mobile, self._wall_clock())
            await records.audit.append(_event("patient.attached", found.id, actor))

    async def attend(self, patient: PatientId, facility: str, actor: Actor) -> None:
        """From now on a patient of this facility too: she asks for a consultation there. It must be one that exists."""
        if not is_id(facility):
            raise Refusal("facility_unknown", "There is no such health facility.")
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            if await records.patients.attend(found, facility, self._wall_clock()):
                event = Event("patient.attends", actor, f"patient:{found.id}", patient=found.id, facility=facility)
                await records.audit.append(event)

    async def open_record(self, patient: PatientId, actor: Actor) -> Patient:
        """An event too: patients see who opened theirs."""
        async with self._store.writing() as records:
            found = await patient_of(records, patient, actor)
            await records.audit.append(_event("record.opened", found.id, actor))
        return found

    async def note_refused(self, refusal: PatientNotYours, actor: Actor) -> None:
        """To be called where the refusal is answered: what raised it was undone, its audit with it."""
        subject = f"patient:{refusal.patient}" if is_id(refusal.patient) else "patient"
        async with self._store.writing() as records:
            await records.audit.append(Event("record.refused", actor, subject))

    async def search(self, text: str, actor: Actor) -> tuple[Patient, ...]:
        """By words of the name or their beginnings, within the facility of whoever asks; by name."""
        facility, tokens = check_staff(actor), wanted_tokens(text)
        if not tokens:
            raise Refusal("search_empty", "Please write a name, or the first three letters of one.")
        async with self._store.reading() as records:
            found = await records.patients.search(facility, tokens, MOST_FOUND)
        return tuple(sorted(found, key=lambda patient: patient.name.casefold()))


def _own(mobile: MobileId | None, actor: Actor) -> MobileId | None:
    """Only staff can act for a household that is not theirs."""
    return MobileId(actor.id) if actor.kind == "patient" else mobile


def _named(mobile: MobileId | None, actor: Actor) -> MobileId:
    household = _own(mobile, actor)
    if household is None:
        raise Refusal("household_missing", "Please say which mobile number this is about.")
    return household


async def _check_room(records: Records, household: MobileId, patient: Patient, actor: Actor) -> None:
    """Whoever taps twice registers once: the household is held until the transaction ends."""
    trusted(await held(records, household))
    others = await records.patients.of_household(household)
    if any(other.birth == patient.birth and same_name(other.name, patient.name) for other in others):
        raise Refusal("patient_already_here", "This person is on your list already.")
    if actor.kind == "patient" and len(others) >= MOST_IN_HOUSEHOLD:
        raise Refusal("household_full", f"One number serves up to {MOST_IN_HOUSEHOLD} people.")


def _event(action: str, patient: PatientId, actor: Actor, fields: tuple[str, ...] = ()) -> Event:
    return Event(action, actor, f"patient:{patient}", patient=patient, fields=fields)
