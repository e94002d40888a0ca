"""An outpatient department in memory, with its services, for tests that tell it what happens."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, cast

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import WITH_DOCTOR, State
from clinic.opd.board import Board
from clinic.opd.calling import Calling
from clinic.opd.clinic import ClinicId, Duty, DutyState
from clinic.opd.clinics import Clinics
from clinic.opd.deadlines import Deadlines
from clinic.opd.duties import Duties
from clinic.opd.events import DomainEvent
from clinic.opd.policy import in_order
from clinic.opd.rules import Rules
from clinic.opd.tokens import Tokens, Wish
from clinic.opd.transfers import Transfers
from clinic.opd.visits import Visits
from clinic.patients.patient import PatientId
from clinic.staff.account import StaffId
from tests.support.clocks import Clock
from tests.unit.clinic.opd.fakes import CLINIC, FakeStore, clinic, doctor, mother

RULES = Rules()


class NoBoard:
    """Promises nobody anything: what is promised is tested elsewhere, and costs a history most of its time."""

    async def of(self, clinic: ClinicId) -> None: ...

    def known(self, clinic: ClinicId) -> None: ...


@dataclass
class Department:
    rules: Rules = RULES
    store: FakeStore = field(default_factory=FakeStore)
    clock: Clock = field(default_factory=Clock)
    steady: Clock = field(default_factory=Clock)
    told: list[DomainEvent] = field(default_factory=list)

    def __post_init__(self) -> None:
        store, told = cast(Any, self.store), self.told
        self.store.kept.clinics.setdefault(CLINIC, clinic())
        publish = told.extend
        self.tokens = Tokens(store, self.clock, publish, self.rules, cast(Board, NoBoard()))
        self.calling = Calling(store, self.clock, publish, self.rules)
        self.visits = Visits(store, self.clock, publish, self.rules)
        self.transfers = Transfers(store, self.clock, publish, self.rules)
        self.duties = Duties(store, self.clock, publish, self.rules)
        self.clinics = Clinics(store, self.clock, publish)
        self.deadlines = Deadlines(store, self.clock, self.steady, publish, self.rules, self.calling)

    def goes_on(self, seconds: float) -> None:
        """Both clocks."""
        self.clock.advance(seconds)
        self.steady.advance(seconds)

    def on_duty(self, number: int, clinic: ClinicId = CLINIC, **otherwise: Any) -> StaffId:
        """A doctor who speaks Hindi, unless told otherwise."""
        one, now = StaffId(doctor(number).id), self.clock.now
        duty = Duty(one, clinic, DutyState.ON, now, now, ("hi",), "female")
        self.store.kept.duties[one] = replace(duty, **otherwise)
        self.store.kept.rosters.setdefault(clinic, set()).add(one)
        return one

    async def takes(self, number: int, language: str = "hi", **otherwise: Any) -> ConsultationId:
        """The patient of that number takes a token."""
        wish = Wish(CLINIC, PatientId(f"{number:032x}"), "video", language, f"key-{number}")
        return (await self.tokens.take(replace(wish, **otherwise), mother(number))).id

    def one(self, token: ConsultationId) -> Consultation:
        return self.store.kept.consultations[token]

    @property
    def waiting(self) -> list[ConsultationId]:
        """In the order of places."""
        waiting = [one for one in self.store.kept.consultations.values() if one.state is State.WAITING]
        return [one.id for one in in_order(waiting)]

    def hands(self, doctor: StaffId) -> Sequence[Consultation]:
        all_of_them = self.store.kept.consultations.values()
        return [one for one in all_of_them if one.doctor == doctor and one.state in WITH_DOCTOR]
