"""Checking what is told of a patient. Every refusal has a code of its own, so that a page can say what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from clinic.patients.patient import (
    GENDERS,
    RELATIONS,
    Birth,
    BirthDate,
    Changes,
    Gender,
    NewPatient,
    Patient,
    PatientId,
    Relation,
    ToldAge,
    indian_date,
    new_id,
)
from clinic.patients.wording import ascii_digits, line
from clinic.places.states import STATES, StateCode
from rooms.ports import Refusal

NAME_LENGTH = 100
ADDRESS_LENGTH = 300
DISTRICT_LENGTH = 100
OLDEST_YEARS = 120
ABHA_DIGITS = 14
_PIN_CODE = re.compile(r"[1-9][0-9]{5}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
# Letters, digits and at most one dot, not at an edge; no leading digit. ABDM's documents give 4 and 8 as the least
# length; whoever was given a short one has the number still.
_ABHA_ADDRESS = re.compile(r"(?=[^@]{8,64}@)[a-z][a-z0-9]*(\.[a-z0-9]+)?@(abdm|sbx)")


def registered(told: NewPatient, now: float) -> Patient:
    """Raises ``Refusal``."""
    return Patient(
        id=PatientId(new_id()),
        name=patient_name(told.name),
        birth=birth(told.age_years, told.birth_date, indian_date(now)),
        gender=_gender(told.gender),
        relation=_relation(told.relation),
        created_at=now,
        changed_at=now,
    )


def changed(patient: Patient, changes: Changes, now: float) -> tuple[Patient, tuple[str, ...]]:
    """The patient as she is now, and the names of the fields that differ. Raises ``Refusal``."""
    given: Mapping[str, Any] = dict(changes)
    checked: dict[str, Any] = {
        name: _checked(name, value) for name, value in given.items() if name not in ("age_years", "birth_date")
    }
    if "age_years" in given or "birth_date" in given:
        checked["birth"] = birth(given.get("age_years"), given.get("birth_date"), indian_date(now))
    fields = tuple(sorted(name for name, value in checked.items() if getattr(patient, name) != value))
    return (replace(patient, **checked, changed_at=now) if fields else patient), fields


def patient_name(text: str) -> str:
    return line(text, NAME_LENGTH, "name_invalid")


def birth(age_years: int | None, birth_date: date | None, today: date) -> Birth:
    match age_years, birth_date:
        case int(years), None if 0 <= years <= OLDEST_YEARS:
            return ToldAge(years, today)
        case None, date() as on if on <= today and BirthDate(on).age_years(today) <= OLDEST_YEARS:
            return BirthDate(on)
    raise Refusal("birth_invalid", f"Please give an age of 0 to {OLDEST_YEARS} years or a date of birth, not both.")


def abha_number(text: str) -> str:
    """14 digits in any grouping, kept as NN-NNNN-NNNN-NNNN. No checksum is documented, so none is enforced."""
    digits = ascii_digits(text, "abha_number_invalid", separators=" -\u2010\u2011\u2012\u2013")
    if len(digits) != ABHA_DIGITS:
        raise Refusal("abha_number_invalid", f"An ABHA number has {ABHA_DIGITS} digits.")
    return f"{digits[:2]}-{digits[2:6]}-{digits[6:10]}-{digits[10:]}"


def _gender(text: str) -> Gender:
    if text not in GENDERS:
        raise Refusal("gender_invalid", "Please choose a gender, or that you would rather not say.")
    return text


def _relation(text: str) -> Relation:
    if text not in RELATIONS:
        raise Refusal("relation_invalid", "Please choose how the patient is related to you.")
    return text


def _address(text: str) -> str:
    return line(" ".join(text.split()), ADDRESS_LENGTH, "address_invalid")


def _district(text: str) -> str:
    return line(text, DISTRICT_LENGTH, "district_invalid")


def _pin_code(text: str) -> str:
    digits = ascii_digits(text, "pin_code_invalid", separators=" ")
    return _matching(_PIN_CODE, digits, "pin_code_invalid", "A PIN code has 6 digits.")


def known_state(code: int) -> StateCode:
    """``code``: of the Local Government Directory."""
    if code not in STATES:
        raise Refusal("state_invalid", "Please choose a state or union territory.")
    return StateCode(code)


def _language(text: str) -> str:
    return _matching(_LANGUAGE, text, "language_invalid", "Please choose a language.")


def _abha_address(text: str) -> str:
    sentence = "An ABHA address has letters, digits and at most one dot, and ends in @abdm."
    return _matching(_ABHA_ADDRESS, text.strip().lower(), "abha_address_invalid", sentence)


def _matching(pattern: re.Pattern[str], text: str, code: str, sentence: str) -> str:
    if not pattern.fullmatch(text):
        raise Refusal(code, sentence)
    return text


_NEEDED: dict[str, Callable[[str], str]] = {"name": patient_name, "gender": _gender, "relation": _relation}
_OPTIONAL: dict[str, Callable[[str], str]] = {
    "address": _address,
    "pin_code": _pin_code,
    "district": _district,
    "language": _language,
    "abha_number": abha_number,
    "abha_address": _abha_address,
}


def _checked(field: str, value: Any) -> str | StateCode | None:
    if field == "state":
        return None if value is None else known_state(value)
    if field in _NEEDED and value is not None:
        return _NEEDED[field](value)
    if field in _OPTIONAL:
        return None if value is None or not value.strip() else _OPTIONAL[field](value)
    raise Refusal("field_invalid", "This cannot be changed.", fields=(field,))
