"""Notes: saved as typed, from two windows at once, signed once, and readable by nobody else."""

import asyncio
from typing import Any

import pytest

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import State
from clinic.consultation.note import Diagnosis, Fields, Note, NotesChanged, is_as_signed
from clinic.consultation.notes import AUDITED_EVERY_SECONDS, WRITTEN_WHILE, Notes
from clinic.opd.events import DeskChanged, TokenChanged
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import (
    COLLEAGUE,
    DOCTOR,
    ELSEWHERE,
    Opd,
    another_family,
    doctor,
    small_icd10,
)
from tests.unit.clinic.staff.builders import HUB

TWO = ["name", "age"]
FIVE_SCRIPTS = "बुखार, காய்ச்சல், জ্বর, જવર, fever 🤒"


@pytest.fixture
def notes(opd: Opd) -> Notes:
    return Notes(opd.store, small_icd10(), opd.clock, opd.publish)


@pytest.fixture
async def one(opd: Opd) -> Consultation:
    return await opd.consultation(State.IN_PROGRESS)


@pytest.fixture
async def over(opd: Opd) -> Consultation:
    return await opd.consultation(State.ENDED)


async def kept(opd: Opd, one: Consultation) -> Note:
    async with opd.store.reading() as records:
        found = await records.notes.get(one.id)
    assert found is not None
    return found


def refused_with(outcomes: list[Any]) -> list[str]:
    return [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)]


async def test_what_was_never_written_stands_empty_in_revision_0(notes: Notes, one: Consultation) -> None:
    note = await notes.get(one.id, doctor())
    assert (note.revision, note.fields) == (0, Fields())


async def test_each_save_is_a_revision_and_keeps_what_it_does_not_name(notes: Notes, one: Consultation) -> None:
    assert (await notes.save(one.id, 0, {"complaint": "Fever "}, doctor())).revision == 1
    assert (await notes.save(one.id, 1, {"advice": "Rest\r\nand fluids"}, doctor())).revision == 2
    found = (await notes.get(one.id, doctor())).fields
    assert (found.complaint, found.advice) == ("Fever ", "Rest\nand fluids")


