"""What has happened, told after it was kept: who hears of it stands in ``server.subscriptions``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from clinic.consultation.consultation import ConsultationId
from clinic.opd.clinic import ClinicId
from clinic.patients.patient import MobileId
from clinic.staff.account import StaffId
from rooms.ports import RoomId


@dataclass(frozen=True, slots=True)
class ClinicChanged:
    """It opened, paused, closed, or is another one now. ``state``: LGD code."""

    clinic: ClinicId
    state: int


@dataclass(frozen=True, slots=True)
class QueueChanged:
    """Somebody came, went or moved, or a doctor did."""

    clinic: ClinicId


@dataclass(frozen=True, slots=True)
class TokenChanged:
    consultation: ConsultationId
    mobile: MobileId


@dataclass(frozen=True, slots=True)
class Rung:
    """The doctor is calling. ``ends_at``: seconds since 1970 UTC."""

    consultation: ConsultationId
    mobile: MobileId
    ends_at: float


@dataclass(frozen=True, slots=True)
class TelephoneDue:
    """Her telephone is to ring: to remind her, or to be consulted by."""

    consultation: ConsultationId
    purpose: Literal["reminder", "consultation"]


@dataclass(frozen=True, slots=True)
class CallOver:
    """The room of this call is to be closed."""

    room: RoomId


@dataclass(frozen=True, slots=True)
class DeskChanged:
    doctor: StaffId


@dataclass(frozen=True, slots=True)
class PrescriptionGiven:
    """Signed, or cancelled: the household's pages show it."""

    consultation: ConsultationId
    prescription: str
    mobile: MobileId


@dataclass(frozen=True, slots=True)
class NoticesWritten:
    """Somebody is to be told something: the notifier need not wait for its next look."""


DomainEvent = (
    ClinicChanged
    | QueueChanged
    | TokenChanged
    | Rung
    | TelephoneDue
    | CallOver
    | DeskChanged
    | PrescriptionGiven
    | NoticesWritten
)
Publish = Callable[[Sequence[DomainEvent]], None]
"""To be called once the transaction was kept."""
