"""A prescription while it is written: its fields, and how what two pages write at once is put together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from clinic.consultation.consultation import ConsultationId
from clinic.prescription.line import InPerson, Line, Vitals
from clinic.staff.account import StaffId
from rooms.ports import Refusal

TextField = Literal["investigations", "diet", "worse", "referral"]
TEXT_FIELDS: tuple[TextField, ...] = get_args(TextField)
FIELDS = ("lines", "vitals", "in_person", *TEXT_FIELDS)
TEXT_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Fields:
    """``worse``: what the patient is to do if it gets worse. Diagnosis, advice and follow-up stand in the notes."""

    lines: tuple[Line, ...] = ()
    vitals: Vitals = field(default_factory=Vitals)
    in_person: InPerson | None = None
    investigations: str = ""
    diet: str = ""
    worse: str = ""
    referral: str = ""


Changes = Mapping[str, Any]
"""By the names of ``FIELDS``: only what is changed."""


@dataclass(frozen=True, slots=True)
class Draft:
    """``touched``: in which revision each field was changed last. ``saved_at``: seconds since 1970 UTC.

    ``audited_at``: when a save was last written to the audit. ``amends``: the id of the signed one that it is to take
    the place of, with ``reason``; both may be empty.
    """

    consultation: ConsultationId
    doctor: StaffId
    revision: int
    fields: Fields
    touched: Mapping[str, int]
    saved_at: float
    audited_at: float
    amends: str = ""
    reason: str = ""


class PrescriptionChanged(Refusal):
    """Another page has changed the same field. ``current``: all that is kept, as the page is told it."""

    def __init__(self, draft: Draft, fields: Sequence[str]) -> None:
        super().__init__(
            "prescription_changed", "This prescription was changed in another window meanwhile.", tuple(fields)
        )
        self.draft = draft
        self.current: dict[str, Any] = {}


def blank(consultation: ConsultationId, doctor: StaffId) -> Draft:
    """Revision 0: nothing was saved yet."""
    return Draft(consultation, doctor, 0, Fields(), {}, 0.0, 0.0)


def merged(draft: Draft, base: int, changes: Changes) -> Draft:
    """The draft with these changes, made by a page that has seen the revision ``base``; the same where all is there.

    Different fields of two pages both stay. Raises ``PrescriptionChanged`` where the same one was changed since.
    """
    different = {name: value for name, value in changes.items() if getattr(draft.fields, name) != value}
    # A revision that is ahead of ours was lost: nobody knows what that page has seen.
    stale = base > draft.revision
    conflicts = [name for name in different if stale or draft.touched.get(name, 0) > base]
    if conflicts:
        raise PrescriptionChanged(draft, conflicts)
    if not different:
        return draft
    revision = draft.revision + 1
    touched = {**draft.touched, **dict.fromkeys(different, revision)}
    return replace(draft, revision=revision, fields=replace(draft.fields, **different), touched=touched)


def is_empty(fields: Fields) -> bool:
    return not fields.lines and not any(getattr(fields, name).strip() for name in TEXT_FIELDS)
