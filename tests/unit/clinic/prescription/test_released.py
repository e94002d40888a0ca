"""Signed prescriptions are read by the household, her doctors and where she attends; unsigned ones by nobody."""

from typing import Any

import pytest

from clinic.actors import Actor
from clinic.consultation.lifecycle import State
from clinic.opd.changes import ConsultationUnknown
from clinic.patients.patient import PatientNotYours
from clinic.prescription.prescription import PrescriptionId
from clinic.prescription.released import PrescriptionUnknown
from tests.unit.clinic.consultation.builders import COLLEAGUE, DOCTOR, ELSEWHERE, Opd, another_family, doctor
from tests.unit.clinic.patients.people import HERE
from tests.unit.clinic.prescription.desk import Desk, paracetamol
from tests.unit.clinic.staff.builders import HUB, OTHER_SPOKE

ELSEWHERES_DOCTOR = Actor("staff", ELSEWHERE, OTHER_SPOKE, HERE)


async def test_a_draft_is_nobodys_to_read(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    assert await desk.released.of_household(opd.holder) == []


async def test_the_household_reads_what_was_signed_the_newest_first(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    first = await desk.sign()
    opd.clock.advance(60)
    await desk.amend(first)
    await desk.write(diet="No salt")
    second = await desk.sign()
    assert [one.id for one in await desk.released.of_household(opd.holder)] == [second.id, first.id]
    assert (await desk.released.one(first.id, opd.holder)).replaced_by == second.id


async def test_another_household_cannot_tell_it_from_one_that_is_not_there(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    signed, stranger = await desk.sign(), await another_family(opd)
    for prescription in (signed.id, PrescriptionId("0" * 32), PrescriptionId("'; --")):
        with pytest.raises(PrescriptionUnknown):
            await desk.released.one(prescription, stranger)
    assert await desk.released.of_household(stranger) == []


async def test_her_doctor_reads_it_and_that_stands_in_the_audit(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    assert (await desk.released.one(signed.id, doctor())).id == signed.id
    assert [one.action for one in await opd.entries()].count("prescription.opened") == 1


@pytest.mark.parametrize("who", [ELSEWHERES_DOCTOR, Actor("staff", "z" * 32, None, HERE)])
async def test_staff_that_has_nothing_to_do_with_her_does_not(desk: Desk, who: Actor) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    with pytest.raises(PrescriptionUnknown):
        await desk.released.one(signed.id, who)


async def test_where_she_attends_it_can_be_printed(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    async with opd.store.writing() as records:
        await records.patients.attend(opd.patient, OTHER_SPOKE, opd.clock.now)
    worker: Any = Actor("staff", "w" * 32, OTHER_SPOKE, HERE)
    assert (await desk.released.one(signed.id, worker)).id == signed.id
    assert [one.id for one in await desk.released.of_patient(opd.patient.id, worker)] == [signed.id]


async def test_elsewhere_not_even_the_list_is_shown(desk: Desk, opd: Opd) -> None:
    with pytest.raises(PatientNotYours):
        await desk.released.of_patient(opd.patient.id, ELSEWHERES_DOCTOR)


async def test_the_doctor_who_has_her_now_repeats_from_the_past(desk: Desk, opd: Opd) -> None:
    await desk.write(paracetamol())
    signed = await desk.sign()
    await opd.move(await opd.now(desk.one), state=State.CLOSED)
    later = await opd.consultation(State.IN_PROGRESS, number=8)
    found = await desk.released.of_consultations_patient(later.id, doctor(DOCTOR))
    assert [one.content.lines for one in found] == [signed.content.lines]
    with pytest.raises(ConsultationUnknown):
        await desk.released.of_consultations_patient(later.id, Actor("staff", COLLEAGUE, HUB, HERE))
