"""What is held of a patient's consultations, for her to take along: ready for JSON, times in RFC 3339."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from clinic.consultation.consultation import Consultation
from clinic.consultation.file import ConsultationFile
from clinic.consultation.intake import Intake
from clinic.consultation.note import Note, as_json
from clinic.consultation.results import Result
from clinic.patients.patient import written

TIMES = ("requested_at", "called_at", "started_at", "ended_at", "signed_at")


@dataclass(frozen=True, slots=True)
class Held:
    """``follow_up``: the ISO date of the visit that the doctor asked for, and why.

    ``prescriptions``: what was signed, ready for JSON.
    """

    consultation: Consultation
    clinic_name: str
    doctor_name: str
    intake: Intake | None
    files: Sequence[ConsultationFile]
    note: Note | None
    results: Sequence[Result]
    follow_up: tuple[str, str] | None
    prescriptions: Sequence[Mapping[str, Any]] = ()


def told(held: Held) -> dict[str, Any]:
    one = held.consultation
    return {
        "id": one.id,
        "day": one.day,
        "number": one.number,
        "clinic": held.clinic_name,
        "doctor": held.doctor_name,
        "state": one.state.value,
        "mode": one.mode,
        "language": one.language,
        **{name: _written(getattr(one, name)) for name in TIMES},
        "told_before": None if held.intake is None else _intake(held.intake),
        "files": [_file(file) for file in held.files],
        "notes": None if held.note is None else _note(held.note),
        "results": [_result(result) for result in held.results],
        "follow_up": None if held.follow_up is None else dict(zip(("day", "reason"), held.follow_up, strict=True)),
        "prescriptions": list(held.prescriptions),
    }


def _intake(intake: Intake) -> dict[str, Any]:
    period = intake.last_period
    return {**asdict(intake), "last_period": None if period is None else period.isoformat()}


def _file(file: ConsultationFile) -> dict[str, Any]:
    """Its content is to be had where the consultation is shown."""
    return {
        "id": file.id,
        "kind": file.kind,
        "media_type": file.media_type,
        "size": file.size,
        "at": written(file.added_at),
    }


def _note(note: Note) -> dict[str, Any]:
    signature = note.signature
    told = {**as_json(note.fields), "revision": note.revision, "saved_at": written(note.saved_at), "signed": None}
    if signature is None:
        return told
    signed = {"at": written(signature.at), "by": signature.by, "sha256": signature.sha256}
    return told | {"signed": signed | {"identifiers": list(signature.identifiers)}}


def _result(result: Result) -> dict[str, Any]:
    return {
        "id": result.id,
        "added_by": f"{result.added_by_kind}:{result.added_by}",
        "facility": result.facility,
        "media_type": result.media_type,
        "size": result.size,
        "note": result.note,
        "at": written(result.added_at),
        "seen_at": _written(result.seen_at),
    }


def _written(seconds: float | None) -> str | None:
    return None if seconds is None else written(seconds)
