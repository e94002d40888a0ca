"""DRAFT → SIGNED: one transaction with its audit entry, once, on the page that is the current one."""

import asyncio
import hashlib
from dataclasses import replace
from typing import Any

import pytest

from clinic.consultation.intake import Caller, Intake
from clinic.consultation.lifecycle import State as Consulting
from clinic.opd.changes import ConsultationUnknown
from clinic.opd.events import PrescriptionGiven
from clinic.prescription.coding import sha256_of
from clinic.prescription.dosing import Dosing
from clinic.prescription.gathering import SIGNED_WHILE, WRITTEN_WHILE
from clinic.prescription.lifecycle import State
from clinic.prescription.unlisted import Opinion
from clinic.staff.account import Role, StaffId
from rooms.ports import Refusal
from storage.blobs.encrypted import EncryptedBlobs
from tests.unit.clinic.consultation.builders import COLLEAGUE, Opd, doctor
from tests.unit.clinic.prescription.builders import TWICE
from tests.unit.clinic.prescription.desk import Desk, desk_of, paracetamol, registered, unlisted
from tests.unit.clinic.staff.builders import employ

HORSE = Dosing(amounts=(9.0, 0.0, 9.0, 0.0), days=5)


async def refused_with(code: str, coming: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        await coming
    assert refused.value.code == code
    return refused.value


async def test_what_is_signed_says_everything_and_is_kept_by_its_hash(desk: Desk) -> None:
    await desk.write(paracetamol(), diet="No salt")
    signed = await desk.sign()
    content = signed.content
    assert (content.prescriber.registration, content.prescriber.council) == ("12345", "Maharashtra Medical Council")
    assert (content.by, content.relation, content.asked_by) == ("video", "first", "patient")
    assert (content.diagnoses[0].code, content.diet, content.rules_version) == ("R50.9", "No salt", "2020-03-25")
    assert (signed.state, signed.sha256) == (State.SIGNED, sha256_of(content))
    document = await desk.keeping.read(signed.document.blob)
    assert hashlib.sha256(document).hexdigest() == signed.document.sha256
    assert await desk.kept() == [signed]


async def test_a_retry_gives_the_same_prescription(desk: Desk) -> None:
    await desk.write(paracetamol())
    request = await desk.request()
    first = await desk.signing.sign(desk.one.id, request, doctor())
    assert await desk.signing.sign(desk.one.id, request, doctor()) == first
    assert desk.announced == [first.id]


async def test_two_tabs_cannot_sign_twice(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    request = await desk.request()
    both = await asyncio.gather(*(desk.signing.sign(desk.one.id, request, doctor()) for _ in range(4)))
    assert len({one.id for one in both}) == 1
    assert [one.id for one in await desk.kept()] == [both[0].id]
    assert [one.action for one in await opd.entries()].count("prescription.signed") == 1


async def test_what_was_made_for_nothing_is_thrown_away(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    request = await desk.request()
    await asyncio.gather(*(desk.signing.sign(desk.one.id, request, doctor()) for _ in range(3)))
    async with opd.store.reading() as records:
        waste = await records.uploads.expired(opd.clock.now + 4_000, 10)
    (kept,) = await desk.kept()
    assert [one.blob for one in waste if one.state == "claimed"] == [kept.document.blob]
    assert [one.state for one in waste].count("finished") == len(desk.documents.made) - 1


@pytest.mark.parametrize("otherwise", [{"patient": "0" * 32}, {"revision": 7}, {"revision": 0}, {"notes_revision": 9}])
async def test_a_page_that_is_no_longer_the_current_one_cannot_sign(desk: Desk, otherwise: Any) -> None:
    await desk.write(paracetamol())
    await refused_with("page_not_current", desk.sign(**otherwise))
    assert await desk.kept() == []


async def test_what_changes_while_the_document_is_made_is_not_signed(desk: Desk) -> None:
    await desk.write(paracetamol())

    async def another_window() -> None:
        await desk.write(diet="No salt")

    desk.documents.meanwhile = [another_window]
    await refused_with("page_not_current", desk.sign())
    assert await desk.kept() == []
    assert (await desk.sheet()).gathered.draft.fields.diet == "No salt"


async def test_notes_that_change_while_it_is_made_count_too(desk: Desk) -> None:
    await desk.write(paracetamol())

    async def another_window() -> None:
        note = await desk.notes.get(desk.one.id, doctor())
        await desk.notes.save(desk.one.id, note.revision, {"advice": "Rest"}, doctor())

    desk.documents.meanwhile = [another_window]
    await refused_with("page_not_current", desk.sign())


async def test_a_document_that_cannot_be_made_leaves_the_draft_as_it_was(desk: Desk) -> None:
    before = (await desk.write(paracetamol())).gathered.draft

    async def broken() -> None:
        raise Refusal("document_away", "No document can be made just now.")

    desk.documents.meanwhile = [broken]
    await refused_with("document_away", desk.sign())
    assert (await desk.sheet()).gathered.draft == before


@pytest.mark.parametrize("state", sorted(WRITTEN_WHILE))
async def test_it_is_signed_in_the_call_or_after_it(opd: Opd, blobs: EncryptedBlobs, state: Consulting) -> None:
    await registered(opd)
    desk = await desk_of(opd, blobs, state=state)
    if state in (Consulting.CLOSED,):
        await opd.move(desk.one, state=Consulting.ENDED)
        await desk.diagnose()
        await opd.move(await opd.now(desk.one), state=state)
    else:
        await desk.diagnose()
    await desk.write(paracetamol())
    if state in SIGNED_WHILE:
        assert (await desk.sign()).state is State.SIGNED
    else:
        await refused_with("consultation_state", desk.sign())


async def test_another_doctor_signs_nothing(desk: Desk) -> None:
    await desk.write(paracetamol())
    with pytest.raises(ConsultationUnknown):
        await desk.signing.sign(desk.one.id, await desk.request(), doctor(COLLEAGUE))


@pytest.mark.parametrize("identifiers", [(), ("name",), ("age", "birth_date"), ("name", "colour")])
async def test_the_patient_confirms_two_things(desk: Desk, identifiers: Any) -> None:
    await desk.write(paracetamol())
    await refused_with("identifiers_invalid", desk.sign(identifiers=identifiers))


async def test_with_no_diagnosis_nothing_is_signed_clause_3_7_4(opd: Opd, blobs: EncryptedBlobs) -> None:
    await registered(opd)
    desk = await desk_of(opd, blobs)
    await desk.write(paracetamol())
    refused = await refused_with("prescription_refused", desk.sign())
    assert refused.fields == ("diagnosis_missing",)


async def test_what_the_guidelines_refuse_is_not_signed_whatever_reason_is_given(desk: Desk) -> None:
    forbidden = replace(unlisted(), ingredients=(replace(unlisted().ingredients[0], name="alprazolam"),))
    await desk.write(paracetamol(), replace(forbidden, overrides={"prohibited": "She cannot sleep"}))
    refused = await refused_with("prescription_refused", desk.sign())
    assert refused.fields == (forbidden.id,)


async def test_a_warning_is_overridden_with_a_reason(desk: Desk) -> None:
    await desk.write(paracetamol(dosing=HORSE))
    refused = await refused_with("override_missing", desk.sign())
    assert refused.fields == (paracetamol().id,)
    await desk.write(paracetamol(dosing=HORSE, overrides={"dose:paracetamol": " "}))
    await refused_with("override_missing", desk.sign())
    await desk.write(paracetamol(dosing=HORSE, overrides={"dose:paracetamol": "Weighed against the pain"}))
    signed = await desk.sign()
    assert signed.content.lines[0].overrides == {"dose:paracetamol": "Weighed against the pain"}


@pytest.mark.parametrize("unsaid", [Dosing(), replace(TWICE, days=0), replace(TWICE, amounts=(0.0, 0.0, 0.0, 0.0))])
async def test_a_medicine_of_which_nobody_said_how_it_is_taken_is_kept_and_not_signed(
    desk: Desk, unsaid: Dosing
) -> None:
    await desk.write(paracetamol(dosing=unsaid), paracetamol(2))
    refused = await refused_with("dosing_missing", desk.sign())
    assert refused.fields == (paracetamol().id,)
    assert (await desk.sheet()).gathered.draft.fields.lines[0].dosing == unsaid


async def test_an_allergy_that_nobody_asked_for_must_be_answered(desk: Desk) -> None:
    await desk.tell(Intake(caller=Caller(relation="self")))
    await desk.write(paracetamol())
    await refused_with("override_missing", desk.sign())


async def test_an_empty_one_is_not_signed(desk: Desk) -> None:
    await desk.write(diet="  ")
    await refused_with("prescription_empty", desk.sign())


async def test_tests_or_a_referral_alone_can_be_signed(desk: Desk) -> None:
    await desk.write(investigations="Haemoglobin")
    assert (await desk.sign()).content.lines == ()


async def test_what_is_held_waits_while_the_rest_is_signed(desk: Desk) -> None:
    await desk.write(paracetamol(), unlisted())
    signed = await desk.sign()
    assert ([one.name for one in signed.content.lines], signed.content.held) == (["Paracetamol"], 1)
    sheet = await desk.sheet()
    assert [one.name for one in sheet.gathered.draft.fields.lines] == ["Amoxicillin"]
    assert not sheet.gathered.is_locked
    await refused_with("prescription_empty", desk.sign())


async def test_two_medical_officers_release_what_was_held(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol(), unlisted())
    first = await desk.sign()
    async with opd.store.writing() as records:
        (asked,) = await records.unlisted_medicines.every()
    for officer in "78":
        await employ(opd.store, officer, Role.MEDICAL_OFFICER, None)
        async with opd.store.writing() as records:
            said = Opinion(asked.key, StaffId(officer * 32), "A", "Commonly used", opd.clock.now)
            await records.unlisted_medicines.judge(said)
    second = await desk.sign()
    assert [one.name for one in second.content.lines] == ["Amoxicillin"]
    assert [one.state for one in await desk.kept()] == [State.SIGNED, State.SIGNED]
    assert first.id != second.id


async def test_what_is_signed_cannot_be_written_on(desk: Desk) -> None:
    await desk.write(paracetamol())
    await desk.sign()
    await refused_with("prescription_locked", desk.write(diet="No salt"))


async def test_an_amendment_takes_its_place(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol(), diet="No salt")
    first = await desk.sign()
    sheet = await desk.amend(first)
    assert sheet.gathered.draft.fields.diet == "No salt"
    assert sheet.gathered.draft.fields.lines == first.content.lines
    await desk.write(paracetamol(dosing=replace(TWICE, days=3)))
    opd.clock.advance(60)
    second = await desk.sign()
    before = await desk.one_kept(first.id)
    assert (before.state, before.replaced_by, second.content.replaces) == (State.SUPERSEDED, second.id, first.id)
    assert (before.content, before.document) == (first.content, first.document)
    reasons = [one.reason for one in await opd.entries() if one.action == "prescription.superseded"]
    assert len(reasons) == 1


async def test_until_an_amendment_is_signed_the_first_one_stands(desk: Desk) -> None:
    await desk.write(paracetamol())
    first = await desk.sign()
    await desk.amend(first)
    assert (await desk.one_kept(first.id)).state is State.SIGNED
    await refused_with("prescription_state", desk.cancel(first))
    sheet = await desk.drafts.discard(desk.one.id, await desk.revision(), doctor())
    assert sheet.gathered.is_locked


async def test_an_amendment_that_is_given_up_keeps_what_was_held(desk: Desk) -> None:
    await desk.write(paracetamol(), unlisted())
    await desk.amend(await desk.sign())
    sheet = await desk.drafts.discard(desk.one.id, await desk.revision(), doctor())
    assert [one.name for one in sheet.gathered.draft.fields.lines] == ["Amoxicillin"]


async def test_to_begin_an_amendment_twice_is_to_begin_it_once(desk: Desk) -> None:
    await desk.write(paracetamol())
    first = await desk.sign()
    one, other = await desk.amend(first), await desk.amend(first)
    assert one.gathered.draft.revision == other.gathered.draft.revision


async def test_only_what_stands_is_amended_or_cancelled(desk: Desk) -> None:
    await desk.write(paracetamol())
    first = await desk.sign()
    await desk.cancel(first)
    kept = await desk.one_kept(first.id)
    assert (kept.state, kept.cancelled_because) == (State.CANCELLED, "Given to the wrong patient")
    await refused_with("prescription_state", desk.cancel(first))
    await refused_with("prescription_state", desk.amend(first))


@pytest.mark.parametrize("reason", ["", "  ", "…", "x" * 501])
async def test_a_reason_is_needed(desk: Desk, reason: str) -> None:
    await desk.write(paracetamol())
    first = await desk.sign()
    await refused_with("reason_invalid", desk.amend(first, reason))
    await refused_with("reason_invalid", desk.cancel(first, reason))


async def test_after_it_was_cancelled_another_can_be_written(desk: Desk) -> None:
    await desk.write(paracetamol())
    await desk.cancel(await desk.sign())
    await desk.write(paracetamol())
    assert (await desk.sign()).state is State.SIGNED


async def test_the_household_and_the_desk_are_told(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    opd.told.clear()
    signed = await desk.sign()
    assert PrescriptionGiven(desk.one.id, signed.id, desk.one.mobile) in opd.told


async def test_the_audit_names_it_and_says_nothing_of_it(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    (entry,) = [one for one in await opd.entries() if one.action == "prescription.signed"]
    assert (entry.subject, entry.patient) == (f"prescription:{signed.id}", opd.patient.id)
    assert "Paracetamol" not in repr(entry)


async def test_at_rest_nobody_can_read_what_was_prescribed(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol(), diet="No salt")
    await desk.sign()
    async with opd.store.database.reading() as connection:
        rows = [
            repr((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for table in ("prescriptions", "prescription_drafts")
        ]
    assert not any(word in "".join(rows) for word in ("aracetamol", "No salt", "Asha", "clinic.example"))
