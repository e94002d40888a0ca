"""Raising a danger alert, and telling more people of one that nobody answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from clinic.actors import SYSTEM, Actor
from clinic.audit.event import Event
from clinic.identity.mobile import Mobile
from clinic.notification.notice import Kind, Notice, notice
from clinic.patients.patient import MobileId, is_id, new_id
from clinic.ports import Store
from clinic.staff.account import Account, StaffId
from clinic.triage.alert import Alert, AlertId, Checked, Told, after, checked
from clinic.triage.events import AlertRaised, AlertUnanswered, PatientWorse, TriageEvent
from clinic.triage.ports import Records, Waiting
from clinic.triage.question_set import DANGER_SIGNS, QUESTION_SETS, QuestionSet
from rooms.ports import Refusal

SEEN_WITHIN_SECONDS = 60.0
"""A doctor whose desk was not there for so long is not reached, whatever her duty says."""
FORGOTTEN_SECONDS = 900.0
EXPIRES_SECONDS = 86_400.0
KEPT_SECONDS = 90 * 86_400.0
AT_ONCE = 50
STAFF_LANGUAGE = "en"

Publish = Callable[[Sequence[TriageEvent]], None]


class StaffRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...


class NoticeRecords(Protocol):
    async def add_all(self, notices: Sequence[Notice]) -> None: ...


class AlertsRecords(Records, Protocol):
    @property
    def notices(self) -> NoticeRecords: ...
    @property
    def staff(self) -> StaffRecords: ...


@dataclass(frozen=True, slots=True)
class Progress:
    """What whoever raised it may know. ``told``: a doctor on duty was reached. ``doctor``: who has taken it."""

    told: bool
    told_again: bool
    is_open: bool
    doctor: str | None


class Alerts:
    """``wall_clock`` gives seconds since 1970 UTC. ``patience_seconds``: then more people are told.

    ``publish`` is called after each change was kept.
    """

    def __init__(
        self,
        store: Store[AlertsRecords],
        wall_clock: Callable[[], float],
        publish: Publish,
        patience_seconds: float = 60.0,
        questions: QuestionSet = QUESTION_SETS[DANGER_SIGNS],
    ) -> None:
        self._store = store
        self._wall_clock = wall_clock
        self._publish = publish
        self._patience_seconds = patience_seconds
        self._questions = questions

    async def raise_alert(self, told: Told, actor: Actor | None, origin: str) -> Alert:
        """``actor``: whoever is signed in, if anybody. The same key again gives the same alert. Raises ``Refusal``."""
        taken = checked(told, self._questions)
        async with self._store.writing() as records:
            before = await records.alerts.by_key(told.key) if told.key else None
            if before is not None:
                return before
            waiting = await _marked_worse(records, told, actor, self._wall_clock())
            alert, doctors = await self._new(records, taken, waiting, told.key, actor)
            if not await records.alerts.add(alert):  # its key came twice at the same moment
                return await records.alerts.by_key(alert.key or "") or alert
            events = await self._who_is_told(records, alert, doctors)
            await records.audit.append_all(_audited(alert, waiting, actor or Actor("system", "anybody", None, origin)))
        self._publish(events if waiting is None else [*events, PatientWorse(waiting.consultation, waiting.clinic)])
        return alert

    async def progress(self, alert: AlertId) -> Progress:
        """For whoever knows its id, which is told to nobody else but the staff. Raises ``Refusal``."""
        async with self._store.reading() as records:
            found = await records.alerts.find(alert) if is_id(alert) else None
            if found is None:
                raise Refusal("alert_unknown", "There is no such alert.")
            doctor = None if found.taken_by is None else await records.staff.get(found.taken_by)
        name = None if doctor is None else doctor.name
        return Progress(found.told > 0, found.told_again_at is not None, found.is_open, name)

    async def tell_more(self) -> None:
        """Those that nobody took in time go to medical officers and administrators as well."""
        before = self._wall_clock() - self._patience_seconds
        async with self._store.reading() as records:
            if not await records.alerts.is_any_unanswered(before):
                return
        async with self._store.writing() as records:
            due = await records.alerts.unanswered(before, AT_ONCE)
            events = [await self._told_again(records, alert) for alert in due]
            await records.audit.append_all([event("told_again", alert, SYSTEM) for alert in due])
        self._publish(events)

    async def sweep(self) -> None:
        """What was taken and forgotten lies open again; what nobody took for a day expires; old ones are removed."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            await records.alerts.remove_over(now - KEPT_SECONDS)
            due = await records.alerts.forgotten(now - FORGOTTEN_SECONDS, now - EXPIRES_SECONDS, AT_ONCE)
            changed = [_swept(alert, now) for alert in due]
            events = [await self._reopened(records, alert) for alert in changed]
            words = ["expired" if alert.standing == "expired" else "lapsed" for alert in changed]
            await records.audit.append_all([event(word, one, SYSTEM) for word, one in zip(words, changed, strict=True)])
        self._publish(events)

    async def _new(
        self, records: AlertsRecords, told: Checked, waiting: Waiting | None, key: str | None, actor: Actor | None
    ) -> tuple[Alert, tuple[StaffId, ...]]:
        """With the doctors on duty who are to be told."""
        now = self._wall_clock()
        state = told.state if waiting is None else waiting.state
        doctors = tuple(await records.alerts.on_duty(state, now - SEEN_WITHIN_SECONDS))
        alert = Alert(
            id=AlertId(new_id()),
            signs=told.signs,
            version=self._questions.version,
            language=told.language,
            mobile=told.mobile or await _own_number(records, actor),
            place=told.place,
            position=told.position,
            state=state,
            consultation=None if waiting is None else waiting.consultation,
            raised_by=None if actor is None else f"{actor.kind}:{actor.id}",
            raised_at=now,
            key=key,
            told=len(doctors),
        )
        return alert, doctors

    async def _who_is_told(
        self, records: AlertsRecords, alert: Alert, doctors: tuple[StaffId, ...]
    ) -> list[TriageEvent]:
        """Where no doctor is on duty, the others are told at once."""
        if doctors:
            await self._note(records, doctors)
            return [AlertRaised(alert.id, doctors)]
        return [await self._told_again(records, alert)]

    async def _reopened(self, records: AlertsRecords, alert: Alert) -> AlertRaised:
        """Told like a new one where it lies open again; of one that expired nobody needs to be told."""
        await records.alerts.change(alert)
        since = self._wall_clock() - SEEN_WITHIN_SECONDS
        doctors = tuple(await records.alerts.on_duty(alert.state, since)) if alert.is_open else ()
        await self._note(records, doctors)
        return AlertRaised(alert.id, doctors)

    async def _told_again(self, records: AlertsRecords, alert: Alert) -> AlertUnanswered:
        await records.alerts.change(replace(alert, told_again_at=self._wall_clock()))
        people = tuple(await records.alerts.responsible(alert.state))
        await self._note(records, people)
        return AlertUnanswered(alert.id, people)

    async def _note(self, records: AlertsRecords, people: Sequence[StaffId]) -> None:
        """A message to the browsers of those whose page is not open: that there is danger, and nothing else."""
        now = self._wall_clock()
        await records.notices.add_all([notice(Kind.DANGER_ALERT, one, STAFF_LANGUAGE, now) for one in people])


