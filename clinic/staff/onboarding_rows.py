"""One row of a list of staff: what stands in it, or what is wrong with it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from clinic.facilities.facility import facility_code
from clinic.imports.report import Finding, shape_findings
from clinic.imports.sheet import Column, Row
from clinic.staff.account import Role
from clinic.staff.application import Gender, Profile, Registration, councils, gender, languages, registration
from clinic.staff.applications import contacts
from clinic.staff.login import parse_login, parse_name
from rooms.ports import Refusal

T = TypeVar("T")

COLUMNS = (
    Column("name", ("full name", "doctor name", "staff name", "नाम")),
    Column("login", ("mobile", "mobile number", "phone", "e-mail", "email", "user", "मोबाइल")),
    Column("role", ("designation", "cadre", "पद")),
    Column("facility", ("facility code", "centre code", "hwc code")),
    Column("council", ("medical council", "state council"), required=False),
    Column("registration_number", ("registration no", "reg no", "reg number"), required=False),
    Column("year", ("year of registration", "registration year"), required=False),
    Column("qualification", ("degree", "qualifications"), required=False),
    Column("system", ("system of medicine",), required=False),
    Column("speciality", ("specialty", "department"), required=False),
    Column("languages", ("language", "languages spoken"), required=False),
    Column("gender", ("sex", "लिंग"), required=False),
)
ROLE_SYNONYMS: Mapping[str, Role] = {
    "cho": Role.HEALTH_WORKER,
    "communityhealthofficer": Role.HEALTH_WORKER,
    "medicalofficer": Role.MEDICAL_OFFICER,
} | {role.value.replace("_", ""): role for role in Role}
PRACTISES = frozenset({Role.DOCTOR, Role.SPECIALIST})
# In a list only the first letter stands often enough.
GENDERS = {"": Gender.UNDISCLOSED.value, "f": Gender.FEMALE.value, "m": Gender.MALE.value, "o": Gender.OTHER.value}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row in which nothing is wrong. ``facility``: its code."""

    line: int
    name: str
    login: str
    role: Role
    facility: str
    registration: Registration | None
    profile: Profile

    @property
    def registered_as(self) -> tuple[str, str] | None:
        return (self.registration.council, self.registration.number) if self.registration else None


@dataclass(frozen=True, slots=True)
class Checked:
    """``candidate`` is ``None`` where there are findings."""

    line: int
    candidate: Candidate | None
    findings: tuple[Finding, ...]


def check_row(row: Row, this_year: int) -> Checked:
    """By itself: the rest of the list and the database are not asked."""
    findings = shape_findings(row)

    def read(parse: Callable[[str], T], column: str) -> T | None:
        try:
            return parse(row.cells.get(column, ""))
        except Refusal as refusal:
            findings.append(_finding(row, refusal, column))
            return None

    name, login = read(parse_name, "name"), read(parse_login, "login")
    role, facility = read(_role, "role"), read(facility_code, "facility")
    held = read(lambda _: _registration(row, this_year), "council") if role in PRACTISES else None
    spoken, of_gender = read(_languages, "languages"), read(_gender, "gender")
    if findings or not (name and login and role and facility and spoken and of_gender):
        return Checked(row.line, None, tuple(findings))
    mobile, email = contacts(login, None, None)
    profile = Profile(spoken, of_gender, mobile, email)
    return Checked(row.line, Candidate(row.line, name, login, role, facility, held, profile), ())


def _finding(row: Row, refusal: Refusal, column: str) -> Finding:
    at_fault = refusal.fields[0] if refusal.fields and refusal.fields[0] in row.cells else column
    return Finding(row.line, at_fault, refusal.code, refusal.message, row.cells.get(at_fault, ""))


def _role(text: str) -> Role:
    role = ROLE_SYNONYMS.get("".join(sign for sign in text.casefold() if sign.isalpha()))
    if role is None:
        raise Refusal("role_invalid", f"The role is one of: {', '.join(Role)}.", ("role",))
    return role


def _registration(row: Row, this_year: int) -> Registration:
    cells = {column.name: row.cells.get(column.name, "") for column in COLUMNS}
    year = int(cells["year"]) if cells["year"].isdecimal() and len(cells["year"]) == 4 else 0
    return registration(
        _council_id(cells["council"]),
        cells["registration_number"],
        year,
        cells["qualification"],
        cells["system"] or "allopathy",
        cells["speciality"] or "general_medicine",
        this_year,
    )


def _council_id(text: str) -> str:
    """Either its id or its name."""
    return _council_ids().get(text.casefold(), text)


@cache
def _council_ids() -> Mapping[str, str]:
    return {council.name.casefold(): council.id for council in councils().values()}


def _languages(text: str) -> tuple[str, ...]:
    """Where none is named: Hindi and English, in which every page is there."""
    named = tuple(part for part in re.split(r"[,;/\s]+", text) if part)
    return languages(named or ("hi", "en"))


def _gender(text: str) -> Gender:
    return gender(GENDERS.get(text.strip().casefold(), text))
