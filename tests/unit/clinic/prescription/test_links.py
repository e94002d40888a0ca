"""A short link opens with a code to the number that it was sent to, for three days, and tells nobody anything else."""

import re
from typing import Any

import pytest

from clinic.identity.guard import Guard
from clinic.identity.limits import Limits
from clinic.identity.mobile import parse_mobile
from clinic.identity.otp import OneTimeCodes
from clinic.identity.sessions import Sessions
from clinic.patients.coming_in import ComingIn
from clinic.patients.household import Households
from clinic.patients.patient import MobileId
from clinic.prescription.announcing import announce
from clinic.prescription.links import LIVES_SECONDS, Links, LinkUnknown, Visitor, make
from clinic.prescription.prescription import Prescription
from gateways.sms_memory import MemorySms
from rooms.ports import Refusal
from tests.unit.clinic.consultation.builders import Opd, another_family
from tests.unit.clinic.patients.people import HERE, NUMBER
from tests.unit.clinic.prescription.desk import Desk, paracetamol

NOBODY = Visitor("a browser", HERE, "a phone", None)


@pytest.fixture
def sms() -> MemorySms:
    return MemorySms()


@pytest.fixture
def links(opd: Opd, sms: MemorySms) -> Links:
    store, clock = opd.store, opd.clock
    codes = OneTimeCodes(store, sms, Limits(), clock, host="clinic.example")
    sessions = Sessions(store, clock)
    return Links(store, codes, ComingIn(store, Households(store, clock), sessions), Guard(store, clock), clock)


@pytest.fixture
async def signed(desk: Desk) -> Prescription:
    await desk.write(paracetamol())
    return await desk.sign()


async def code_of(coming: Any) -> str:
    with pytest.raises(Refusal) as refused:
        await coming
    return refused.value.code


async def sent(opd: Opd, signed: Prescription) -> str:
    async with opd.store.writing() as records:
        return await make(records, signed.id, MobileId(opd.holder.id), opd.clock.now)


async def test_it_opens_with_the_code_that_comes_to_that_number(
    opd: Opd, links: Links, sms: MemorySms, signed: Prescription
) -> None:
    token = await sent(opd, signed)
    assert re.fullmatch(r"[A-Za-z0-9]{10}", token)
    looked = await links.look(token, NOBODY)
    assert (looked.prescription, looked.masked[-3:]) == (None, NUMBER[-3:])
    challenge = await links.send_code(token, "hi", NOBODY)
    code = await sms.next_code(parse_mobile(NUMBER))
    came, prescription = await links.open(token, challenge.id, code, NOBODY)
    assert (came.household.mobile, prescription) == (opd.holder.id, signed.id)


async def test_whoever_is_signed_in_as_that_household_needs_no_code(
    opd: Opd, links: Links, signed: Prescription
) -> None:
    hers = Visitor("a browser", HERE, "a phone", opd.holder)
    assert (await links.look(await sent(opd, signed), hers)).prescription == signed.id


async def test_whoever_is_signed_in_as_another_household_is_told_nothing(
    opd: Opd, links: Links, signed: Prescription
) -> None:
    stranger = Visitor("a browser", HERE, "a phone", await another_family(opd))
    assert (await links.look(await sent(opd, signed), stranger)).prescription is None


async def test_an_expired_link_and_one_that_never_was_are_the_same(
    opd: Opd, links: Links, signed: Prescription
) -> None:
    token = await sent(opd, signed)
    opd.clock.advance(LIVES_SECONDS)
    said = set()
    for wrong in (token, "AAAAAAAAAA", "", "a" * 11, "'; DROP--", "अआइईउऊएऐओऔ"):
        for coming in (links.look(wrong, NOBODY), links.send_code(wrong, "en", NOBODY)):
            with pytest.raises(LinkUnknown) as refused:
                await coming
            said.add((refused.value.code, refused.value.message))
    assert len(said) == 1


async def test_a_code_of_a_sign_in_opens_no_link(opd: Opd, links: Links, sms: MemorySms, signed: Prescription) -> None:
    token = await sent(opd, signed)
    codes: Any = links._codes
    number = parse_mobile(NUMBER)
    other = await codes.request(number, purpose="sign_in", device="a browser", origin=HERE, language="en")
    code = await sms.next_code(number)
    with pytest.raises(LinkUnknown):
        await links.open(token, other.id, code, NOBODY)


async def test_a_wrong_code_opens_nothing(opd: Opd, links: Links, sms: MemorySms, signed: Prescription) -> None:
    token = await sent(opd, signed)
    challenge = await links.send_code(token, "hi", NOBODY)
    code = await sms.next_code(parse_mobile(NUMBER))
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    with pytest.raises(Refusal) as refused:
        await links.open(token, challenge.id, wrong, NOBODY)
    assert refused.value.code == "otp_wrong"


async def test_who_tries_links_by_luck_is_stopped(links: Links) -> None:
    said = [await code_of(links.look(f"{number:010d}", NOBODY)) for number in range(40)]
    assert (said[0], said[-1]) == ("link_unknown", "too_many")


async def test_who_reads_the_database_can_open_no_link(opd: Opd, signed: Prescription) -> None:
    token = await sent(opd, signed)
    async with opd.store.database.reading() as connection:
        rows = repr((await connection.exec_driver_sql("SELECT * FROM prescription_links")).all())
    assert token not in rows


async def test_old_links_are_forgotten(opd: Opd, links: Links, signed: Prescription) -> None:
    await sent(opd, signed)
    opd.clock.advance(LIVES_SECONDS + 1)
    await links.forget()
    async with opd.store.database.reading() as connection:
        assert (await connection.exec_driver_sql("SELECT * FROM prescription_links")).all() == []


async def test_the_household_is_told_once_and_neither_patient_nor_medicine_is_named(
    opd: Opd, desk: Desk, signed: Prescription
) -> None:
    for _ in range(2):
        async with opd.store.writing() as records:
            await announce(records, signed, desk.one, opd.clock.now)
    async with opd.store.writing() as records:
        taken = await records.notices.take_due(opd.clock.now + 1, opd.clock.now + 60, 10)
    told = [one for one in taken if one.notice.kind == "prescription_ready"]
    assert {one.channel for one in told} <= {"sms", "push"}
    assert len({one.channel for one in told}) == len(told)
    words = repr([one.notice.values for one in told]) + repr([dict(one.notice.values) for one in told])
    assert signed.content.patient.name not in words
    assert "Paracetamol" not in words
