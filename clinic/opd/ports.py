"""What the outpatient department needs of the records: each within the caller's transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from clinic.audit.event import AuditTrail
from clinic.consents.ledger import ConsentRecords
from clinic.consultation.consultation import Consultation, ConsultationId, Step
from clinic.consultation.intake import Intake
from clinic.consultation.lifecycle import State
from clinic.notification.notice import Kind, Notice
from clinic.opd.clinic import Clinic, ClinicId, Duty
from clinic.opd.waiting_time_ports import WaitingTimeRecords
from clinic.patients.patient import MobileId, PatientId
from clinic.patients.ports import PatientRecords
from clinic.staff.account import Account, StaffId
from clinic.staff.application import Application
from clinic.staff.ports import FacilityTree


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The doctor of this consultation expects her again. ``day``: ISO date."""

    consultation: ConsultationId
    patient: PatientId
    clinic: ClinicId
    doctor: StaffId
    day: str
    reason: str
    booked_at: float


@dataclass(frozen=True, slots=True)
class InLine:
    """Somebody who waits, in the order of places."""

    id: ConsultationId
    number: int
    mobile: MobileId


@dataclass(frozen=True, slots=True)
class QueueEnd:
    """How many wait, and the rank of the last one."""

    waiting: int
    rank: float


@dataclass(frozen=True, slots=True)
class Pending:
    """Something that happens to a consultation at that time (seconds since 1970 UTC), unless it moves before."""

    consultation: ConsultationId
    state: State
    what: Literal["deadline", "telephone"]
    at: float


class ClinicRecords(Protocol):
    async def add(self, clinic: Clinic) -> None: ...

    async def get(self, clinic: ClinicId) -> Clinic | None: ...

    async def hold(self, clinic: ClinicId) -> Clinic | None:
        """Nobody else changes it or calls anybody there until the transaction ends."""

    async def save(self, clinic: Clinic) -> None: ...

    async def give_number(self, clinic: ClinicId, day: str, number: int) -> None:
        """The last token's number of that day; the clinic is held."""

    async def of_states(self) -> Sequence[Clinic]:
        """All that were not given up, by state and name."""

    async def of_facilities(self, facilities: Collection[str] | None) -> Sequence[Clinic]:
        """``None``: of all."""

    async def doctors(self, clinic: ClinicId) -> Sequence[StaffId]: ...

    async def set_doctors(self, clinic: ClinicId, doctors: Collection[StaffId]) -> None: ...

    async def of_doctor(self, doctor: StaffId) -> Sequence[Clinic]: ...

    async def remind(self, clinic: ClinicId, mobile: MobileId, language: str, now: float) -> None: ...

    async def take_reminders(self, clinic: ClinicId) -> Sequence[tuple[MobileId, str]]:
        """Who wants to be told that it opened, and in which language; they are not told again."""


class DutyRecords(Protocol):
    async def get(self, doctor: StaffId) -> Duty | None: ...

    async def put(self, duty: Duty) -> None: ...

    async def set_busy(self, doctor: StaffId, since: float | None) -> None:
        """With a patient since then; ``None``: free."""

    async def of_clinic(self, clinic: ClinicId) -> Sequence[Duty]:
        """Those on duty and on break."""

    async def counts(self) -> Mapping[ClinicId, int]:
        """How many are on duty in each clinic where anybody is."""

    async def touch(self, doctors: Collection[StaffId], now: float) -> None:
        """Their desks are there."""

    async def silent(self, before: float) -> Sequence[Duty]:
        """On duty, and not seen since then."""


