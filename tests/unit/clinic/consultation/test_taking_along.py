"""What a patient takes along of her consultations, and what is left of them when she is erased."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from obstore.store import MemoryStore

from clinic.consultation.files import ConsultationFiles
from clinic.consultation.intake import NOTHING_TOLD, Caller, Identity
from clinic.consultation.intakes import Intakes
from clinic.consultation.lifecycle import State
from clinic.consultation.note import Diagnosis
from clinic.consultation.notes import Notes
from clinic.consultation.results import LaboratoryResults
from clinic.opd.ports import FollowUp
from clinic.patients.rights import Rights
from clinic.uploads.blobs import BlobId, BlobMissing
from clinic.uploads.uploads import Uploads
from storage.blobs.encrypted import EncryptedBlobs
from tests.unit.clinic.consultation.builders import DOCTOR, OPD, Opd, another_family, doctor, small_icd10, uploaded
from tests.unit.clinic.patients.people import STATE_OFFICER

HER_WORDS = ("Chest hurts", "Asha Devi", "9876", "Blood in it", "Come again")


@pytest.fixture
def blobs(opd: Opd) -> EncryptedBlobs:
    return EncryptedBlobs(opd.store.database, opd.store.vault, MemoryStore())


async def once(content: bytes) -> Any:
    yield content


async def a_whole_consultation(opd: Opd, blobs: EncryptedBlobs) -> list[BlobId]:
    """Told, sent, seen, signed, and a result after it. Where the files are."""
    one = await opd.consultation()
    caller = Caller("child", True, "Asha Devi", adult_identity=Identity("aadhaar", "9876"))
    told = replace(NOTHING_TOLD, caller=caller, complaint="Chest hurts")
    await Intakes(opd.store, opd.clock, opd.publish).put(one.id, told, opd.holder)
    files = ConsultationFiles(opd.store, opd.clock, opd.publish)
    voice = await files.add(one.id, await uploaded(opd, opd.holder, "voice"), "voice", opd.holder)
    ended = await opd.move(one, state=State.ENDED, doctor=DOCTOR, ended_at=opd.clock.now)
    notes = Notes(opd.store, small_icd10(), opd.clock, opd.publish)
    await notes.save(ended.id, 0, {"diagnoses": [Diagnosis("R05", "")], "advice": "Rest"}, doctor())
    await notes.sign(ended.id, 1, ["name", "mobile"], doctor())
    results = LaboratoryResults(opd.store, opd.clock, opd.publish)
    report = await results.add(ended.id, await uploaded(opd, opd.holder), "Blood in it", opd.holder)
    async with opd.store.writing() as records:
        visit = FollowUp(one.id, opd.patient.id, OPD, DOCTOR, "2026-10-01", "Come again", opd.clock.now)
        await records.follow_ups.book(visit)
    for blob in (voice.blob, report.blob):
        await blobs.put(blob, once(b"her voice"))
    return [voice.blob, report.blob]


async def erased(opd: Opd) -> None:
    rights = Rights(opd.store, opd.clock)
    await rights.erase((await rights.ask_erasure(opd.patient.id, opd.holder)).id, STATE_OFFICER)


async def test_she_takes_along_all_that_was_told_sent_written_and_found(opd: Opd, blobs: EncryptedBlobs) -> None:
    await a_whole_consultation(opd, blobs)
    held = json.loads(json.dumps(await Rights(opd.store, opd.clock).export(opd.patient.id, opd.holder)))
    [one] = held["consultations"]
    assert (one["clinic"], one["doctor"], one["state"], one["number"]) == ("General OPD", "Dr a", "closed", 7)
    assert one["requested_at"] == one["ended_at"] == "2026-09-21T14:13:20Z"
    assert one["told_before"]["complaint"] == "Chest hurts"
    assert one["told_before"]["caller"]["adult_identity"] == {"kind": "aadhaar", "last": "9876"}
    assert [(file["kind"], file["media_type"]) for file in one["files"]] == [("voice", "audio/ogg")]
    assert one["notes"]["diagnoses"] == [{"code": "R05", "title": "Cough"}]
    assert (one["notes"]["signed"]["by"], one["notes"]["signed"]["identifiers"]) == (DOCTOR, ["name", "mobile"])
    assert [result["note"] for result in one["results"]] == ["Blood in it"]
    assert one["follow_up"] == {"day": "2026-10-01", "reason": "Come again"}


async def test_a_consultation_of_which_nothing_was_written_is_taken_along_too(opd: Opd) -> None:
    await opd.consultation(State.WITHDRAWN)
    [one] = (await Rights(opd.store, opd.clock).export(opd.patient.id, opd.holder))["consultations"]
    assert (one["told_before"], one["notes"], one["files"], one["results"], one["follow_up"]) == (
        None,
        None,
        [],
        [],
        None,
    )


async def test_what_she_told_and_sent_is_erased_and_the_doctors_notes_are_kept(opd: Opd, blobs: EncryptedBlobs) -> None:
    files = await a_whole_consultation(opd, blobs)
    await erased(opd)
    async with opd.store.database.reading() as connection:
        for table, left in (
            ("intakes", 0),
            ("consultation_files", 0),
            ("laboratory_results", 0),
            ("follow_ups", 0),
            ("notes", 1),
            ("consultations", 1),
        ):
            rows = (await connection.exec_driver_sql(f"SELECT * FROM {table}")).all()
            assert len(rows) == left, table
    for blob in files:
        with pytest.raises(BlobMissing):
            await anext(blobs.open(blob))


async def test_the_bytes_of_erased_files_are_thrown_away_with_the_next_sweep(opd: Opd, blobs: EncryptedBlobs) -> None:
    files = await a_whole_consultation(opd, blobs)
    await erased(opd)
    await Uploads(opd.store, blobs, opd.clock).sweep()
    for blob in files:
        with pytest.raises(BlobMissing):
            await blobs.size(blob)


async def test_of_another_patient_nothing_is_erased(opd: Opd, blobs: EncryptedBlobs) -> None:
    files = await a_whole_consultation(opd, blobs)
    stranger = await another_family(opd)
    async with opd.store.reading() as records:
        [sita] = await records.patients.of_household(stranger.id)  # type: ignore[arg-type]
    rights = Rights(opd.store, opd.clock)
    await rights.erase((await rights.ask_erasure(sita.id, stranger)).id, STATE_OFFICER)
    assert [piece async for piece in blobs.open(files[0])] == [b"her voice"]
    [one] = (await rights.export(opd.patient.id, opd.holder))["consultations"]
    assert one["told_before"]["complaint"] == "Chest hurts"


async def test_nothing_of_hers_can_be_read_in_the_database_neither_before_nor_after(
    opd: Opd, blobs: EncryptedBlobs
) -> None:
    await a_whole_consultation(opd, blobs)
    async with opd.store.database.reading() as connection:
        every = [
            repr((await connection.exec_driver_sql(f"SELECT * FROM {table}")).all())
            for table in ("intakes", "laboratory_results", "follow_ups", "notes")
        ]
    assert not [words for words in HER_WORDS if re.search(rf"\b{words}\b", "".join(every))]
