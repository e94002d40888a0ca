"""The clinics of the load, their doctors at work, and those who wait already: written beside the server.

What takes a person months (facilities, verified doctors) or a night (a full waiting room) is put into the database
through the clinic's own services; sessions are begun as the way in begins them.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from clinic.actors import Actor
from clinic.consents.consent import Agreed
from clinic.consents.notices import newest
from clinic.consultation.intake import Caller, Intake
from clinic.identity.mobile import parse_mobile
from clinic.identity.sessions import Sessions
from clinic.opd.board import Board
from clinic.opd.clinic import ClinicId, DutyState, Phase
from clinic.opd.clinics import Clinics, NewClinic
from clinic.opd.duties import Duties
from clinic.opd.hours import Hours, Span
from clinic.opd.rules import Rules
from clinic.opd.tokens import Tokens, Wish
from clinic.patients.coming_in import ComingIn
from clinic.patients.household import Households
from clinic.patients.patient import NewPatient
from clinic.patients.registration import Patients
from clinic.staff.account import StaffId
from storage.store import Store
from tests.support.opd_api import employed_doctor, hub

COMMAND = Actor("operator", "operator", None, "command")
ALWAYS = Hours(tuple(Span(day, "00:00", "24:00") for day in range(7)))
FIRST_WAITING = 7_000_000_000
STATE = 27
CLINICS_A_HUB = 4
SESSION_COOKIE = "paramarsh_session"


@dataclass
class Seat:
    """A doctor at her desk."""

    id: str
    cookie: str


@dataclass
class House:
    """One clinic. ``waiting``: the cookie of each household that waits, by its token."""

    clinic: str
    doctors: list[Seat] = field(default_factory=list)
    waiting: dict[str, str] = field(default_factory=dict)


class Staffing:
    def __init__(self, store: Store) -> None:
        clock, rules = time.time, Rules()
        self._store = store
        self._sessions = Sessions(store, clock)
        self._clinics = Clinics(store, clock, _nobody)
        self._duties = Duties(store, clock, _nobody, rules)
        self._tokens = Tokens(store, clock, _nobody, rules, Board(store, clock))
        self._households = Households(store, clock)
        self._coming_in = ComingIn(store, self._households, self._sessions)
        self._patients = Patients(store, clock)
        self._numbers = count()

    async def open(self, clinics: int, doctors: int, waiting: int) -> list[House]:
        """So many clinics, each with so many doctors on duty and people who wait."""
        houses: list[House] = []
        while len(houses) < clinics:
            facility = await hub(self._store, time.time)
            many = range(len(houses), min(clinics, len(houses) + CLINICS_A_HUB))
            houses += [await self._house(facility, number, doctors, waiting) for number in many]
        return houses

    async def _house(self, facility: str, number: int, doctors: int, waiting: int) -> House:
        new = NewClinic(f"Medicine {number}", "Medicine", ("hi",), ALWAYS, 5_000, 600, 1_000)
        clinic = (await self._clinics.add(facility, new, COMMAND)).id
        await self._clinics.set_phase(clinic, Phase.OPEN, COMMAND, "the day begins")
        house = House(clinic)
        ids = [await self._employ(facility) for _ in range(doctors)]
        await self._clinics.set_doctors(clinic, ids, COMMAND)
        for one in ids:
            await self._duties.put(one, DutyState.ON, clinic, Actor("staff", one, facility, "192.0.2.1"))
            house.doctors.append(Seat(one, await self._cookie("staff", one)))
        for _ in range(waiting):
            token, cookie = await self._waiting(clinic)
            house.waiting[token] = cookie
        return house

    async def _employ(self, facility: str) -> StaffId:
        staff, _, _ = await employed_doctor(self._store, facility, ("hi",), "female", time.time())
        return StaffId(staff)

    async def _waiting(self, clinic: ClinicId) -> tuple[str, str]:
        number = FIRST_WAITING + next(self._numbers)
        came = await self._coming_in.sign_in(parse_mobile(str(number)), STATE, "bench", "192.0.2.1")
        actor = Actor("patient", came.household.mobile, None, "192.0.2.1")
        notice = newest("registration", "hi")
        agreed = Agreed("registration", notice.version, notice.language, "ticked on page")
        patient = await self._patients.register(NewPatient(f"Sita {number}", "female", age_years=40), agreed, actor)
        wish = Wish(clinic, patient.id, "video", "hi", secrets.token_urlsafe(12))
        token = (await self._tokens.take(wish, actor)).id
        async with self._store.writing() as records:
            await records.intakes.put(token, Intake(caller=Caller(relation="self")), time.time())
        return token, f"{SESSION_COOKIE}={came.token}"

    async def _cookie(self, kind: Any, subject: str) -> str:
        _, token = await self._sessions.start(kind, subject, "bench", Actor(kind, subject, None, "192.0.2.1"))
        return f"{SESSION_COOKIE}={token}"


def _nobody(_: Sequence[Any]) -> None:
    """The server's own pages are told by the server."""
