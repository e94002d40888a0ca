"""A file that belongs to a consultation: a voice note, a photo, a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NewType, get_args

from clinic.consultation.consultation import ConsultationId
from clinic.uploads.blobs import BlobId
from clinic.uploads.limits import MIB, Purpose
from rooms.ports import Refusal

FileId = NewType("FileId", str)
FileKind = Literal["voice", "photo", "report"]
FILE_KINDS: tuple[FileKind, ...] = get_args(FileKind)

MOST: Mapping[FileKind, int] = {"voice": 5, "photo": 10, "report": 10}
MOST_BYTES = 60 * MIB
PURPOSE: Mapping[FileKind, Purpose] = {"voice": "voice", "photo": "photo", "report": "document"}


@dataclass(frozen=True, slots=True)
class ConsultationFile:
    """``place``: which of its kind it is. ``size`` in bytes. ``added_at``: seconds since 1970 UTC."""

    id: FileId
    consultation: ConsultationId
    kind: FileKind
    place: int
    blob: BlobId
    media_type: str
    size: int
    added_at: float


def kind_of(text: str) -> FileKind:
    """Raises ``Refusal``."""
    for kind in FILE_KINDS:
        if kind == text:
            return kind
    raise Refusal("file_kind_invalid", "Please choose what this file is.")


def free_place(kind: FileKind, others: Sequence[ConsultationFile], size: int) -> int:
    """For one more of that many bytes. Raises ``Refusal``."""
    taken = {one.place for one in others if one.kind == kind}
    if len(taken) >= MOST[kind]:
        raise Refusal("files_too_many", f"A consultation has up to {MOST[kind]} files of this kind.")
    if sum(one.size for one in others) + size > MOST_BYTES:
        raise Refusal("files_too_large", f"The files of a consultation have up to {MOST_BYTES // MIB} MB together.")
    return next(place for place in range(MOST[kind]) if place not in taken)
