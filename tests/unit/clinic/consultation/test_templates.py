"""A doctor's templates: hers alone, fifty at most."""

import asyncio
from typing import Any

import pytest

from clinic.consultation.note import Diagnosis
from clinic.consultation.templates import MOST_TEMPLATES, NoteTemplates, TemplateId
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import COLLEAGUE, DOCTOR, Opd, small_icd10

FEVER: dict[str, Any] = {"advice": "Rest,\nfluids", "diagnoses": [Diagnosis("R50.9", "")]}


@pytest.fixture
def templates(opd: Opd) -> NoteTemplates:
    return NoteTemplates(opd.store, small_icd10(), opd.clock)


async def test_a_template_is_kept_changed_and_removed(templates: NoteTemplates) -> None:
    kept = await templates.add(DOCTOR, " वायरल  बुखार ", FEVER)
    assert (kept.name, kept.fields.advice) == ("वायरल बुखार", "Rest,\nfluids")
    assert kept.fields.diagnoses == (Diagnosis("R50.9", "Fever, unspecified"),)
    changed = await templates.change(DOCTOR, kept.id, "Fever", {"advice": "Rest"})
    assert (changed.id, changed.fields.advice, changed.fields.diagnoses) == (kept.id, "Rest", ())
    assert await templates.of(DOCTOR) == [changed]
    await templates.remove(DOCTOR, kept.id)
    assert await templates.of(DOCTOR) == []


async def test_they_come_by_name(templates: NoteTemplates) -> None:
    for name in ("cough", "Asthma", "Back pain"):
        await templates.add(DOCTOR, name, {})
    assert [one.name for one in await templates.of(DOCTOR)] == ["Asthma", "Back pain", "cough"]


async def test_another_doctor_neither_sees_nor_changes_it(templates: NoteTemplates) -> None:
    kept = await templates.add(DOCTOR, "Fever", FEVER)
    assert await templates.of(COLLEAGUE) == []
    for attempt in (
        templates.change(COLLEAGUE, kept.id, "Mine", {}),
        templates.remove(COLLEAGUE, kept.id),
        templates.remove(DOCTOR, TemplateId("\0")),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.code == "template_unknown"
    assert len(await templates.of(DOCTOR)) == 1


async def test_there_are_fifty_at_most_and_a_place_that_is_free_is_used_again(templates: NoteTemplates) -> None:
    kept = [await templates.add(DOCTOR, f"Template {number}", {}) for number in range(MOST_TEMPLATES)]
    with pytest.raises(Refusal) as refused:
        await templates.add(DOCTOR, "One more", {})
    assert refused.value.code == "templates_too_many"
    await templates.remove(DOCTOR, kept[7].id)
    assert (await templates.add(DOCTOR, "One more", {})).place == 7


async def test_those_that_are_saved_at_once_are_all_kept(templates: NoteTemplates) -> None:
    await asyncio.gather(*(templates.add(DOCTOR, f"Template {number}", {}) for number in range(3)))
    assert len(await templates.of(DOCTOR)) == 3


@pytest.mark.parametrize(
    ("name", "fields", "code"),
    [
        ("", {}, "template_name_invalid"),
        ("x" * 81, {}, "template_name_invalid"),
        ("a\0b", {}, "template_name_invalid"),
        ("Fever", {"advice": "bell \a"}, "advice_invalid"),
        ("Fever", {"diagnoses": [Diagnosis("nothing", "")]}, "diagnoses_invalid"),
    ],
)
async def test_what_cannot_be_kept_is_refused(
    templates: NoteTemplates, name: str, fields: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await templates.add(DOCTOR, name, fields)
    assert refused.value.code == code
    assert await templates.of(DOCTOR) == []


async def test_it_stands_sealed_in_the_database(templates: NoteTemplates, opd: Opd) -> None:
    await templates.add(DOCTOR, "Fever", FEVER)
    async with opd.store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM note_templates")).all())
    assert "Fever" not in rows
    assert "fluids" not in rows
