"""Files of a consultation: sent and taken back by the household, read by its doctor, erased with the patient."""

import asyncio
from typing import Any

import pytest
from obstore.store import MemoryStore

from clinic.consultation.consultation import Consultation
from clinic.consultation.file import MOST, FileId
from clinic.consultation.files import ConsultationFiles
from clinic.consultation.lifecycle import State
from clinic.uploads.blobs import BlobMissing
from clinic.uploads.uploads import Uploads
from rooms.ports import Refusal
from storage.blobs.encrypted import EncryptedBlobs
from tests.unit.clinic.consultation.builders import (
    COLLEAGUE,
    DOCTOR,
    ELSEWHERE,
    OPD,
    Opd,
    another_family,
    doctor,
    uploaded,
)
from tests.unit.clinic.staff.builders import HUB


@pytest.fixture
def files(opd: Opd) -> ConsultationFiles:
    return ConsultationFiles(opd.store, opd.clock, opd.publish)


@pytest.fixture
async def one(opd: Opd) -> Consultation:
    return await opd.consultation()


async def once(content: bytes) -> Any:
    yield content


async def test_a_voice_note_and_a_photo_are_kept_in_their_order(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    voice = await files.add(one.id, await uploaded(opd, opd.holder, "voice"), "voice", opd.holder)
    opd.clock.advance(1)
    photo = await files.add(one.id, await uploaded(opd, opd.holder, "photo"), "photo", opd.holder)
    assert list(await files.of_household(one.id, opd.holder)) == [voice, photo]
    assert (voice.media_type, photo.media_type, voice.size) == ("audio/ogg", "image/jpeg", 1_000)
    async with opd.store.reading() as records:
        assert await records.consultation_files.has_voice(one.id)
    assert (await opd.actions()).count("consultation.file_added") == 2


async def test_a_file_that_is_sent_again_is_kept_once(files: ConsultationFiles, opd: Opd, one: Consultation) -> None:
    upload = await uploaded(opd, opd.holder)
    first = await files.add(one.id, upload, "report", opd.holder)
    assert await files.add(one.id, upload, "report", opd.holder) == first


async def test_only_an_upload_of_her_own_and_of_that_kind_is_taken(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    stranger = await another_family(opd)
    for upload, kind, code in (
        (await uploaded(opd, stranger), "report", "upload_unknown"),
        (await uploaded(opd, opd.holder, "voice"), "photo", "upload_unknown"),
        ("\0", "photo", "upload_unknown"),
        (await uploaded(opd, opd.holder), "will", "file_kind_invalid"),
    ):
        with pytest.raises(Refusal) as refused:
            await files.add(one.id, upload, kind, opd.holder)  # type: ignore[arg-type]
        assert refused.value.code == code


async def test_there_is_an_end_to_how_many_are_kept_also_when_they_come_at_once(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    uploads = [await uploaded(opd, opd.holder, "voice") for _ in range(MOST["voice"] + 1)]
    sending = (files.add(one.id, upload, "voice", opd.holder) for upload in uploads)
    outcomes = await asyncio.gather(*sending, return_exceptions=True)
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Refusal)] == ["files_too_many"]
    kept = await files.of_household(one.id, opd.holder)
    assert sorted(file.place for file in kept) == list(range(MOST["voice"]))
    await files.remove(one.id, kept[1].id, opd.holder)
    again = await files.add(one.id, await uploaded(opd, opd.holder, "voice"), "voice", opd.holder)
    assert again.place == kept[1].place


async def test_together_they_are_not_too_large(files: ConsultationFiles, opd: Opd, one: Consultation) -> None:
    for _ in range(6):
        await files.add(one.id, await uploaded(opd, opd.holder, "photo", 10 * 1024**2), "photo", opd.holder)
    with pytest.raises(Refusal) as refused:
        await files.add(one.id, await uploaded(opd, opd.holder, "voice"), "voice", opd.holder)
    assert refused.value.code == "files_too_large"


async def test_the_household_takes_a_file_back_until_a_doctor_speaks_with_her(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    blobs = EncryptedBlobs(opd.store.database, opd.store.vault, MemoryStore())
    upload = await uploaded(opd, opd.holder)
    kept = await files.add(one.id, upload, "report", opd.holder)
    await blobs.put(kept.blob, once(b"her report"))
    await files.remove(one.id, kept.id, opd.holder)
    assert list(await files.of_household(one.id, opd.holder)) == []
    with pytest.raises(BlobMissing):
        await anext(blobs.open(kept.blob))
    assert await blobs.size(kept.blob) == len(b"her report")
    await Uploads(opd.store, blobs, opd.clock).sweep()
    with pytest.raises(BlobMissing):
        await blobs.size(kept.blob)

    later = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    await opd.move(one, state=State.IN_PROGRESS, doctor=DOCTOR)
    with pytest.raises(Refusal) as refused:
        await files.remove(one.id, later.id, opd.holder)
    assert refused.value.code == "consultation_state"


async def test_a_file_may_be_sent_in_the_call_and_not_after_it(files: ConsultationFiles, opd: Opd) -> None:
    one = await opd.consultation(State.IN_PROGRESS)
    await files.add(one.id, await uploaded(opd, opd.holder, "photo"), "photo", opd.holder)
    over = await opd.move(one, state=State.ENDED)
    with pytest.raises(Refusal) as refused:
        await files.add(over.id, await uploaded(opd, opd.holder, "photo"), "photo", opd.holder)
    assert refused.value.code == "consultation_state"


async def test_while_she_waits_the_doctors_of_the_clinic_may_read_it_and_nobody_else(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    kept = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    for reader in (doctor(), doctor(COLLEAGUE)):
        assert await files.one_of_doctor(one.id, kept.id, reader) == kept
    for other in (doctor(ELSEWHERE), opd.holder, await another_family(opd)):
        with pytest.raises(Refusal) as refused:
            await files.one_of_doctor(one.id, kept.id, other)
        assert refused.value.code == "consultation_unknown"


async def test_another_household_finds_no_file(files: ConsultationFiles, opd: Opd, one: Consultation) -> None:
    kept = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    stranger = await another_family(opd)
    for attempt in (
        files.of_household(one.id, stranger),
        files.one_of_household(one.id, kept.id, stranger),
        files.remove(one.id, kept.id, stranger),
        files.add(one.id, await uploaded(opd, stranger), "report", stranger),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.code == "consultation_unknown"


async def test_once_a_doctor_has_her_it_is_that_doctors_alone(files: ConsultationFiles, opd: Opd) -> None:
    one = await opd.consultation(State.IN_PROGRESS)
    kept = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    assert await files.one_of_doctor(one.id, kept.id, doctor()) == kept
    with pytest.raises(Refusal):
        await files.one_of_doctor(one.id, kept.id, doctor(COLLEAGUE))
    await opd.move(one, asked_doctor=COLLEAGUE, asked_clinic=OPD)
    assert await files.one_of_doctor(one.id, kept.id, doctor(COLLEAGUE)) == kept


async def test_asked_of_a_clinic_every_doctor_of_its_roster_may_look(files: ConsultationFiles, opd: Opd) -> None:
    one = await opd.consultation(State.IN_PROGRESS, asked_clinic=OPD)
    kept = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    assert await files.one_of_doctor(one.id, kept.id, doctor(COLLEAGUE)) == kept


async def test_that_a_doctor_has_opened_it_stands_in_the_audit_once_for_several_clicks(
    files: ConsultationFiles, opd: Opd, one: Consultation
) -> None:
    kept = await files.add(one.id, await uploaded(opd, opd.holder), "report", opd.holder)
    for _ in range(3):
        await files.one_of_doctor(one.id, kept.id, doctor())
    opd.clock.advance(301)
    await files.one_of_doctor(one.id, kept.id, doctor())
    opened = [entry for entry in await opd.entries() if entry.action == "consultation.opened"]
    assert [(entry.actor.facility, entry.patient) for entry in opened] == [(HUB, opd.patient.id)] * 2


@pytest.mark.parametrize("forged", ["0" * 32, "\0", ""])
async def test_an_unknown_file_is_refused(files: ConsultationFiles, opd: Opd, one: Consultation, forged: str) -> None:
    for attempt in (
        files.one_of_household(one.id, FileId(forged), opd.holder),
        files.remove(one.id, FileId(forged), opd.holder),
        files.one_of_doctor(one.id, FileId(forged), doctor()),
    ):
        with pytest.raises(Refusal) as refused:
            await attempt
        assert refused.value.code == "document_unknown"
