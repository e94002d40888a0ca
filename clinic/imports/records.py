"""What is kept of a file that somebody wants taken in."""

from dataclasses import dataclass
from typing import Literal, NewType, Protocol

ImportId = NewType("ImportId", str)
ImportKind = Literal["staff", "facilities"]


@dataclass(frozen=True, slots=True)
class Import:
    """A file's dry run. ``sha256``: of its bytes, 64 hexadecimal characters. ``made_by``: of the staff.

    ``accepted`` and ``refused`` count rows; ``accepted_at`` is ``None`` until it was taken in.
    """

    id: ImportId
    kind: ImportKind
    sha256: str
    made_by: str
    checked_at: float
    accepted: int
    refused: int
    accepted_at: float | None = None


class ImportRecords(Protocol):
    async def add(self, checked: Import, report: str) -> None:
        """``report``: CSV, which may quote what the file said."""

    async def get(self, import_id: ImportId) -> Import | None: ...

    async def report(self, import_id: ImportId) -> str | None: ...

    async def accept(self, import_id: ImportId, now: float) -> bool:
        """``False``: it was taken in before."""
