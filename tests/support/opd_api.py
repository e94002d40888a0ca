"""An online OPD over the API: a clinic, its doctors, and patients who ask for a consultation."""

import itertools
import secrets
from dataclasses import dataclass, field
from typing import Any

import pyotp
from sqlalchemy import select

from clinic.actors import Actor
from clinic.consents.consent import Agreed
from clinic.consents.notices import newest
from clinic.consultation.consultation import ConsultationId
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import NewFacility
from clinic.identity.mobile import parse_mobile
from clinic.patients.patient import MobileId, NewPatient
from clinic.patients.ports import MobileRecord
from clinic.patients.registration import Patients
from clinic.places.states import StateCode
from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.application import Application, Gender, Profile, Registration, System
from clinic.telephone.call import Ringing
from gateways.telephone_memory import MemoryTelephone
from storage.store import Store
from storage.tables.patients import patient_mobiles
from tests.support.clinic_api import Browser, ClinicApi

MAHARASHTRA = StateCode(27)
COMMAND = Actor("operator", "operator", None, "command")
ALWAYS = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]
CLINIC = {
    "name": "General medicine",
    "speciality": "General medicine",
    "languages": ["hi", "mr"],
    "week": ALWAYS,
    "holidays": [],
    "capacity": 500,
    "limit_seconds": 600,
    "most_waiting": 100,
}
MINUTE = 60.0
_numbers = itertools.count(1)


