"""Danger alerts: raised by anybody, told to the doctors on duty, and to more people when nobody answers."""

from dataclasses import replace

import pytest

from clinic.notification.notice import Kind
from clinic.opd.clinic import DutyState
from clinic.staff.account import Role, StaffId, Status
from clinic.triage.alert import AlertId, Position, Told
from clinic.triage.alerts import EXPIRES_SECONDS, FORGOTTEN_SECONDS, KEPT_SECONDS, SEEN_WITHIN_SECONDS, Alerts, Progress
from clinic.triage.events import AlertRaised, AlertUnanswered, PatientWorse
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import HUB, OTHER_SPOKE, actions, employ, found_facilities
from tests.unit.clinic.triage.builders import (
    ASHA,
    CLINIC,
    ELSEWHERE,
    HERE,
    HOLDER,
    KARNATAKA,
    MAHARASHTRA,
    PATIENT,
    STRANGER,
    TOKEN,
    TOLD,
    Heard,
    ended,
    on_duty,
    open_clinic,
    waits,
)

PATIENCE_SECONDS = 60.0
DOCTOR, OTHER, FIVE, SIX = (StaffId(sign * 32) for sign in "de56")
BARE = Told(("stroke",), "hi")


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def alerts(store: Store, clock: Clock, heard: Heard) -> Alerts:
    await found_facilities(store)
    await open_clinic(store)
    return Alerts(store, clock, heard, PATIENCE_SECONDS)


async def test_anybody_raises_one_and_the_doctors_on_duty_are_told(
    alerts: Alerts, store: Store, clock: Clock, heard: Heard
) -> None:
    for who in "de":
        await on_duty(store, clock, who, state=DutyState.BREAK if who == "e" else DutyState.ON)
    alert = await alerts.raise_alert(TOLD, None, HERE)
    assert (alert.mobile, alert.place, alert.told) == ("+919876543210", TOLD.place, 2)
    assert heard.take() == [AlertRaised(alert.id, (DOCTOR, OTHER))]
    async with store.reading() as records:
        assert await records.alerts.find(alert.id) == alert
    assert await actions(store) == ["alert.raised"]


async def test_nothing_of_it_can_be_read_in_the_database(alerts: Alerts, store: Store) -> None:
    await alerts.raise_alert(TOLD, None, HERE)
    async with store.database.reading() as connection:
        row = (await connection.exec_driver_sql("SELECT * FROM danger_alerts")).one()
    for secret in (b"breath", b"9876543210", b"Shirur", b"18.8"):
        assert not [value for value in row if isinstance(value, bytes | memoryview) and secret in bytes(value)]
        assert secret.decode() not in str([value for value in row if isinstance(value, str)])


async def test_who_is_not_on_duty_here_and_now_is_not_counted_as_told(
    alerts: Alerts, store: Store, clock: Clock, heard: Heard
) -> None:
    await open_clinic(store, ELSEWHERE, KARNATAKA)
    await on_duty(store, clock, "a", clinic=ELSEWHERE)
    await on_duty(store, clock, "b", state=DutyState.OFF)
    await on_duty(store, clock, "c")
    clock.advance(SEEN_WITHIN_SECONDS + 1)
    await on_duty(store, clock, "a", clinic=ELSEWHERE)
    alert = await alerts.raise_alert(TOLD, None, HERE)
    assert alert.told == 0
    assert (await alerts.progress(alert.id)).told is False
    assert (await alerts.raise_alert(BARE, None, HERE)).told == 1, "who names no state is heard in every one"
    assert AlertRaised in {type(event) for event in heard.take()}


async def test_where_no_doctor_is_on_duty_officers_and_administrators_are_told_at_once(
    alerts: Alerts, store: Store, heard: Heard
) -> None:
    await employ(store, "5", Role.MEDICAL_OFFICER, HUB)
    await employ(store, "6", Role.STATE_ADMINISTRATOR, None)
    await employ(store, "7", Role.HUB_ADMINISTRATOR, HUB, Status.SUSPENDED)
    await employ(store, "8", Role.DOCTOR, HUB)
    alert = await alerts.raise_alert(TOLD, None, HERE)
    assert heard.take() == [AlertUnanswered(alert.id, (FIVE, SIX))]
    assert await alerts.progress(alert.id) == Progress(told=False, told_again=True, is_open=True, doctor=None)


async def test_one_that_nobody_takes_in_time_is_told_to_more_people_once(
    alerts: Alerts, store: Store, clock: Clock, heard: Heard
) -> None:
    await on_duty(store, clock, "d")
    await employ(store, "5", Role.MEDICAL_OFFICER, HUB)
    alert = await alerts.raise_alert(TOLD, None, HERE)
    heard.take()
    clock.advance(PATIENCE_SECONDS - 1)
    await alerts.tell_more()
    assert heard.take() == []
    clock.advance(1)
    await alerts.tell_more()
    await alerts.tell_more()
    assert heard.take() == [AlertUnanswered(alert.id, (FIVE,))]
    assert await actions(store) == ["alert.raised", "alert.told_again"]


async def test_whoever_has_no_page_open_gets_a_message_that_says_nothing_of_it(
    alerts: Alerts, store: Store, clock: Clock
) -> None:
    await on_duty(store, clock, "d")
    await employ(store, "5", Role.MEDICAL_OFFICER, HUB)
    await alerts.raise_alert(TOLD, None, HERE)
    clock.advance(PATIENCE_SECONDS)
    await alerts.tell_more()
    async with store.writing() as records:
        due = await records.notices.take_due(clock.now, clock.now + 60, 10)
    assert {(one.notice.kind, one.notice.to.id) for one in due} == {
        (Kind.DANGER_ALERT, DOCTOR),
        (Kind.DANGER_ALERT, FIVE),
    }
    assert [dict(one.notice.values) for one in due] == [{}, {}]


