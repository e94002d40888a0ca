"""What somebody is in a room, and what that lets her do."""

from collections.abc import Iterable
from enum import StrEnum


class Role(StrEnum):
    DOCTOR = "doctor"
    PATIENT = "patient"
    HEALTH_WORKER = "health_worker"
    SPECIALIST = "specialist"
    COMPANION = "companion"
    INTERPRETER = "interpreter"
    OBSERVER = "observer"


class Grant(StrEnum):
    PUBLISH = "publish"
    SCREEN = "screen"
    ADMIT = "admit"
    MUTE_OTHERS = "mute_others"
    END = "end"
    RECORD = "record"


_ALL = frozenset(Grant)
_SPEAKS = frozenset({Grant.PUBLISH})

GRANTS: dict[Role, frozenset[Grant]] = {
    Role.DOCTOR: _ALL,
    Role.SPECIALIST: _ALL,
    Role.HEALTH_WORKER: frozenset({Grant.PUBLISH, Grant.SCREEN, Grant.ADMIT}),
    Role.PATIENT: _SPEAKS,
    Role.COMPANION: _SPEAKS,
    Role.INTERPRETER: _SPEAKS,
    Role.OBSERVER: frozenset(),
}
WAITING_ROLES = frozenset({Role.PATIENT, Role.COMPANION, Role.OBSERVER})


def grants_of(roles: Iterable[Role]) -> frozenset[Grant]:
    """A seat of two people may do what either of them may."""
    return frozenset[Grant]().union(*(GRANTS[role] for role in roles))


def waits(roles: Iterable[Role]) -> bool:
    """Whether a seat begins in the lobby: not if one of its people lets others in herself."""
    return WAITING_ROLES.issuperset(roles)


def is_observer(roles: Iterable[Role]) -> bool:
    """Whether only observers sit there: everybody is told before they are let in."""
    return all(role is Role.OBSERVER for role in roles)
