"""An account of the staff: who she is, what she is at which facility, and where her account stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NewType

from clinic.actors import Actor
from rooms.ports import Refusal

StaffId = NewType("StaffId", str)


class Role(StrEnum):
    DOCTOR = "doctor"
    SPECIALIST = "specialist"
    HEALTH_WORKER = "health_worker"  # the community health officer (CHO) of a spoke
    MEDICAL_OFFICER = "medical_officer"
    FACILITY_ADMINISTRATOR = "facility_administrator"
    HUB_ADMINISTRATOR = "hub_administrator"
    STATE_ADMINISTRATOR = "state_administrator"


class Status(StrEnum):
    APPLIED = "applied"
    VERIFIED = "verified"
    SUSPENDED = "suspended"
    REJECTED = "rejected"


Decision = Literal["verify", "reject", "suspend", "reinstate"]
TRANSITIONS: Mapping[tuple[Status, Decision], Status] = {
    (Status.APPLIED, "verify"): Status.VERIFIED,
    (Status.APPLIED, "reject"): Status.REJECTED,
    (Status.VERIFIED, "suspend"): Status.SUSPENDED,
    (Status.SUSPENDED, "reinstate"): Status.VERIFIED,
}


def after(status: Status, decision: Decision) -> Status:
    """Raises ``Refusal`` for a decision that cannot be made now."""
    try:
        return TRANSITIONS[status, decision]
    except KeyError:
        raise Refusal("staff_state", f"This cannot be done with an account that is {status}.") from None


@dataclass(frozen=True, slots=True)
class Assignment:
    """``facility``: its id, ``None`` for the state as a whole."""

    role: Role
    facility: str | None


@dataclass(frozen=True, slots=True)
class Account:
    """``login``: an e-mail address, or a mobile number in E.164."""

    id: StaffId
    login: str
    name: str
    status: Status
    assignments: tuple[Assignment, ...]
    has_second_factor: bool = False

    def actor(self, origin: str) -> Actor:
        """She acts for the facility that she was given first."""
        facility = self.assignments[0].facility if self.assignments else None
        return Actor("staff", self.id, facility, origin)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is kept of one that is made. ``password_hash`` is ``None`` until she has chosen one by an invitation."""

    id: StaffId
    login: str
    name: str
    status: Status
    assignments: tuple[Assignment, ...]
    created_at: float
    password_hash: str | None = None
    imported_by: str | None = None