def event(done: str, alert: Alert, actor: Actor, patient: str | None = None) -> Event:
    return Event(f"alert.{done}", actor, f"alert:{alert.id}", patient)


async def _marked_worse(records: Records, told: Told, actor: Actor | None, now: float) -> Waiting | None:
    """Only her own household's: anybody else's alert is heard, without the consultation."""
    if told.consultation is None or actor is None or actor.kind != "patient" or not is_id(told.consultation):
        return None
    return await records.alerts.mark_worse(told.consultation, MobileId(actor.id), now)


async def _own_number(records: Records, actor: Actor | None) -> Mobile | None:
    """By which she signed in."""
    if actor is None or actor.kind != "patient":
        return None
    found = await records.mobiles.get(MobileId(actor.id))
    return None if found is None else found.number


def _swept(alert: Alert, now: float) -> Alert:
    if alert.standing == "taken":
        return replace(alert, standing=after(alert, "lapse"), taken_by=None, taken_at=None, told_again_at=None)
    return replace(alert, standing=after(alert, "expire"), closed_at=now)


def _audited(alert: Alert, waiting: Waiting | None, actor: Actor) -> list[Event]:
    raised = event("raised", alert, actor, None if waiting is None else waiting.patient)
    if waiting is None:
        return [raised]
    return [raised, Event("consultation.worse", actor, f"consultation:{waiting.consultation}", waiting.patient)]