async def test_officers_of_another_state_are_not_told(alerts: Alerts, store: Store, heard: Heard) -> None:
    await employ(store, "5", Role.MEDICAL_OFFICER, OTHER_SPOKE)
    alert = await alerts.raise_alert(replace(TOLD, state=KARNATAKA), None, HERE)
    assert heard.take() == [AlertUnanswered(alert.id, ())]
    alert = await alerts.raise_alert(replace(TOLD, state=98), None, HERE)
    assert alert.state is None, "a state that there is not costs nobody her alert"
    assert heard.take() == [AlertUnanswered(alert.id, (FIVE,))]


async def test_the_same_key_is_the_same_alert_however_often_it_is_sent(alerts: Alerts, heard: Heard) -> None:
    told = replace(TOLD, key="f" * 32)
    first = await alerts.raise_alert(told, None, HERE)
    assert await alerts.raise_alert(told, None, HERE) == replace(first, told_again_at=first.raised_at)
    assert len(heard.take()) == 1


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (replace(TOLD, signs=()), "signs_invalid"),
        (replace(TOLD, signs=("hiccups",)), "signs_invalid"),
        (replace(TOLD, signs=("stroke", "hiccups")), "signs_invalid"),
        (replace(TOLD, mobile="12345"), "mobile_invalid"),
        (replace(TOLD, place="…"), "place_invalid"),
        (replace(TOLD, place="a" * 201), "place_invalid"),
        (replace(TOLD, position=Position(91.0, 0.0)), "place_invalid"),
        (replace(TOLD, position=Position(float("nan"), 0.0)), "place_invalid"),
    ],
)
async def test_what_cannot_be_is_refused(alerts: Alerts, told: Told, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        await alerts.raise_alert(told, None, HERE)
    assert refused.value.code == code


async def test_a_sign_alone_is_enough_and_empty_fields_are_none(alerts: Alerts) -> None:
    alert = await alerts.raise_alert(replace(BARE, mobile=" ", place=" "), None, HERE)
    assert (alert.mobile, alert.place, alert.position, alert.state) == (None, None, None, None)


async def test_whoever_waits_and_is_worse_is_marked_for_her_clinic_and_her_own_number_is_known(
    alerts: Alerts, store: Store, heard: Heard
) -> None:
    await waits(store)
    alert = await alerts.raise_alert(replace(BARE, consultation=TOKEN), HOLDER, HERE)
    assert (alert.consultation, alert.state, alert.mobile) == (TOKEN, MAHARASHTRA, "+919876543210")
    assert PatientWorse(TOKEN, CLINIC) in heard.take()
    async with store.reading() as records:
        consultation = await records.consultations.get(TOKEN)
        entries = await records.audit.of_patient(PATIENT)
    assert consultation is not None
    assert (consultation.worse, consultation.urgent) == (True, False), "a doctor decides whether she is first"
    assert {entry.action for entry in entries} == {"alert.raised", "consultation.worse"}


@pytest.mark.parametrize("who", ["a stranger", "nobody", "one whose token is over"])
async def test_anybody_elses_consultation_is_not_touched_and_the_alert_is_heard(
    alerts: Alerts, store: Store, who: str
) -> None:
    await waits(store)
    if who == "one whose token is over":
        await ended(store)
    actor = {"a stranger": STRANGER, "nobody": None}.get(who, HOLDER)
    alert = await alerts.raise_alert(replace(TOLD, consultation=TOKEN), actor, HERE)
    assert alert.consultation is None
    async with store.reading() as records:
        consultation = await records.consultations.get(TOKEN)
    assert consultation is not None
    assert consultation.worse is False


async def test_one_that_was_taken_and_forgotten_lies_open_again(
    alerts: Alerts, store: Store, clock: Clock, heard: Heard
) -> None:
    await on_duty(store, clock, "d")
    alert = await alerts.raise_alert(TOLD, None, HERE)
    async with store.writing() as records:
        await records.alerts.change(replace(alert, standing="taken", taken_by=DOCTOR, taken_at=clock.now))
    heard.take()
    clock.advance(FORGOTTEN_SECONDS)
    await on_duty(store, clock, "d")
    await alerts.sweep()
    assert heard.take() == [AlertRaised(alert.id, (DOCTOR,))]
    progress = await alerts.progress(alert.id)
    assert (progress.is_open, progress.doctor) == (True, None)
    assert await actions(store) == ["alert.raised", "alert.lapsed"]


async def test_one_that_nobody_ever_took_expires_and_is_removed_in_the_end(
    alerts: Alerts, store: Store, clock: Clock
) -> None:
    alert = await alerts.raise_alert(TOLD, None, HERE)
    clock.advance(EXPIRES_SECONDS)
    await alerts.sweep()
    assert (await alerts.progress(alert.id)).is_open is False
    clock.advance(KEPT_SECONDS)
    await alerts.sweep()
    with pytest.raises(Refusal) as refused:
        await alerts.progress(alert.id)
    assert refused.value.code == "alert_unknown"
    assert (await actions(store))[-1] == "alert.expired"


async def test_an_id_that_is_none_is_unknown(alerts: Alerts) -> None:
    for alert in ("", "x" * 32, ASHA):
        with pytest.raises(Refusal):
            await alerts.progress(AlertId(alert))
