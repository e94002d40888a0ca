"""A doctor's own favourites (one line) and templates (a whole prescription)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NewType, Protocol, get_args

from clinic.patients.patient import is_id, new_id
from clinic.patients.wording import line, typed
from clinic.ports import Store
from clinic.prescription.checking import check_dosings
from clinic.prescription.draft import TEXT_LENGTH
from clinic.prescription.line import Line
from clinic.staff.account import StaffId
from rooms.ports import Refusal

TemplateId = NewType("TemplateId", str)
Kind = Literal["favourite", "template"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_TEMPLATES = 100
NAME_LENGTH = 80
TRIES = 4


@dataclass(frozen=True, slots=True)
class Template:
    """``place``: which of hers it is. ``changed_at``: seconds since 1970 UTC."""

    id: TemplateId
    doctor: StaffId
    place: int
    kind: Kind
    name: str
    lines: tuple[Line, ...]
    diet: str
    changed_at: float


class TemplateRecords(Protocol):
    async def of(self, doctor: StaffId) -> Sequence[Template]: ...

    async def add(self, template: Template) -> bool:
        """``False``, and nothing is kept, where the place is taken."""

    async def remove(self, template: TemplateId) -> None: ...


class Records(Protocol):
    @property
    def prescription_templates(self) -> TemplateRecords: ...


class PrescriptionTemplates:
    """``wall_clock`` gives seconds since 1970 UTC. Another doctor's is unknown."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def of(self, doctor: StaffId) -> Sequence[Template]:
        """By name."""
        async with self._store.glancing() as records:
            found = await records.prescription_templates.of(doctor)
        return sorted(found, key=lambda one: (one.name.casefold(), one.place))

    async def add(self, doctor: StaffId, kind: Kind, name: str, lines: tuple[Line, ...], diet: str) -> None:
        """Of the lines nothing is kept that was meant for one patient: overrides and who takes it already.

        ``lines`` are checked. Raises ``Refusal``: template_name_invalid, dosing_missing, templates_too_many,
        templates_busy.
        """
        check_dosings(lines)
        named = line(" ".join(name.split()), NAME_LENGTH, "template_name_invalid")
        plain = tuple(replace(one, overrides={}, purpose="start") for one in lines)
        eating, now = typed(diet, TEXT_LENGTH, "diet_invalid"), self._wall_clock()
        new = Template(TemplateId(new_id()), doctor, 0, kind, named, plain, eating, now)
        async with self._store.writing() as records:
            for _ in range(TRIES):
                placed = replace(new, place=_free_place(await records.prescription_templates.of(doctor)))
                if await records.prescription_templates.add(placed):
                    return
        raise Refusal("templates_busy", "Too many templates came at once: save this one again.")

    async def remove(self, doctor: StaffId, template: TemplateId) -> None:
        """Raises ``Refusal`` template_unknown."""
        async with self._store.writing() as records:
            hers = await records.prescription_templates.of(doctor) if is_id(template) else ()
            if all(one.id != template for one in hers):
                raise Refusal("template_unknown", "There is no such template.")
            await records.prescription_templates.remove(template)


def _free_place(others: Sequence[Template]) -> int:
    """Raises ``Refusal``."""
    taken = {one.place for one in others}
    if len(taken) >= MOST_TEMPLATES:
        raise Refusal("templates_too_many", f"You have {MOST_TEMPLATES} templates: remove one first.")
    return next(place for place in range(MOST_TEMPLATES) if place not in taken)
