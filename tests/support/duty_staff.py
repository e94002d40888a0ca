"""Staff of a server that runs, signed in without the way in: a doctor on duty, a medical officer."""

import time
from dataclasses import dataclass

from playwright.async_api import Page

from clinic.actors import Actor
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import NewFacility
from clinic.identity.sessions import Sessions
from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState
from clinic.opd.hours import Hours
from clinic.patients.patient import new_id
from clinic.places.states import StateCode
from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from storage.store import Store
from tests.support.clinic_store import COMMAND, store_of
from tests.support.server import Server
from tests.support.viewports import LAPTOP, Viewport
from tests.support.visitor import Visitor, Visitors

SESSION_COOKIE = "paramarsh_session"


@dataclass(frozen=True, slots=True)
class Employed:
    """``token``: of a session that is hers."""

    id: StaffId
    name: str
    token: str


async def doctor_on_duty(server: Server, state: StateCode, name: str) -> Employed:
    """In a clinic of her own, her desk seen just now."""
    async with store_of(server) as store:
        facility = await _department(store, state)
        doctor = await _employed(store, name, Role.DOCTOR, facility)
        clinic, now = ClinicId(new_id()), time.time()
        async with store.writing() as records:
            opd = Clinic(clinic, facility, state, "general medicine", "General", ("hi",), Hours(()), 100, 600, 50)
            await records.clinics.add(opd)
            await records.clinics.set_doctors(clinic, [doctor.id])
            await records.duties.put(Duty(doctor.id, clinic, DutyState.ON, now, now))
    return doctor


async def goes_home(server: Server, doctor: Employed) -> None:
    async with store_of(server) as store, store.writing() as records:
        duty = await records.duties.get(doctor.id)
        assert duty is not None
        await records.duties.put(Duty(doctor.id, duty.clinic, DutyState.OFF, time.time(), time.time()))


async def medical_officer(server: Server, state: StateCode, name: str) -> Employed:
    async with store_of(server) as store:
        return await _employed(store, name, Role.MEDICAL_OFFICER, await _department(store, state))


async def at_work(
    visitors: Visitors, one: Employed, room: str, viewport: Viewport = LAPTOP, language: str = "en"
) -> Visitor:
    """Before the staff's page, at that room."""
    visitor = await visitors.one(viewport, language)
    await visitor.context.add_cookies([{"name": SESSION_COOKIE, "value": one.token, "url": visitors.server.url}])
    await visitor.open(f"/staff/#{room}")
    await visitor.is_at(room)
    return visitor


async def lives_in(page: Page, state: StateCode) -> None:
    """As a phone remembers it that has registered before."""
    await page.evaluate("(state) => localStorage.setItem('state', state)", str(state))


async def _department(store: Store, state: StateCode) -> str:
    code = f"D-{new_id()[:8].upper()}"
    return (await Facilities(store, time.time).add(COMMAND, NewFacility(code, code, "state", state, ""))).id


async def _employed(store: Store, name: str, role: Role, facility: str) -> Employed:
    staff = StaffId(new_id())
    account = NewAccount(
        staff, f"{staff}@example.org", name, Status.VERIFIED, (Assignment(role, facility),), time.time()
    )
    async with store.writing() as records:
        assert await records.staff.add(account)
    actor = Actor("staff", staff, None, "command")
    _, token = await Sessions(store, time.time).start("staff", staff, "a test's browser", actor)
    return Employed(staff, name, token)
