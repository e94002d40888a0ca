"""One clinic of a server that has no pages: its services on an SQLite file, and a clock that is told the time."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from bench.clinic_day.staffing import ALWAYS, COMMAND, STATE
from clinic.actors import SYSTEM, Actor
from clinic.consents.consent import Agreed
from clinic.consents.notices import newest
from clinic.consultation.consultation import ConsultationId
from clinic.consultation.intake import Caller, Intake
from clinic.consultation.lifecycle import State
from clinic.identity.mobile import parse_mobile
from clinic.identity.sessions import Sessions
from clinic.opd.board import Board
from clinic.opd.calling import Calling
from clinic.opd.clinic import ClinicId, DutyState, Phase
from clinic.opd.clinics import Clinics, NewClinic
from clinic.opd.duties import Duties
from clinic.opd.rules import Rules
from clinic.opd.tokens import Tokens, Wish
from clinic.opd.visits import Visits
from clinic.patients.coming_in import ComingIn
from clinic.patients.household import Households
from clinic.patients.patient import MobileId, NewPatient
from clinic.patients.registration import Patients
from clinic.staff.account import StaffId
from storage.engine import Database
from storage.store import Store
from storage.vault import MasterKeys, open_vault
from tests.support.clocks import Clock
from tests.support.opd_api import employed_doctor, hub

FIRST_NUMBER = 7_100_000_000
ORIGIN = "192.0.2.1"
LIMIT_SECONDS = 900
CAPACITY = 5_000
MOST_WAITING = 200


async def opened(folder: Path, now: float, doctors: int) -> "ServedClinic":
    """With an empty database, and so many doctors on its roster."""
    clock = Clock(now)
    database = await Database.open(folder / "paramarsh.sqlite")
    keys = MasterKeys({"first": secrets.token_bytes(32)}, "first")
    store = Store(database, await open_vault(database, keys, clock), clock)
    facility = await hub(store, clock)
    clinics = Clinics(store, clock, _nobody)
    new = NewClinic("Medicine", "Medicine", ("hi",), ALWAYS, CAPACITY, LIMIT_SECONDS, MOST_WAITING)
    clinic = await clinics.add(facility, new, COMMAND)
    staff = [StaffId((await employed_doctor(store, facility, ("hi",), "female", now))[0]) for _ in range(doctors)]
    await clinics.set_doctors(clinic.id, staff, COMMAND)
    return ServedClinic(store, clock, clinic.id, clinics, staff)


@dataclass
class ServedClinic:
    store: Store
    clock: Clock
    clinic: ClinicId
    clinics: Clinics
    staff: Sequence[StaffId]
    _numbers: Any = field(default_factory=count)
    _actors: dict[ConsultationId, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        store, clock, rules = self.store, self.clock, Rules()
        self._board = Board(store, clock)
        self._tokens = Tokens(store, clock, _nobody, rules, self._board)
        self._calling = Calling(store, clock, _nobody, rules)
        self._visits = Visits(store, clock, _nobody, rules)
        self._duties = Duties(store, clock, _nobody, rules)
        self._patients = Patients(store, clock)
        households = Households(store, clock)
        self._coming_in = ComingIn(store, households, Sessions(store, clock))

    async def set_phase(self, phase: Phase) -> None:
        await self.clinics.set_phase(self.clinic, phase, COMMAND, "the hour has come")

    async def set_duty(self, doctor: int, state: DutyState) -> None:
        one = self.staff[doctor]
        await self._duties.put(one, state, self.clinic, _staff(one))

    async def line(self) -> list[ConsultationId]:
        async with self.store.glancing() as records:
            return [one.id for one in await records.consultations.line(self.clinic)]

    async def take(self) -> ConsultationId:
        """Of somebody whom nobody knew; she has just looked at the clinic's board."""
        number = next(self._numbers)
        came = await self._coming_in.sign_in(parse_mobile(str(FIRST_NUMBER + number)), STATE, "bench", ORIGIN)
        actor = Actor("patient", came.household.mobile, None, ORIGIN)
        notice = newest("registration", "hi")
        agreed = Agreed("registration", notice.version, notice.language, "ticked on page")
        patient = await self._patients.register(NewPatient(f"Sita {number}", "female", age_years=40), agreed, actor)
        await self._board.renewed(self.clinic)
        token = (await self._tokens.take(Wish(self.clinic, patient.id, "video", "hi", str(number)), actor)).id
        async with self.store.writing() as records:
            await records.intakes.put(token, Intake(caller=Caller(relation="self")), self.clock.now)
        self._actors[token] = actor
        return token

    async def withdraw(self, token: ConsultationId) -> None:
        await self._tokens.withdraw(token, self._actors[token])

    async def accept_another_day(self, token: ConsultationId) -> None:
        await self._tokens.answer_offer(token, self._actors[token], accept=True)

    async def confirm_urgent(self, token: ConsultationId) -> None:
        await self._visits.confirm_urgent(token, "short of breath", _staff(self.staff[0]))

    async def call_next(self, doctor: int) -> ConsultationId:
        """Everybody's page is there. Raises ``Refusal``."""
        await self._tokens.all_seen([MobileId(self._actors[one].id) for one in await self.line()])
        return (await self._calling.call_next(self.staff[doctor], _staff(self.staff[doctor]))).id

    async def answer(self, token: ConsultationId) -> None:
        await self._calling.answer(token, self._actors[token])

    async def miss(self, token: ConsultationId) -> State:
        return (await self._calling.missed(token, SYSTEM)).state

    async def break_line(self, token: ConsultationId) -> None:
        await self._visits.dropped(token, "video", SYSTEM)

    async def mend_line(self, token: ConsultationId) -> None:
        await self._visits.resumed(token, SYSTEM)

    async def end(self, doctor: int, token: ConsultationId) -> None:
        await self._visits.end(self.staff[doctor], token, _staff(self.staff[doctor]))


def _staff(doctor: StaffId) -> Actor:
    return Actor("staff", doctor, None, ORIGIN)


def _nobody(_: Sequence[Any]) -> None:
    """There are no pages to tell."""
