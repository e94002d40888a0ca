"""Who is ill, as told by her or by whoever holds the mobile."""

import re
import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Literal, NewType, TypedDict, get_args

from clinic.places.states import StateCode
from rooms.ports import Refusal

PatientId = NewType("PatientId", str)
MobileId = NewType("MobileId", str)

Gender = Literal["male", "female", "other", "undisclosed"]
Relation = Literal["self", "spouse", "child", "parent", "sibling", "grandparent", "grandchild", "other"]
GENDERS: tuple[Gender, ...] = get_args(Gender)
RELATIONS: tuple[Relation, ...] = get_args(Relation)

INDIAN_TIME = timezone(timedelta(hours=5, minutes=30))
ID_BYTES = 16
_ID = re.compile(rf"[0-9a-f]{{{2 * ID_BYTES}}}")


@dataclass(frozen=True, slots=True)
class BirthDate:
    on: date

    def age_years(self, today: date) -> int:
        return today.year - self.on.year - ((today.month, today.day) < (self.on.month, self.on.day))


@dataclass(frozen=True, slots=True)
class ToldAge:
    """Whoever tells an age may turn a year older on any day: it is right to within a year."""

    years: int
    told_on: date

    def age_years(self, today: date) -> int:
        return self.years + BirthDate(self.told_on).age_years(today)


Birth = BirthDate | ToldAge


@dataclass(frozen=True, slots=True)
class Patient:
    """``address`` to ``abha_address`` are asked while she waits. ``relation``: to the holder of the mobile.

    ``language``: BCP 47. ``abha_number``: NN-NNNN-NNNN-NNNN. Times are seconds since 1970 UTC.
    """

    id: PatientId
    name: str
    birth: Birth
    gender: Gender
    relation: Relation
    created_at: float
    changed_at: float
    address: str | None = None
    pin_code: str | None = None
    state: StateCode | None = None
    district: str | None = None
    language: str | None = None
    abha_number: str | None = None
    abha_address: str | None = None


@dataclass(frozen=True, slots=True)
class NewPatient:
    """As told: an age in years or a date of birth, one of both. Checked by ``fields.registered``."""

    name: str
    gender: str
    relation: str = "self"
    age_years: int | None = None
    birth_date: date | None = None


class Changes(TypedDict, total=False):
    """What is to be changed, as told; ``None`` clears what may be empty. Checked by ``fields.changed``."""

    name: str
    age_years: int
    birth_date: date
    gender: str
    relation: str
    address: str | None
    pin_code: str | None
    state: int | None
    district: str | None
    language: str | None
    abha_number: str | None
    abha_address: str | None


class PatientNotYours(Refusal):
    """Unknown, erased, of another household or of another facility: whoever asks is not told which."""

    def __init__(self, patient: str) -> None:
        super().__init__("patient_not_yours", "This patient is not on your list.")
        self.patient = patient


def new_id() -> str:
    """128 random bits, as 32 hexadecimal characters."""
    return secrets.token_hex(ID_BYTES)


def is_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def indian_date(now: float) -> date:
    return datetime.fromtimestamp(now, INDIAN_TIME).date()


def written(seconds: float) -> str:
    """RFC 3339, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
