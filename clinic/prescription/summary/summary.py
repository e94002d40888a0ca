"""What a QR code says of a prescription: compact JSON, in one form, of what a chemist compares with the paper.

The fields are named by one letter, since each costs room: the code must be read from cheap paper.
"""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from clinic.prescription.coding import sha256_of
from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing, figure
from clinic.prescription.line import Line
from clinic.prescription.summary.packing import fits

VERSION = 1
NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Summary:
    """``id``: of the prescription. ``lines``: each as one text; ``left_out``: how many more there are on the paper.

    ``sha256``: of the whole content, its first 16 hexadecimal characters. ``signed_at``: seconds since 1970 UTC.
    """

    id: str
    key: str
    signed_at: int
    doctor: str
    registration: str
    facility: str
    patient: str
    age: int
    gender: str
    lines: tuple[str, ...]
    left_out: int
    held: int
    sha256: str


def summary_of(content: Content, key: str) -> Summary:
    """``key``: the id of the key that signs it. Of many lines those that fit are told, and how many more there are."""
    lines = tuple(_told(one) for one in content.lines)
    for kept in range(len(lines), -1, -1):
        summary = _summary(content, key, lines[:kept], len(lines) - kept)
        if kept == 0 or fits(as_bytes(summary), key):
            return summary
    raise AssertionError


def as_bytes(summary: Summary) -> bytes:
    """In UTF-8, with no spaces."""
    told: dict[str, Any] = {
        "v": VERSION,
        "k": summary.key,
        "i": _short(summary.id),
        "t": summary.signed_at,
        "d": summary.doctor,
        "r": summary.registration,
        "f": summary.facility,
        "p": summary.patient,
        "a": summary.age,
        "g": summary.gender,
        "m": list(summary.lines),
        "h": summary.sha256,
    }
    if summary.left_out:
        told["n"] = summary.left_out
    if summary.held:
        told["w"] = summary.held
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def summary_from(told: dict[str, Any]) -> Summary:
    """Raises ``KeyError``, ``TypeError``, ``ValueError`` for what ``as_bytes`` does not write."""
    lines: Sequence[Any] = told["m"]
    return Summary(
        id=_long(told["i"]),
        key=str(told["k"]),
        signed_at=int(told["t"]),
        doctor=str(told["d"]),
        registration=str(told["r"]),
        facility=str(told["f"]),
        patient=str(told["p"]),
        age=int(told["a"]),
        gender=str(told["g"]),
        lines=tuple(str(one) for one in lines),
        left_out=int(told.get("n", 0)),
        held=int(told.get("w", 0)),
        sha256=str(told["h"]),
    )


def _summary(content: Content, key: str, lines: tuple[str, ...], left_out: int) -> Summary:
    return Summary(
        id=content.id,
        key=key,
        signed_at=int(content.signed_at),
        doctor=_cut(content.prescriber.name),
        registration=_cut(content.prescriber.registration),
        facility=_cut(content.place.name),
        patient=_cut(content.patient.name),
        age=content.patient.age_years,
        gender=content.patient.gender[:1],
        lines=lines,
        left_out=left_out,
        held=content.held,
        sha256=sha256_of(content)[:16],
    )


def _told(line: Line) -> str:
    """ "Paracetamol 500 mg tablet 1-0-1 5d =10": as it stands on the paper, with its unit where the form is none."""
    dosing, unit = line.dosing, "" if line.unit == line.form else f" {line.unit}"
    parts = (_cut(line.name), line.strength, line.form, _how(dosing, unit), f"={line.units:g}{unit}")
    return " ".join(part for part in parts if part)


def _how(dosing: Dosing, unit: str) -> str:
    """Never "/7", which chemists read as "for so many days"."""
    if dosing.pattern == "once":
        return f"STAT {figure(dosing.daily)}{unit}"
    if dosing.pattern == "sos":
        return f"SOS {figure(dosing.sos_amount)}{unit}, max {dosing.most_a_day} a day, {dosing.days}d"
    every = "" if dosing.every_days == 1 else f" every {dosing.every_days} days,"
    return f"{dosing.shorthand}{unit}{every} {dosing.days}d"


def _cut(text: str) -> str:
    return text if len(text) <= NAME_LENGTH else text[: NAME_LENGTH - 1] + "…"


def _short(hexadecimal: str) -> str:
    """22 characters of base64url in place of 32."""
    return urlsafe_b64encode(bytes.fromhex(hexadecimal)).decode().rstrip("=")


def _long(short: str) -> str:
    return urlsafe_b64decode(str(short) + "==").hex()
