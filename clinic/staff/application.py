"""What a doctor tells of herself when she applies, and what is kept of it."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from clinic.staff.account import StaffId
from rooms.ports import Refusal

COUNCILS = Path(__file__).with_name("councils.json")
FIRST_YEAR = 1940
_NUMBER = re.compile(r"[A-Z0-9][A-Z0-9/.\-]{0,39}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_BLOB = re.compile(r"[0-9a-f]{32}")


class System(StrEnum):
    ALLOPATHY = "allopathy"
    AYURVEDA = "ayurveda"
    YOGA = "yoga"
    UNANI = "unani"
    SIDDHA = "siddha"
    HOMOEOPATHY = "homoeopathy"


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"
    UNDISCLOSED = "undisclosed"


@dataclass(frozen=True, slots=True)
class Council:
    """A register of practitioners. ``systems``: whose practitioners it registers."""

    id: str
    name: str
    systems: frozenset[System]


@dataclass(frozen=True, slots=True)
class Registration:
    """``council``: its id. ``year``: of the registration. ``qualification``: as it stands in the register."""

    council: str
    number: str
    year: int
    qualification: str
    system: System
    speciality: str


@dataclass(frozen=True, slots=True)
class Profile:
    """``languages``: ISO 639 codes, the best first. ``document``: the id of an uploaded file."""

    languages: tuple[str, ...]
    gender: Gender
    mobile: str | None = None
    email: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Application:
    """``registration`` is ``None`` for who practises no medicine: a health worker, an administrator."""

    staff: StaffId
    registration: Registration | None
    profile: Profile
    applied_at: float
    decided_at: float | None = None
    decided_by: str | None = None
    reason: str = ""


@cache
def councils() -> Mapping[str, Council]:
    """By their ids, in the order in which they are shown."""
    listed = json.loads(COUNCILS.read_text(encoding="utf-8"))["councils"]
    return {one["id"]: Council(one["id"], one["name"], frozenset(map(System, one["systems"]))) for one in listed}


def registration(
    council: str, number: str, year: int, qualification: str, system: str, speciality: str, this_year: int
) -> Registration:
    """Raises ``Refusal``, whose ``fields`` name the one that is wrong."""
    practised = _system(system)
    if council not in councils() or practised not in councils()[council].systems:
        raise Refusal("council_invalid", "Choose the council that keeps your registration.", ("council",))
    if not FIRST_YEAR <= year <= this_year:
        raise Refusal("year_invalid", "This cannot be the year of a registration.", ("year",))
    return Registration(
        council,
        registration_number(number),
        year,
        short_text(qualification, "qualification", 200),
        practised,
        short_text(speciality, "speciality", 100),
    )


def registration_number(text: str) -> str:
    """In one form, so that the same number is found however it is written. Raises ``Refusal``."""
    number = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).upper()
    if not _NUMBER.fullmatch(number):
        raise Refusal("registration_invalid", "This is not a registration number.", ("registration_number",))
    return number


def languages(codes: tuple[str, ...]) -> tuple[str, ...]:
    """Raises ``Refusal``."""
    small = tuple(dict.fromkeys(code.strip().lower() for code in codes))
    if not 1 <= len(small) <= 25 or not all(_LANGUAGE.fullmatch(code) for code in small):
        raise Refusal("languages_invalid", "Name the languages that you speak.", ("languages",))
    return small


def gender(text: str) -> Gender:
    """Raises ``Refusal``."""
    try:
        return Gender(text.strip().lower())
    except ValueError:
        raise Refusal("gender_invalid", "Choose one of the genders that are offered.", ("gender",)) from None


def document_id(text: str) -> str:
    """Raises ``Refusal``."""
    if not _BLOB.fullmatch(text):
        raise Refusal("document_missing", "Upload the document of your registration.", ("document",))
    return text


def short_text(text: str, field: str, length: int) -> str:
    """One line, composed (NFC). Raises ``Refusal``."""
    line = unicodedata.normalize("NFC", text).strip()
    unseen = any(unicodedata.category(sign) in ("Cc", "Cs", "Co", "Cn", "Zl", "Zp") for sign in line)
    if not 1 <= len(line) <= length or unseen:
        raise Refusal(f"{field}_invalid", f"Write 1 to {length} characters here.", (field,))
    return line


def _system(text: str) -> System:
    try:
        return System(text.strip().lower())
    except ValueError:
        raise Refusal("system_invalid", "Choose one of the systems of medicine.", ("system",)) from None