@dataclass
class Doctor:
    browser: Browser
    id: str

    async def desk(self) -> dict[str, Any]:
        return await self.browser.get("/desk")

    async def on(self, clinic: str) -> dict[str, Any]:
        return await self.browser.ask("PUT", "/desk/duty", {"state": "on", "clinic": clinic})

    async def call_next(self, status: int = 200) -> dict[str, Any]:
        return await self.browser.post("/desk/call-next", status=status)

    async def does(self, consultation: str, word: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.browser.post(f"/desk/consultations/{consultation}/{word}", body, status=status)


@dataclass
class Mother:
    """A household's browser, with one patient."""

    browser: Browser
    patient: str
    number: str = ""
    mobile: str = ""

    async def takes(self, clinic: str, status: int = 201, **otherwise: Any) -> dict[str, Any]:
        told = {"clinic": clinic, "patient": self.patient, "language": "hi", "key": secrets.token_urlsafe(12)}
        return await self.browser.post("/opd/tokens", told | otherwise, status=status)

    async def token(self, token: str) -> dict[str, Any]:
        return await self.browser.get(f"/opd/tokens/{token}")

    async def tells_who_speaks(self, token: str) -> None:
        caller = {"relation": "self"}
        await self.browser.ask("PUT", f"/opd/tokens/{token}/intake", {"caller": caller})

    async def does(self, token: str, word: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.browser.post(f"/opd/tokens/{token}/{word}", body, status=status)


@dataclass
class Opd:
    """``clinic`` is open at every hour."""

    api: ClinicApi
    desk: Browser
    facility: str
    clinic: str
    doctors: list[Doctor] = field(default_factory=list)

    async def doctor(self, languages: tuple[str, ...] = ("hi",), gender: str = "female", *, on: bool = True) -> Doctor:
        """On the roster, and on duty unless told otherwise."""
        doctor = await signed_in_doctor(self.api, self.facility, languages, gender)
        self.doctors.append(doctor)
        await self.desk.ask("PUT", f"/clinics/{self.clinic}/doctors", {"doctors": [one.id for one in self.doctors]})
        if on:
            await doctor.on(self.clinic)
        return doctor

    async def mother(self, name: str = "Asha Devi", **told: Any) -> Mother:
        browser, number = await self.api.browser(), f"98{next(_numbers):08d}"
        await browser.sign_in(number)
        patient = await browser.register(name, **told)
        return Mother(browser, patient["id"], number, await self.mobile_of(patient["id"]))

    async def mobile_of(self, patient: str) -> str:
        """The id of her household's record."""
        query = select(patient_mobiles.c.mobile).where(patient_mobiles.c.patient == patient)
        async with self.api.store.database.reading() as connection:
            return str((await connection.execute(query)).scalar_one())

    @property
    def telephone(self) -> MemoryTelephone:
        return self.api.telephone

    async def telephone_tells(self, ringing: Ringing, state: str) -> None:
        """The provider's call-back."""
        await self.api.clinic.telephone.hear(ringing.token, {"state": state})
        await self.api.clinic.dispatcher.settled()

    async def waiting(self, name: str = "Asha Devi", **wish: Any) -> tuple[Mother, str]:
        """Somebody with a token, who has said that she speaks for herself."""
        mother = await self.mother(name)
        token = await mother.takes(self.clinic, **wish)
        await mother.tells_who_speaks(token["id"])
        return mother, str(token["id"])

    async def set_phase(self, phase: str, reason: str = "") -> dict[str, Any]:
        return await self.desk.post(f"/clinics/{self.clinic}/phase", {"phase": phase, "reason": reason})

    async def breaks(self, token: str) -> None:
        """The line of her call, as the room sees it."""
        await self.api.clinic.opd.broken(ConsultationId(token))

    async def mends(self, token: str) -> None:
        await self.api.clinic.opd.mended(ConsultationId(token))

    async def keep_time(self, seconds: float = 0.0) -> None:
        """So much later, with all that time moves."""
        self.api.clock.advance(seconds)
        await self.api.clinic.opd.deadlines.keep()
        await self.api.clinic.dispatcher.settled()


async def opened_opd(api: ClinicApi, **otherwise: Any) -> Opd:
    """By a state administrator, at a hub of Maharashtra."""
    desk = await administrator(api)
    facility = await hub(api.store, api.clock)
    clinic = await desk.post("/clinics", CLINIC | {"facility": facility} | otherwise, status=201)
    opd = Opd(api, desk, facility, clinic["id"])
    if clinic["phase"] != "open":
        await opd.set_phase("open")
    return opd


async def hub(store: Store, wall_clock: Any) -> str:
    facilities, mark = Facilities(store, wall_clock), secrets.token_hex(3)
    state = await facilities.add(COMMAND, NewFacility(f"MH-{mark}", "Maharashtra", "state", MAHARASHTRA, ""))
    district = NewFacility(f"PUN-{mark}", "Pune", "district", MAHARASHTRA, "Pune")
    above = await facilities.add(COMMAND, district, state.id)
    made = await facilities.add(
        COMMAND, NewFacility(f"HUB-{mark}", "Sassoon hub", "hub", MAHARASHTRA, "Pune"), above.id
    )
    return made.id


async def employed_doctor(
    store: Store, facility: str, languages: tuple[str, ...], gender: str, now: float, *, name: str | None = None
) -> tuple[str, str, str]:
    """A verified one, who has no password: id, login, and the secret of her app."""
    number, secret = next(_numbers), pyotp.random_base32()
    staff, login = StaffId(secrets.token_hex(16)), f"doctor{number}-{secrets.token_hex(3)}@example.org"
    assigned = (Assignment(Role.DOCTOR, facility),)
    shown = name or f"Dr Meera Rao {number}"
    account = NewAccount(staff, login, shown, Status.VERIFIED, assigned, now)
    mark = f"2011/{number}/{secrets.token_hex(3)}".upper()
    held = Registration("maharashtra-medical", mark, 2011, "MBBS, MD", System.ALLOPATHY, "general")
    profile = Profile(languages, Gender(gender), "+919822012345", login, None)
    async with store.writing() as records:
        assert await records.staff.add(account)
        assert await records.staff.applications.add(Application(staff, held, profile, now, now, "operator"))
        await records.staff.set_second_factor(staff, secret, None, now)
    return staff, login, secret


async def administrator(api: ClinicApi) -> Browser:
    """Who answers for the whole state."""
    staff = StaffId(secrets.token_hex(16))
    login, assigned = f"admin-{staff[:6]}@example.org", (Assignment(Role.STATE_ADMINISTRATOR, None),)
    async with api.store.writing() as records:
        await records.staff.add(NewAccount(staff, login, "Meera Joshi", Status.VERIFIED, assigned, api.clock.now))
    browser = await api.browser()
    await browser.become(api.clinic, staff)
    return browser


async def signed_in_doctor(api: ClinicApi, facility: str, languages: tuple[str, ...], gender: str) -> Doctor:
    staff, _, _ = await employed_doctor(api.store, facility, languages, gender, api.clock.now)
    browser = await api.browser()
    await browser.become(api.clinic, staff)
    return Doctor(browser, staff)


async def household(store: Store, patients: Patients) -> tuple[str, str]:
    """A mobile's record and a patient of hers, without the way in."""
    mobile = MobileId(secrets.token_hex(16))
    async with store.writing() as records:
        number = parse_mobile(f"97{next(_numbers):08d}")
        await records.mobiles.add(MobileRecord(mobile, number, MAHARASHTRA, 0.0, 9e9))
    notice = newest("registration", "hi")
    agreed = Agreed("registration", notice.version, notice.language, "ticked on page")
    told, actor = NewPatient("Asha Devi", "female", age_years=34), Actor("patient", mobile, None, "192.0.2.1")
    return mobile, (await patients.register(told, agreed, actor)).id
