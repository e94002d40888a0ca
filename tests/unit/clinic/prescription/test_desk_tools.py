"""What a doctor keeps beside her prescriptions: what she saw, her templates, the picture of her signature."""

from typing import Any

import pytest

from clinic.opd.changes import ConsultationUnknown
from clinic.prescription.case import Sighting
from clinic.prescription.sightings import Sightings
from clinic.prescription.signatures import Signatures
from clinic.prescription.templates import MOST_TEMPLATES, PrescriptionTemplates, TemplateId
from clinic.uploads.blobs import BlobId
from clinic.uploads.upload import UploadId
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import COLLEAGUE, DOCTOR, MEDIA_TYPES, Opd, doctor, uploaded
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS
from tests.unit.clinic.prescription.desk import Desk, paracetamol


@pytest.fixture
def sightings(opd: Opd) -> Sightings:
    return Sightings(opd.store, opd.clock)


@pytest.fixture
def templates(opd: Opd) -> PrescriptionTemplates:
    return PrescriptionTemplates(opd.store, opd.clock)


@pytest.fixture
def signatures(opd: Opd) -> Signatures:
    return Signatures(opd.store, opd.clock)


async def refused_with(code: str, coming: Any) -> None:
    with pytest.raises(Refusal) as refused:
        await coming
    assert refused.value.code == code


async def test_seconds_of_picture_only_grow(desk: Desk, sightings: Sightings) -> None:
    assert (await sightings.tell(desk.one.id, 90.0, True, doctor())).seconds == 90
    assert (await sightings.tell(desk.one.id, 5.0, True, doctor())).seconds == 90


async def test_nobody_was_seen_for_longer_than_the_call_has_lasted(desk: Desk, sightings: Sightings) -> None:
    assert (await sightings.tell(desk.one.id, 86_400.0, True, doctor())).seconds == 300


async def test_before_the_patient_answered_nobody_was_seen(opd: Opd, desk: Desk, sightings: Sightings) -> None:
    await opd.move(desk.one, started_at=None)
    await desk.see(Sighting())
    assert (await sightings.tell(desk.one.id, 60.0, True, doctor())).seconds == 0


async def test_the_doctor_can_take_her_word_back_and_both_are_audited(
    desk: Desk, opd: Opd, sightings: Sightings
) -> None:
    await sightings.tell(desk.one.id, 60.0, False, doctor())
    await sightings.tell(desk.one.id, 60.0, True, doctor())
    actions = [one.action for one in await opd.entries() if one.action.startswith("sighting")]
    assert actions == ["sighting.withdrawn", "sighting.attested"]


async def test_what_another_doctor_saw_does_not_count(desk: Desk, sightings: Sightings) -> None:
    with pytest.raises(ConsultationUnknown):
        await sightings.tell(desk.one.id, 60.0, True, doctor(COLLEAGUE))


async def test_a_template_keeps_no_word_that_was_meant_for_one_patient(templates: PrescriptionTemplates) -> None:
    meant = paracetamol(purpose="refill", overrides={"dose:paracetamol": "Her pain is great"})
    await templates.add(DOCTOR, "template", f"  {FIVE_SCRIPTS[:20]} ", (meant,), "No salt")
    (kept,) = await templates.of(DOCTOR)
    assert (kept.lines[0].purpose, kept.lines[0].overrides, kept.diet) == ("start", {}, "No salt")


async def test_another_doctors_template_is_unknown(templates: PrescriptionTemplates) -> None:
    await templates.add(DOCTOR, "favourite", "Fever", (paracetamol(),), "")
    (kept,) = await templates.of(DOCTOR)
    assert await templates.of(COLLEAGUE) == []
    await refused_with("template_unknown", templates.remove(COLLEAGUE, kept.id))
    await refused_with("template_unknown", templates.remove(DOCTOR, TemplateId("'; --")))
    await templates.remove(DOCTOR, kept.id)
    assert await templates.of(DOCTOR) == []


async def test_there_is_room_for_so_many(templates: PrescriptionTemplates) -> None:
    for number in range(MOST_TEMPLATES):
        await templates.add(DOCTOR, "favourite", f"No {number}", (paracetamol(),), "")
    await refused_with("templates_too_many", templates.add(DOCTOR, "favourite", "One more", (paracetamol(),), ""))


@pytest.mark.parametrize("name", ["", " ", "…", "x" * 81])
async def test_a_template_has_a_name(templates: PrescriptionTemplates, name: str) -> None:
    await refused_with("template_name_invalid", templates.add(DOCTOR, "template", name, (paracetamol(),), ""))


async def test_a_newer_picture_takes_the_place_of_the_older_one(
    opd: Opd, signatures: Signatures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MEDIA_TYPES, "signature", "image/png")
    assert await signatures.of(DOCTOR) is None
    first = await uploaded(opd, doctor(), "signature")
    await signatures.put(first, doctor())
    assert (await signatures.put(first, doctor())).blob == BlobId(first)
    second = await uploaded(opd, doctor(), "signature")
    assert (await signatures.put(second, doctor())).blob == BlobId(second)
    await signatures.remove(doctor())
    await signatures.remove(doctor())
    assert await signatures.of(DOCTOR) is None
    actions = [one.action for one in await opd.entries() if one.action.startswith("staff.signature")]
    assert actions == ["staff.signature_changed", "staff.signature_changed", "staff.signature_removed"]


async def test_somebody_elses_file_is_no_signature(opd: Opd, signatures: Signatures) -> None:
    others = await uploaded(opd, doctor(COLLEAGUE))
    for upload in (others, UploadId("0" * 32), UploadId("'; --")):
        await refused_with("upload_unknown", signatures.put(upload, doctor()))