class ConsultationRecords(Protocol):
    async def add(self, consultation: Consultation, step: Step) -> bool:
        """``False``, and nothing is kept, where the patient has a live token there, or the key was used before."""

    async def get(self, consultation: ConsultationId) -> Consultation | None: ...

    async def save(self, before: Consultation, after: Consultation, step: Step | None = None) -> bool:
        """``False``, and nothing is changed, where it is not any more in the state that it was in before."""

    async def by_key(self, mobile: MobileId, key: str) -> Consultation | None: ...

    async def live_of(self, patient: PatientId, clinic: ClinicId) -> Consultation | None: ...

    async def of_mobile(self, mobile: MobileId, since: float) -> Sequence[Consultation]:
        """Those that live and those that were asked for since, the newest first."""

    async def of_patient(self, patients: Collection[PatientId], limit: int) -> Sequence[Consultation]:
        """Those in which a doctor has seen her, the newest first."""

    async def waiting(self, clinic: ClinicId) -> Sequence[Consultation]:
        """By rank."""

    async def line(self, clinic: ClinicId) -> Sequence[InLine]:
        """As ``waiting``, but the few columns that a live page needs."""

    async def queue_end(self, clinic: ClinicId) -> QueueEnd: ...

    async def waiting_counts(self) -> Mapping[ClinicId, int]: ...

    async def requested(self, clinic: ClinicId, day: str) -> Sequence[Consultation]:
        """For that day, by number."""

    async def in_hands_of(self, doctor: StaffId) -> Consultation | None:
        """The one whom she has called or speaks with."""

    async def unsigned_of(self, doctor: StaffId) -> Sequence[Consultation]: ...

    async def asked_of(self, doctor: StaffId, clinics: Collection[ClinicId]) -> Sequence[Consultation]:
        """Transfers that wait for her word, or for that of her clinics' doctors."""

    async def given_on(self, clinic: ClinicId, day: str) -> int:
        """Tokens for that day which are good or were used."""

    async def see(self, mobiles: Collection[MobileId], now: float) -> None:
        """Pages of these households are there."""

    async def pending(self) -> Sequence[Pending]:
        """What time alone will move: rings, telephones, graces."""

    async def steps(self, consultation: ConsultationId) -> Sequence[Step]: ...

    async def with_doctors(self, clinic: ClinicId) -> Sequence[Consultation]:
        """Called or spoken with just now."""


class BlockRecords(Protocol):
    async def add(self, doctor: StaffId, patient: PatientId, by: str, reason: str, now: float) -> None: ...

    async def patients_of(self, doctor: StaffId) -> frozenset[PatientId]: ...


class FollowUpRecords(Protocol):
    async def book(self, follow_up: FollowUp) -> None:
        """In the place of one that was booked in this consultation before."""

    async def of_patients(self, patients: Collection[PatientId], since: str) -> Sequence[FollowUp]:
        """From that day on."""


class StaffRecords(Protocol):
    async def get(self, staff: StaffId) -> Account | None: ...

    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]: ...

    @property
    def applications(self) -> "ApplicationRecords": ...


class ApplicationRecords(Protocol):
    async def get(self, staff: StaffId) -> Application | None: ...


class FacilityRecords(FacilityTree, Protocol):
    async def names(self, wanted: Collection[str]) -> Mapping[str, str]:
        """By their ids."""


class NoticeBook(Protocol):
    async def add(self, notice: Notice) -> bool:
        """It is sent once this transaction is kept. ``False``: it was told before."""

    async def drop(self, consultation: ConsultationId, kinds: Collection[Kind]) -> int:
        """What was not sent yet and has lost its sense."""


class IntakeRecords(Protocol):
    async def get(self, consultation: ConsultationId) -> Intake | None: ...

    async def some(self, consultations: Collection[ConsultationId]) -> Mapping[ConsultationId, Intake]: ...

    async def put(self, consultation: ConsultationId, intake: Intake, now: float) -> None: ...


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def blocks(self) -> BlockRecords: ...
    @property
    def clinics(self) -> ClinicRecords: ...
    @property
    def consents(self) -> ConsentRecords: ...
    @property
    def consultations(self) -> ConsultationRecords: ...
    @property
    def duties(self) -> DutyRecords: ...
    @property
    def facilities(self) -> FacilityRecords: ...
    @property
    def follow_ups(self) -> FollowUpRecords: ...
    @property
    def intakes(self) -> IntakeRecords: ...
    @property
    def notices(self) -> NoticeBook: ...
    @property
    def patients(self) -> PatientRecords: ...
    @property
    def staff(self) -> StaffRecords: ...
    @property
    def waiting_times(self) -> WaitingTimeRecords: ...
