"""What has happened with alerts, told after it was kept: who hears of it stands in ``server.subscriptions``."""

from dataclasses import dataclass

from clinic.staff.account import StaffId
from clinic.triage.alert import AlertId


@dataclass(frozen=True, slots=True)
class AlertRaised:
    """``staff``: the doctors on duty who are to be told, now."""

    alert: AlertId
    staff: tuple[StaffId, ...]


@dataclass(frozen=True, slots=True)
class AlertUnanswered:
    """Nobody took it in time. ``staff``: whom to tell besides: medical officers and administrators."""

    alert: AlertId
    staff: tuple[StaffId, ...]


@dataclass(frozen=True, slots=True)
class AlertChanged:
    """It was taken, closed, or lies open again. ``staff``: who may have it on her desk."""

    alert: AlertId
    staff: tuple[StaffId, ...]


@dataclass(frozen=True, slots=True)
class PatientWorse:
    """Somebody who waits has said that she is worse: her clinic's queue shows it. A doctor decides what follows."""

    consultation: str
    clinic: str


TriageEvent = AlertRaised | AlertUnanswered | AlertChanged | PatientWorse
