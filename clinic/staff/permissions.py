"""What somebody of the staff may do, and where."""

from collections.abc import Sequence
from enum import StrEnum

from clinic.staff.account import Account, Role, Status
from rooms.ports import Refusal

SMALL_COUNT = 5


class Permission(StrEnum):
    CONSULT = "consult"
    PRESCRIBE = "prescribe"
    ASK_CONSULTATION = "ask_consultation"
    REGISTER_PATIENT = "register_patient"
    SEARCH_PATIENT = "search_patient"
    MERGE_PATIENTS = "merge_patients"
    DECIDE_ERASURE = "decide_erasure"
    VERIFY_STAFF = "verify_staff"
    SUSPEND_STAFF = "suspend_staff"
    IMPORT = "import"
    MANAGE_FACILITIES = "manage_facilities"
    SEE_COUNTS = "see_counts"
    BREAK_GLASS = "break_glass"
    HANDLE_COMPLAINTS = "handle_complaints"
    CLASSIFY_MEDICINES = "classify_medicines"
    APPROVE_QUESTIONS = "approve_questions"
    ANSWER_ALERTS = "answer_alerts"
    MANAGE_CLINICS = "manage_clinics"


_TREATS = frozenset(
    {
        Permission.CONSULT,
        Permission.PRESCRIBE,
        Permission.SEARCH_PATIENT,
        Permission.MERGE_PATIENTS,
        Permission.ANSWER_ALERTS,
    }
)
_ADMINISTERS = frozenset(
    {
        Permission.DECIDE_ERASURE,
        Permission.VERIFY_STAFF,
        Permission.SUSPEND_STAFF,
        Permission.IMPORT,
        Permission.SEE_COUNTS,
        Permission.BREAK_GLASS,
        Permission.HANDLE_COMPLAINTS,
        Permission.ANSWER_ALERTS,
        Permission.MANAGE_CLINICS,
    }
)
# Administrators see counts, and a record only by breaking the glass: so they neither search nor merge patients.
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.DOCTOR: _TREATS,
    Role.SPECIALIST: _TREATS,
    Role.HEALTH_WORKER: frozenset(
        {
            Permission.ASK_CONSULTATION,
            Permission.REGISTER_PATIENT,
            Permission.SEARCH_PATIENT,
            Permission.MERGE_PATIENTS,
        }
    ),
    Role.MEDICAL_OFFICER: frozenset(
        {
            Permission.CLASSIFY_MEDICINES,
            Permission.APPROVE_QUESTIONS,
            Permission.SEE_COUNTS,
            Permission.ANSWER_ALERTS,
        }
    ),
    Role.FACILITY_ADMINISTRATOR: _ADMINISTERS,
    Role.HUB_ADMINISTRATOR: _ADMINISTERS | {Permission.MANAGE_FACILITIES},
    Role.STATE_ADMINISTRATOR: _ADMINISTERS | {Permission.MANAGE_FACILITIES},
}
_CARE = frozenset({Role.DOCTOR, Role.SPECIALIST, Role.HEALTH_WORKER})
# Whose accounts a role decides on: nobody raises others to her own rank, save those who answer for the whole state.
GOVERNS: dict[Role, frozenset[Role]] = {
    Role.FACILITY_ADMINISTRATOR: _CARE,
    Role.HUB_ADMINISTRATOR: _CARE | {Role.FACILITY_ADMINISTRATOR},
    Role.STATE_ADMINISTRATOR: frozenset(Role),
}


def may(account: Account, permission: Permission, facility: str | None, ancestors: Sequence[str] = ()) -> bool:
    """``ancestors``: all that stand above the facility. ``None`` as facility is the state as a whole.

    What she may at a facility she may at everything below it. Who is not verified may nothing.
    """
    roles = roles_at(account, facility, ancestors)
    return account.status is Status.VERIFIED and any(permission in PERMISSIONS[role] for role in roles)


def check_may(account: Account, permission: Permission, facility: str | None, ancestors: Sequence[str] = ()) -> None:
    """Raises ``Refusal``."""
    if not may(account, permission, facility, ancestors):
        raise Refusal("not_permitted", "You are not allowed to do this here.")


def may_anywhere(account: Account, permission: Permission) -> bool:
    """Whether a page offers it at all."""
    granted = (PERMISSIONS[assignment.role] for assignment in account.assignments)
    return account.status is Status.VERIFIED and any(permission in permissions for permissions in granted)


def governed_roles(account: Account, permission: Permission) -> frozenset[Role]:
    """Whose accounts she decides on, wherever she has that permission."""
    deciding = (one.role for one in account.assignments if permission in PERMISSIONS[one.role])
    return frozenset[Role]().union(*(GOVERNS.get(role, frozenset()) for role in deciding))


def roles_at(account: Account, facility: str | None, ancestors: Sequence[str]) -> frozenset[Role]:
    """Those given for it, for one above it, or for the whole state."""
    places = {None, facility, *ancestors}
    return frozenset(assignment.role for assignment in account.assignments if assignment.facility in places)


def hidden_if_small(count: int) -> int | None:
    """``None`` for a cell under five, by which somebody could be found; nobody at all may be told."""
    return None if 0 < count < SMALL_COUNT else count
