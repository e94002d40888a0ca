"""A patient as a row: what is personal sealed, what she is looked for by as keyed hashes."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row

from clinic.patients.patient import Birth, BirthDate, Patient, PatientId, ToldAge
from storage.vault import Vault

ADDRESS = ("address", "pin_code", "state", "district")
ABHA = ("abha_number", "abha_address")
OPEN = ("gender", "relation", "language")
LOOKED_FOR = ("abha_number", "abha_address")
NOTHING_PERSONAL: dict[str, None] = dict.fromkeys(
    ("name", "birth", "address", "abha", "abha_number_lookup", "abha_address_lookup", *OPEN)
)


def row_of(vault: Vault, patient: Patient) -> dict[str, Any]:
    fields = ("name", "birth", *ADDRESS, *ABHA, *OPEN)
    return {"id": patient.id, "created_at": patient.created_at} | columns_of(vault, patient, fields)


def columns_of(vault: Vault, patient: Patient, fields: Sequence[str]) -> dict[str, Any]:
    """The columns in which these fields are kept."""
    row: dict[str, Any] = {"changed_at": patient.changed_at}
    row |= {name: getattr(patient, name) for name in OPEN if name in fields}
    if "name" in fields:
        row["name"] = vault.seal(patient.name, _place("name", patient.id))
    if "birth" in fields:
        row["birth"] = vault.seal(_birth_text(patient.birth), _place("birth", patient.id))
    for column, names in (("address", ADDRESS), ("abha", ABHA)):
        if any(name in fields for name in names):
            row[column] = _sealed(vault, patient, column, names)
    for name in LOOKED_FOR:
        if name in fields:
            value = getattr(patient, name)
            row[f"{name}_lookup"] = None if value is None else vault.lookup(name, value)
    return row


def patient_of(vault: Vault, row: Row[Any]) -> Patient:
    """Raises ``VaultError``."""
    return Patient(
        id=PatientId(row.id),
        name=vault.unseal(row.name, _place("name", row.id)),
        birth=_birth(vault.unseal(row.birth, _place("birth", row.id))),
        created_at=row.created_at,
        changed_at=row.changed_at,
        **{name: getattr(row, name) for name in OPEN},
        **_unsealed(vault, row.address, _place("address", row.id)),
        **_unsealed(vault, row.abha, _place("abha", row.id)),
    )


def _sealed(vault: Vault, patient: Patient, column: str, names: Sequence[str]) -> bytes | None:
    told = {name: getattr(patient, name) for name in names if getattr(patient, name) is not None}
    return vault.seal(json.dumps(told, ensure_ascii=False), _place(column, patient.id)) if told else None


def _unsealed(vault: Vault, sealed: bytes | None, place: str) -> dict[str, Any]:
    return {} if sealed is None else dict(json.loads(vault.unseal(sealed, place)))


def _birth_text(birth: Birth) -> str:
    """ "1990-01-31", or the age and the date on which it was told: "34 2026-11-23"."""
    return birth.on.isoformat() if isinstance(birth, BirthDate) else f"{birth.years} {birth.told_on.isoformat()}"


def _birth(text: str) -> Birth:
    years, _, day = text.rpartition(" ")
    return ToldAge(int(years), date.fromisoformat(day)) if years else BirthDate(date.fromisoformat(day))


def _place(column: str, patient: str) -> str:
    return f"patients.{column}:{patient}"
