"""A doctor's own templates: notes that she writes again and again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import NewType, Protocol

from clinic.consultation.icd10 import Icd10
from clinic.consultation.note import Changes, Fields, checked
from clinic.patients.patient import is_id, new_id
from clinic.patients.wording import line
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.ports import Refusal

TemplateId = NewType("TemplateId", str)
MOST_TEMPLATES = 50
NAME_LENGTH = 80
TRIES = 4


@dataclass(frozen=True, slots=True)
class Template:
    """``place``: which of hers it is. ``changed_at``: seconds since 1970 UTC."""

    id: TemplateId
    doctor: StaffId
    place: int
    name: str
    changed_at: float
    fields: Fields = field(default_factory=Fields)


class TemplateRecords(Protocol):
    async def of(self, doctor: StaffId) -> Sequence[Template]: ...

    async def add(self, template: Template) -> bool:
        """``False``, and nothing is kept, where the place is taken."""

    async def change(self, template: Template) -> None: ...

    async def remove(self, template: TemplateId) -> None: ...


class Records(Protocol):
    @property
    def note_templates(self) -> TemplateRecords: ...


class NoteTemplates:
    """``wall_clock`` gives seconds since 1970 UTC. Another doctor's template is unknown."""

    def __init__(self, store: Store[Records], icd10: Icd10, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._icd10 = icd10
        self._wall_clock = wall_clock

    async def of(self, doctor: StaffId) -> Sequence[Template]:
        """By name."""
        async with self._store.glancing() as records:
            found = await records.note_templates.of(doctor)
        return sorted(found, key=lambda one: (one.name.casefold(), one.place))

    async def add(self, doctor: StaffId, name: str, fields: Changes) -> Template:
        """Raises ``Refusal``: template_name_invalid, templates_too_many, and those of the fields."""
        named, written = _name(name), await checked(fields, self._icd10)
        new = Template(TemplateId(new_id()), doctor, 0, named, self._wall_clock(), Fields(**written))
        async with self._store.writing() as records:
            for _ in range(TRIES):
                placed = replace(new, place=_free_place(await records.note_templates.of(doctor)))
                if await records.note_templates.add(placed):
                    return placed
        raise Refusal("templates_busy", "Too many templates came at once: save this one again.")

    async def change(self, doctor: StaffId, template: TemplateId, name: str, fields: Changes) -> Template:
        """All of it anew. Raises ``Refusal``, template_unknown too."""
        named, written = _name(name), await checked(fields, self._icd10)
        async with self._store.writing() as records:
            before = await _hers(records, doctor, template)
            after = replace(before, name=named, fields=Fields(**written), changed_at=self._wall_clock())
            await records.note_templates.change(after)
        return after

    async def remove(self, doctor: StaffId, template: TemplateId) -> None:
        """Raises ``Refusal`` template_unknown."""
        async with self._store.writing() as records:
            await records.note_templates.remove((await _hers(records, doctor, template)).id)


async def _hers(records: Records, doctor: StaffId, template: TemplateId) -> Template:
    every = await records.note_templates.of(doctor) if is_id(template) else ()
    found = next((one for one in every if one.id == template), None)
    if found is None:
        raise Refusal("template_unknown", "There is no such template.")
    return found


def _free_place(others: Sequence[Template]) -> int:
    """Raises ``Refusal``."""
    taken = {one.place for one in others}
    if len(taken) >= MOST_TEMPLATES:
        raise Refusal("templates_too_many", f"You have {MOST_TEMPLATES} templates: remove one first.")
    return next(place for place in range(MOST_TEMPLATES) if place not in taken)


def _name(text: str) -> str:
    return line(" ".join(text.split()), NAME_LENGTH, "template_name_invalid")
