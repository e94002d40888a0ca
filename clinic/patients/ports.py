"""What is kept of patients and of the mobiles that they are reached by."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from clinic.identity.mobile import Mobile
from clinic.patients.patient import MobileId, Patient, PatientId
from clinic.places.states import StateCode


@dataclass(frozen=True, slots=True)
class MobileRecord:
    """A number while one household has it; reissued, the number gets a record of its own.

    ``doubted_at``: signed in after a long silence, and nothing shown since for want of a second fact.
    """

    id: MobileId
    number: Mobile
    state: StateCode
    created_at: float
    last_seen_at: float
    doubted_at: float | None = None
    wrong_facts: int = 0
    wrong_facts_since: float = 0.0


@dataclass(frozen=True, slots=True)
class NumberHeld:
    """A number by which a patient is or was reached; ``None`` once it was erased."""

    number: Mobile | None
    since: float
    until: float | None


@dataclass(frozen=True, slots=True)
class Attendance:
    facility: str
    since: float


class MobileRecords(Protocol):
    """None of these gives a record that has ended, but ``held_by`` does."""

    async def add(self, mobile: MobileRecord) -> bool:
        """False, and nothing is kept, where the number has a record already."""

    async def find(self, number: Mobile) -> MobileRecord | None:
        """Locked until the transaction ends."""

    async def get(self, mobile: MobileId) -> MobileRecord | None: ...

    async def hold(self, mobile: MobileId) -> MobileRecord | None:
        """Locked until the transaction ends."""

    async def change(self, mobile: MobileRecord) -> None: ...

    async def see(self, mobile: MobileId, now: float) -> None:
        """Only whether it was seen is kept."""

    async def end(self, mobile: MobileId, now: float, moved_to: MobileId | None) -> None:
        """The number is free for a new record. Links to patients end, or are the other record's from now on."""

    async def erase_unused(self, patient: PatientId, now: float) -> None:
        """Blanks and ends the numbers that this patient alone was reached by."""

    async def held_by(self, patient: PatientId) -> Sequence[NumberHeld]: ...


class PatientRecords(Protocol):
    """Whoever was merged into another is that other. Erased patients are not found."""

    async def add(self, patient: Patient) -> None: ...

    async def change(self, patient: Patient, fields: Sequence[str]) -> None: ...

    async def find(self, patient: PatientId) -> Patient | None: ...

    async def some(self, asked: Collection[PatientId]) -> Mapping[PatientId, Patient]:
        """By the id that was asked for; erased ones are left out."""

    async def find_in_household(self, patient: PatientId, mobile: MobileId) -> Patient | None:
        """``None`` also while the mobile is doubted or when it has ended."""

    async def find_in_facility(self, patient: PatientId, facility: str) -> Patient | None: ...

    async def of_household(self, mobile: MobileId) -> tuple[Patient, ...]:
        """In the order in which they came."""

    async def count_of_household(self, mobile: MobileId) -> int: ...

    async def link(self, patient: PatientId, mobile: MobileId, now: float) -> None:
        """Reached by this mobile from now on."""

    async def unlink(self, patient: PatientId, mobile: MobileId, now: float) -> None:
        """Not reached by it any more, nor any record merged into this one."""

    async def relink(self, patient: PatientId, mobile: MobileId) -> bool:
        """Undoes ``unlink``; false where there was none."""

    async def attend(self, patient: Patient, facility: str, now: float) -> bool:
        """Found by name in this facility from now on; false where she was before."""

    async def attendances(self, patient: PatientId) -> Sequence[Attendance]: ...

    async def search(self, facility: str, tokens: frozenset[str], limit: int) -> tuple[Patient, ...]:
        """Those of the facility whose names have all of these tokens, the newest first."""

    async def ids(self, patient: PatientId) -> Sequence[PatientId]:
        """Of the patient and of all that are merged into her."""

    async def merged_records(self, patient: PatientId) -> tuple[Patient, ...]:
        """Those merged into her, as they were."""

    async def lock(self, patients: Sequence[PatientId]) -> Mapping[PatientId, PatientId]:
        """Whom each one is part of (herself, unless she was merged); unknown and erased ones are left out.

        They cannot be merged or unmerged by others until the transaction ends.
        """

    async def add_merge(self, kept: PatientId, duplicate: PatientId, now: float) -> None:
        """The duplicate, and all that was merged into it, is the kept one from now on."""

    async def undo_merge(self, duplicate: PatientId, now: float) -> None: ...

    async def merges_into(self, patient: PatientId) -> Mapping[PatientId, PatientId]:
        """Each record that is part of this patient, and the one that it was merged into."""

    async def point(self, patients: Sequence[PatientId], at: PatientId | None) -> None:
        """They are that patient from now on; ``None``: each is herself."""

    async def erase(self, patient: PatientId, now: float) -> None:
        """Blanks what is personal, ends the links and forgets the names that she was found by."""


RequestState = Literal["asked", "done", "refused"]


@dataclass(frozen=True, slots=True)
class ErasureRequest:
    id: str
    patient: PatientId
    asked_at: float
    state: RequestState = "asked"
    decided_at: float | None = None


class ErasureRecords(Protocol):
    async def add_request(self, request: ErasureRequest) -> bool:
        """False, and nothing is kept, while another one of this patient waits."""

    async def waiting_request(self, patient: PatientId) -> ErasureRequest | None: ...

    async def request(self, request: str) -> ErasureRequest | None: ...

    async def requests(self, state: RequestState, limit: int) -> Sequence[ErasureRequest]:
        """The oldest first."""

    async def requests_of(self, patient: PatientId) -> Sequence[ErasureRequest]: ...

    async def decide(self, request: ErasureRequest) -> bool:
        """False, and nothing is kept, where it was decided before."""