async def test_a_save_that_is_sent_again_changes_nothing(notes: Notes, opd: Opd, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    opd.clock.advance(5)
    again = await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    assert (again.revision, again.saved_at) == (1, opd.clock.now - 5)


async def test_what_two_windows_write_into_different_fields_both_stays(notes: Notes, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    await notes.save(one.id, 1, {"history": "For three days"}, doctor())
    third = await notes.save(one.id, 1, {"advice": "Rest"}, doctor())
    assert third.revision == 3
    assert (third.fields.history, third.fields.advice) == ("For three days", "Rest")


async def test_the_same_field_changed_in_another_window_is_shown_and_not_overwritten(
    notes: Notes, one: Consultation
) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    await notes.save(one.id, 1, {"complaint": "Fever and cough"}, doctor())
    with pytest.raises(NotesChanged) as refused:
        await notes.save(one.id, 1, {"complaint": "Fever, headache", "advice": "Rest"}, doctor())
    assert (refused.value.code, refused.value.fields) == ("notes_changed", ("complaint",))
    assert refused.value.current["revision"] == 2
    assert refused.value.current["fields"]["complaint"] == "Fever and cough"
    assert (await notes.get(one.id, doctor())).fields.advice == ""
    mine = await notes.save(one.id, 2, {"complaint": "Fever, headache", "advice": "Rest"}, doctor())
    assert (mine.revision, mine.fields.complaint) == (3, "Fever, headache")


async def test_both_windows_may_come_to_the_same_words(notes: Notes, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    await notes.save(one.id, 1, {"complaint": "Cough"}, doctor())
    assert (await notes.save(one.id, 1, {"complaint": "Cough"}, doctor())).revision == 2


async def test_a_page_that_has_seen_a_revision_which_was_lost_overwrites_nothing(
    notes: Notes, one: Consultation
) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    with pytest.raises(NotesChanged):
        await notes.save(one.id, 9, {"complaint": "Cough"}, doctor())


async def test_ten_windows_at_once_lose_no_word(notes: Notes, one: Consultation) -> None:
    fields = ("complaint", "history", "observations", "advice", "follow_up")
    await asyncio.gather(*(notes.save(one.id, 0, {name: f"of {name}"}, doctor()) for name in fields))
    found = (await notes.get(one.id, doctor())).fields
    assert [getattr(found, name) for name in fields] == [f"of {name}" for name in fields]


async def test_of_two_windows_that_write_one_field_at_once_one_is_told(notes: Notes, one: Consultation) -> None:
    saves = (notes.save(one.id, 0, {"advice": words}, doctor()) for words in ("Rest", "Walk"))
    outcomes = await asyncio.gather(*saves, return_exceptions=True)
    assert refused_with(list(outcomes)) == ["notes_changed"]


async def test_diagnoses_are_of_icd_10_in_the_doctors_order_and_words(notes: Notes, one: Consultation) -> None:
    told = [Diagnosis("r50.9", ""), Diagnosis("R05", "Dry cough at night"), Diagnosis("R509", "twice")]
    saved = await notes.save(one.id, 0, {"diagnoses": told}, doctor())
    assert saved.fields.diagnoses == (
        Diagnosis("R50.9", "Fever, unspecified"),
        Diagnosis("R05", "Dry cough at night"),
    )


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"complaint": "x" * 4_001}, "complaint_invalid"),
        ({"history": "a\0b"}, "history_invalid"),
        ({"observations": "bell \a"}, "observations_invalid"),
        ({"advice": "‮reversed"}, "advice_invalid"),
        ({"follow_up": "\ud800"}, "follow_up_invalid"),
        ({"diagnoses": [Diagnosis("Q999.9", "?")]}, "diagnoses_invalid"),
        ({"diagnoses": [Diagnosis("R05", "x" * 201)]}, "diagnoses_invalid"),
    ],
)
async def test_what_cannot_be_kept_is_refused_at_its_field(
    notes: Notes, one: Consultation, changes: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        await notes.save(one.id, 0, changes, doctor())
    assert refused.value.code == code
    assert (await notes.get(one.id, doctor())).revision == 0


async def test_markup_and_every_script_stay_as_they_were_typed(notes: Notes, one: Consultation) -> None:
    words = f"<script>alert(1)</script> ' OR 1=1; -- {FIVE_SCRIPTS}\n\t"
    saved = await notes.save(one.id, 0, {"history": words, "advice": "क" * 4_000}, doctor())
    assert (saved.fields.history, len(saved.fields.advice)) == (words, 4_000)
    assert (await notes.get(one.id, doctor())).fields == saved.fields


async def test_what_is_typed_in_parts_is_composed(notes: Notes, one: Consultation) -> None:
    assert (await notes.save(one.id, 0, {"history": "Me\u0301nie\u0300re"}, doctor())).fields.history == "Ménière"


async def test_to_everybody_but_its_doctor_the_notes_are_unknown(notes: Notes, opd: Opd, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    for other in (doctor(COLLEAGUE), doctor(ELSEWHERE), opd.holder, await another_family(opd)):
        for attempt in (
            notes.get(one.id, other),
            notes.save(one.id, 1, {"complaint": "Cough"}, other),
            notes.sign(one.id, 1, TWO, other),
        ):
            with pytest.raises(Refusal) as refused:
                await attempt
            assert refused.value.code == "consultation_unknown"


@pytest.mark.parametrize("forged", ["0" * 32, "\0", "", "' OR 1=1"])
async def test_an_unknown_consultation_is_refused(notes: Notes, opd: Opd, forged: str) -> None:
    with pytest.raises(Refusal) as refused:
        await notes.get(ConsultationId(forged), doctor())
    assert refused.value.code == "consultation_unknown"


async def test_after_a_transfer_only_the_new_doctor_writes_on(notes: Notes, opd: Opd, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    await opd.move(one, doctor=COLLEAGUE)
    assert (await notes.save(one.id, 1, {"advice": "Rest"}, doctor(COLLEAGUE))).fields.complaint == "Fever"
    with pytest.raises(Refusal):
        await notes.save(one.id, 2, {"advice": "Walk"}, doctor())


@pytest.mark.parametrize("state", sorted(set(State) - WRITTEN_WHILE))
async def test_nothing_is_written_before_the_call_nor_after_the_end_of_it_all(
    notes: Notes, opd: Opd, state: State
) -> None:
    one = await opd.consultation(state, doctor=DOCTOR)
    with pytest.raises(Refusal) as refused:
        await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    assert refused.value.code == "consultation_state"


async def test_the_audit_has_one_entry_for_many_saves_and_a_new_one_after_a_while(
    notes: Notes, opd: Opd, one: Consultation
) -> None:
    for revision, words in enumerate(("F", "Fe", "Fev", "Feve", "Fever")):
        await notes.save(one.id, revision, {"complaint": words}, doctor())
        opd.clock.advance(2)
    assert await opd.actions() == ["notes.saved"]
    opd.clock.advance(AUDITED_EVERY_SECONDS)
    await notes.save(one.id, 5, {"advice": "Rest"}, doctor())
    entries = [entry for entry in await opd.entries() if entry.action == "notes.saved"]
    assert [(entry.fields, entry.patient, entry.actor.facility) for entry in entries] == [
        (("complaint",), opd.patient.id, HUB),
        (("advice",), opd.patient.id, HUB),
    ]


async def test_what_a_doctor_wrote_stands_sealed_in_the_database(notes: Notes, opd: Opd, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever", "diagnoses": [Diagnosis("R05", "")]}, doctor())
    async with opd.store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM notes")).all())
    assert "Fever" not in rows
    assert "R05" not in rows


async def test_signing_closes_the_consultation_and_keeps_what_was_signed_provable(
    notes: Notes, opd: Opd, over: Consultation
) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    opd.clock.advance(10)
    closed = await notes.sign(over.id, 1, TWO, doctor())
    assert (closed.state, closed.signed_at) == (State.CLOSED, opd.clock.now)
    note = await kept(opd, over)
    assert note.signature is not None
    assert (note.signature.by, note.signature.at, note.signature.identifiers) == (
        DOCTOR,
        opd.clock.now,
        ("name", "age"),
    )
    assert is_as_signed(note, over.patient)
    assert (await opd.actions())[-2:] == ["consultation.close", "notes.signed"]
    assert opd.told[-2:] == [DeskChanged(DOCTOR), TokenChanged(over.id, over.mobile)]


async def test_notes_that_were_altered_after_signing_are_found_out(notes: Notes, opd: Opd, over: Consultation) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    await notes.sign(over.id, 1, TWO, doctor())
    note = await kept(opd, over)
    object.__setattr__(note.fields, "complaint", "Cough")
    assert not is_as_signed(note, over.patient)


async def test_signed_notes_are_changed_and_signed_no_more(notes: Notes, over: Consultation) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    await notes.sign(over.id, 1, TWO, doctor())
    for attempt in (notes.save(over.id, 1, {"advice": "Rest"}, doctor()), notes.sign(over.id, 1, TWO, doctor())):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.code == "notes_signed"


async def test_two_windows_sign_once(notes: Notes, opd: Opd, over: Consultation) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    signings = (notes.sign(over.id, 1, TWO, doctor()) for _ in range(4))
    outcomes = await asyncio.gather(*signings, return_exceptions=True)
    assert refused_with(list(outcomes)) == ["notes_signed"] * 3
    assert (await opd.actions()).count("notes.signed") == 1


async def test_what_one_window_signs_is_what_it_has_seen(notes: Notes, opd: Opd, over: Consultation) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    await notes.save(over.id, 1, {"advice": "Rest"}, doctor())
    with pytest.raises(NotesChanged) as refused:
        await notes.sign(over.id, 1, TWO, doctor())
    assert refused.value.fields == ("advice",)
    assert (await opd.now(over)).state is State.ENDED


async def test_a_save_and_a_signature_at_once_leave_one_truth(notes: Notes, opd: Opd, over: Consultation) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    save, sign = notes.save(over.id, 1, {"advice": "Rest"}, doctor()), notes.sign(over.id, 1, TWO, doctor())
    outcomes = await asyncio.gather(save, sign, return_exceptions=True)
    assert refused_with(list(outcomes)) in (["notes_signed"], ["notes_changed"])
    note = await kept(opd, over)
    assert note.signature is None or is_as_signed(note, over.patient)


async def test_notes_may_be_signed_without_a_diagnosis_but_not_empty(notes: Notes, over: Consultation) -> None:
    for revision, words in ((0, None), (0, " \n")):
        if words is not None:
            await notes.save(over.id, revision, {"advice": words}, doctor())
        with pytest.raises(Refusal) as refused:
            await notes.sign(over.id, revision, TWO, doctor())
        assert refused.value.code == "notes_empty"
    await notes.save(over.id, 1, {"advice": "Line broke; she was rung twice."}, doctor())
    await notes.sign(over.id, 2, TWO, doctor())


@pytest.mark.parametrize(
    "identifiers", [[], ["name"], ["age", "birth_date"], ["name", "name"], ["name", "colour"], ["mobile", ""]]
)
async def test_two_different_spoken_identifiers_are_needed(
    notes: Notes, over: Consultation, identifiers: list[str]
) -> None:
    await notes.save(over.id, 0, {"complaint": "Fever"}, doctor())
    with pytest.raises(Refusal) as refused:
        await notes.sign(over.id, 1, identifiers, doctor())
    assert refused.value.code == "identifiers_invalid"


async def test_nothing_is_signed_while_the_call_goes_on(notes: Notes, one: Consultation) -> None:
    await notes.save(one.id, 0, {"complaint": "Fever"}, doctor())
    with pytest.raises(Refusal) as refused:
        await notes.sign(one.id, 1, TWO, doctor())
    assert refused.value.code == "consultation_state"


async def test_notes_of_one_who_was_referred_are_signed_and_she_stays_referred(notes: Notes, opd: Opd) -> None:
    one = await opd.consultation(State.REFERRED)
    await notes.save(one.id, 0, {"complaint": "Chest pain"}, doctor())
    signed = await notes.sign(one.id, 1, ["mobile", "address"], doctor())
    assert (signed.state, signed.signed_at) == (State.REFERRED, opd.clock.now)
    with pytest.raises(Refusal) as refused:
        await notes.sign(one.id, 1, TWO, doctor())
    assert refused.value.code == "notes_signed"
