"""Alerts on the staff's desks: one takes it, she alone is told where it is, and she closes it."""

import asyncio
from dataclasses import replace

import pytest

from clinic.staff.account import Account, Role
from clinic.triage.alert import TRANSITIONS, Alert, AlertId
from clinic.triage.alert_desk import AlertDesk
from clinic.triage.alerts import Alerts
from clinic.triage.events import AlertChanged
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import HUB, actions, employ, found_facilities
from tests.unit.clinic.triage.builders import HERE, KARNATAKA, TOLD, Heard, on_duty, open_clinic


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
async def alerts(store: Store, clock: Clock, heard: Heard) -> Alerts:
    await found_facilities(store)
    await open_clinic(store)
    return Alerts(store, clock, heard)


@pytest.fixture
def desk(store: Store, clock: Clock, heard: Heard) -> AlertDesk:
    return AlertDesk(store, clock, heard)


async def raised(alerts: Alerts, store: Store, clock: Clock) -> Alert:
    """With a doctor on duty who is told."""
    await on_duty(store, clock, "d")
    return await alerts.raise_alert(TOLD, None, HERE)


async def account(store: Store, who: str) -> Account:
    async with store.reading() as records:
        found = await records.staff.find(f"{who}@example.org")
    assert found is not None
    return found


async def test_a_doctor_takes_it_and_whoever_raised_it_sees_her_name(
    alerts: Alerts, desk: AlertDesk, store: Store, clock: Clock, heard: Heard
) -> None:
    alert, doctor = await raised(alerts, store, clock), await account(store, "d")
    assert list(await desk.open_for(doctor)) == [alert]
    taken = await desk.take(alert.id, doctor, HERE)
    assert (taken.standing, taken.taken_by, taken.taken_at) == ("taken", doctor.id, clock.now)
    assert heard.take()[-1] == AlertChanged(alert.id, (doctor.id,))
    assert (await alerts.progress(alert.id)).doctor == "Dr d"
    assert await desk.take(alert.id, doctor, HERE) == taken, "a second press changes nothing"
    assert await actions(store, HUB) == ["alert.taken"]


async def test_of_two_who_take_it_at_once_one_wins_and_the_other_is_told(
    alerts: Alerts, desk: AlertDesk, store: Store, clock: Clock
) -> None:
    alert = await raised(alerts, store, clock)
    doctors = [await account(store, "d"), await employ(store, "e", Role.SPECIALIST, HUB)]
    outcomes = await asyncio.gather(*(desk.take(alert.id, doctor, HERE) for doctor in doctors), return_exceptions=True)
    [won] = [outcome for outcome in outcomes if isinstance(outcome, Alert)]
    [lost] = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert lost.code == "alert_taken"
    for doctor in doctors:
        shown = [one.id for one in await desk.open_for(doctor)]
        assert shown == ([alert.id] if doctor.id == won.taken_by else [])


async def test_only_who_took_it_closes_it_and_a_closed_one_stays_closed(
    alerts: Alerts, desk: AlertDesk, store: Store, clock: Clock
) -> None:
    alert, doctor = await raised(alerts, store, clock), await account(store, "d")
    other = await employ(store, "e", Role.DOCTOR, HUB)
    with pytest.raises(Refusal) as refused:
        await desk.close(alert.id, None, doctor, HERE)
    assert refused.value.code == "alert_state"
    await desk.take(alert.id, doctor, HERE)
    with pytest.raises(Refusal) as refused:
        await desk.close(alert.id, "helped", other, HERE)
    assert refused.value.code == "alert_taken"
    closed = await desk.close(alert.id, "helped", doctor, HERE)
    assert (closed.standing, closed.outcome, closed.closed_at) == ("closed", "helped", clock.now)
    for step in (desk.close(alert.id, None, doctor, HERE), desk.take(alert.id, other, HERE)):
        with pytest.raises(Refusal) as refused:
            await step
        assert refused.value.code == "alert_state"
    assert await actions(store, HUB) == ["alert.taken", "alert.closed"]


async def test_officers_and_administrators_see_only_what_no_doctor_has_answered(
    alerts: Alerts, desk: AlertDesk, store: Store, clock: Clock
) -> None:
    alert = await raised(alerts, store, clock)
    officer = await employ(store, "5", Role.MEDICAL_OFFICER, None)
    assert list(await desk.open_for(officer)) == []
    with pytest.raises(Refusal) as refused:
        await desk.take(alert.id, officer, HERE)
    assert refused.value.code == "alert_unknown"
    clock.advance(61)
    await alerts.tell_more()
    assert [one.id for one in await desk.open_for(officer)] == [alert.id]
    assert (await desk.take(alert.id, officer, HERE)).taken_by == officer.id


async def test_an_alert_of_another_state_is_not_there(
    alerts: Alerts, desk: AlertDesk, store: Store, clock: Clock
) -> None:
    await on_duty(store, clock, "d")
    doctor, of_all = await account(store, "d"), await employ(store, "e", Role.DOCTOR, None)
    there = await alerts.raise_alert(replace(TOLD, state=KARNATAKA), None, HERE)
    nowhere = await alerts.raise_alert(replace(TOLD, state=None), None, HERE)
    assert [one.id for one in await desk.open_for(doctor)] == [nowhere.id]
    assert {one.id for one in await desk.open_for(of_all)} == {there.id, nowhere.id}
    for alert in (there.id, AlertId("0" * 32), AlertId("?")):
        with pytest.raises(Refusal) as refused:
            await desk.take(alert, doctor, HERE)
        assert refused.value.code == "alert_unknown"


def test_every_way_of_an_alert_ends() -> None:
    ends = {after for (_, _), after in TRANSITIONS.items()} - {before for before, _ in TRANSITIONS}
    assert ends == {"closed", "expired"}
