"""A state with a clinic, doctors on duty in it, and somebody who waits."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId, Step
from clinic.consultation.lifecycle import State
from clinic.identity.mobile import parse_mobile
from clinic.opd.clinic import Clinic, ClinicId, Duty, DutyState
from clinic.opd.hours import Hours
from clinic.patients.patient import MobileId, PatientId
from clinic.patients.ports import MobileRecord
from clinic.places.states import StateCode
from clinic.staff.account import Role
from clinic.triage.alert import Position, Told
from clinic.triage.events import TriageEvent
from storage.store import Store
from tests.support.clocks import SOMETIME, Clock
from tests.unit.clinic.staff.builders import HUB, employ

HERE = "198.51.100.7"
MAHARASHTRA, KARNATAKA = StateCode(27), StateCode(29)
CLINIC, ELSEWHERE = ClinicId("c" * 32), ClinicId("e" * 32)
ASHA = MobileId("a1" * 16)
TOKEN = ConsultationId("70" * 16)
PATIENT = PatientId("80" * 16)
HOLDER = Actor("patient", ASHA, None, HERE)
STRANGER = Actor("patient", "b2" * 16, None, HERE)
NUMBER = "98765 43210"
TOLD = Told(("breath_chest",), "hi", NUMBER, "Shirur, near the school", Position(18.8272, 74.3789), MAHARASHTRA)


@dataclass
class Heard:
    """What was published, in order."""

    events: list[TriageEvent] = field(default_factory=list)

    def __call__(self, events: Sequence[TriageEvent]) -> None:
        self.events.extend(events)

    def take(self) -> list[TriageEvent]:
        events, self.events = self.events, []
        return events


async def open_clinic(store: Store, clinic: ClinicId = CLINIC, state: StateCode = MAHARASHTRA) -> None:
    async with store.writing() as records:
        await records.clinics.add(
            Clinic(clinic, HUB, state, "general medicine", "General", ("hi",), Hours(()), 100, 600, 50)
        )


async def on_duty(
    store: Store, clock: Clock, who: str, clinic: ClinicId = CLINIC, state: DutyState = DutyState.ON
) -> None:
    """A doctor, made where there is none, whose desk is there now."""
    async with store.reading() as records:
        known = await records.staff.find(f"{who}@example.org")
    account = known or await employ(store, who, Role.DOCTOR, HUB)
    async with store.writing() as records:
        await records.duties.put(Duty(account.id, clinic, state, clock.now, clock.now))


async def waits(store: Store) -> None:
    """Asha, with a token of the clinic."""
    mobile = MobileRecord(ASHA, parse_mobile(NUMBER), MAHARASHTRA, SOMETIME, SOMETIME)
    asked = Consultation(
        TOKEN, CLINIC, "2026-09-21", 14, PATIENT, ASHA, State.WAITING, 1.0, "hi", "video", SOMETIME, "key"
    )
    async with store.writing() as records:
        await records.mobiles.add(mobile)
        await records.consultations.add(asked, Step("admit", None, State.WAITING, SOMETIME, "patient", ASHA, {}))


async def ended(store: Store) -> None:
    async with store.writing() as records:
        before = await records.consultations.get(TOKEN)
        assert before is not None
        await records.consultations.save(before, replace(before, state=State.WITHDRAWN))
