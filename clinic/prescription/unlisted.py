"""Medicines that are in no list: held until two named medical officers say the same of them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, get_args

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.patients.wording import paragraph
from clinic.ports import Store
from clinic.prescription.verdict import ListName
from clinic.staff.account import Account, StaffId
from rooms.ports import Refusal

LISTS: tuple[ListName, ...] = get_args(ListName)
AGREEING_OFFICERS = 2
REASON_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Unlisted:
    """``key``: of ingredient, form and route. ``asked_at``: when a doctor first wanted it, seconds since 1970 UTC."""

    key: str
    name: str
    form: str
    route: str
    asked_at: float


@dataclass(frozen=True, slots=True)
class Opinion:
    """``at``: seconds since 1970 UTC."""

    key: str
    officer: StaffId
    list: ListName
    reason: str
    at: float


@dataclass(frozen=True, slots=True)
class Asked:
    """``opinions`` with each officer's name; ``listed``: once two agree."""

    medicine: Unlisted
    opinions: Sequence[tuple[str, Opinion]]
    listed: ListName | None


class UnlistedRecords(Protocol):
    async def ask(self, medicines: Sequence[Unlisted]) -> None:
        """Each once; one that was asked for before stays as it is."""

    async def every(self) -> Sequence[Unlisted]:
        """The last asked for first."""

    async def opinions(self, keys: Collection[str]) -> Sequence[Opinion]:
        """The oldest first."""

    async def judge(self, opinion: Opinion) -> None:
        """In place of the one that this officer had before."""


class AccountRecords(Protocol):
    async def some(self, ids: Sequence[StaffId]) -> Sequence[Account]: ...


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def staff(self) -> AccountRecords: ...
    @property
    def unlisted_medicines(self) -> UnlistedRecords: ...


class UnlistedMedicines:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def every(self) -> Sequence[Asked]:
        async with self._store.reading() as records:
            return await _asked(records)

    async def judge(self, key: str, listed: str, reason: str, actor: Actor) -> Sequence[Asked]:
        """``reason`` is read by other officers. Raises ``Refusal``: medicine_unknown, list_invalid, reason_invalid."""
        if listed not in LISTS:
            raise Refusal("list_invalid", "Choose one of the lists: O, A, B or X.", ("list",))
        why = paragraph(reason, REASON_LENGTH, "reason_invalid")
        async with self._store.writing() as records:
            if all(one.key != key for one in await records.unlisted_medicines.every()):
                raise Refusal("medicine_unknown", "Nobody has asked for this medicine.")
            opinion = Opinion(key, StaffId(actor.id), listed, why, self._wall_clock())
            await records.unlisted_medicines.judge(opinion)
            event = Event("medicine.classified", actor, f"medicine:{key}", reason=why, fields=(listed,))
            await records.audit.append(event)
            return await _asked(records)


def agreed(opinions: Sequence[Opinion]) -> Mapping[str, ListName]:
    """What two officers say of each key. Where two pairs differ, nothing is agreed."""
    voices: dict[str, dict[ListName, set[StaffId]]] = defaultdict(lambda: defaultdict(set))
    for one in opinions:
        voices[one.key][one.list].add(one.officer)
    found = {key: [name for name, who in of.items() if len(who) >= AGREEING_OFFICERS] for key, of in voices.items()}
    return {key: names[0] for key, names in found.items() if len(names) == 1}


async def _asked(records: Records) -> Sequence[Asked]:
    medicines = await records.unlisted_medicines.every()
    opinions = await records.unlisted_medicines.opinions([one.key for one in medicines])
    officers = await records.staff.some(sorted({one.officer for one in opinions}))
    names, listed = {one.id: one.name for one in officers}, agreed(opinions)
    return [
        Asked(one, [(names.get(of.officer, ""), of) for of in opinions if of.key == one.key], listed.get(one.key))
        for one in medicines
    ]
