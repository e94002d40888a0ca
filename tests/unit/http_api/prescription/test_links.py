"""The link of an SMS over the API: a code to the number it was sent to, and one answer to whoever it is not for."""

import re
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from clinic.identity.mobile import parse_mobile
from clinic.prescription.links import LIVES_SECONDS
from gateways.sms_memory import code_in
from http_api.prescription.links import add_short_links
from tests.support.clinic_api import Browser, ClinicApi
from tests.support.opd_api import Mother, Opd, opened_opd
from tests.unit.http_api.opd.test_prescriptions import LINE, sign, talking, write

LOOK, CODE, OPEN = (f"/prescription-links/{word}" for word in ("look", "code", "open"))


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def given(opd: Opd) -> tuple[Mother, str, str]:
    """Signed: whose it is, its id, and the token of the SMS."""
    doctor, mother, consultation = await talking(opd)
    await write(doctor, consultation, lines=[LINE])
    signed = await sign(doctor, consultation)
    await opd.api.clinic.notifier.send_due()
    await opd.api.clinic.notifier.settle()
    [text] = [one for one in texts(opd, mother) if "/p/#" in one]
    assert not re.search("Asha|Paracetamol|पैरासिटामोल", text, re.IGNORECASE)
    return mother, str(signed["id"]), text.rpartition("/p/#")[2]


def texts(opd: Opd, mother: Mother) -> list[str]:
    return opd.api.sms.sent[parse_mobile(mother.number)]


async def asked_code(opd: Opd, mother: Mother, phone: Browser, token: str) -> tuple[dict[str, Any], str]:
    challenge = await phone.post(CODE, {"token": token, "language": "hi"}, status=202)
    return challenge, await next_code(opd, mother)


async def next_code(opd: Opd, mother: Mother) -> str:
    """Past what else she is told."""
    while not re.search(r"@\S+ #\d{6}$", text := await opd.api.sms.next(parse_mobile(mother.number))):
        continue
    return code_in(text)


async def test_it_opens_on_any_phone_with_the_code_and_then_she_is_signed_in(opd: Opd) -> None:
    mother, prescription, token = await given(opd)
    phone = await opd.api.browser()
    assert await phone.post(LOOK, {"token": token}) == {"masked": f"••••••{mother.number[-4:]}", "prescription": None}
    assert (await phone.get(f"/prescriptions/{prescription}", status=401))["code"] == "not_signed_in"
    challenge, code = await asked_code(opd, mother, phone, token)
    told = {"token": token, "challenge": challenge["challenge"], "code": code}
    assert await phone.post(OPEN, told) == {"prescription": prescription}
    assert (await phone.get(f"/prescriptions/{prescription}"))["lines"][0]["name"] == "Paracetamol"
    assert (await phone.post(LOOK, {"token": token}))["prescription"] == prescription


async def test_a_wrong_code_and_one_that_was_used_open_nothing(opd: Opd) -> None:
    mother, _, token = await given(opd)
    phone, other = await opd.api.browser(), await opd.api.browser()
    challenge, code = await asked_code(opd, mother, phone, token)
    told = {"token": token, "challenge": challenge["challenge"], "code": code}
    wrong = {**told, "code": f"{(int(code) + 1) % 1_000_000:06d}"}
    assert (await phone.post(OPEN, wrong, status=409))["code"] == "otp_wrong"
    await phone.post(OPEN, told)
    assert (await phone.post(OPEN, told, status=409))["code"] == "otp_used"
    assert (await other.get("/prescriptions", status=401))["code"] == "not_signed_in"


async def test_a_code_that_came_to_another_number_opens_no_link(opd: Opd) -> None:
    _, prescription, token = await given(opd)
    stranger = await opd.mother("Sita")
    challenge = await stranger.browser.post("/codes", {"mobile": stranger.number}, status=202)
    told = {"token": token, "challenge": challenge["challenge"], "code": await next_code(opd, stranger)}
    assert (await stranger.browser.post(OPEN, told, status=404))["code"] == "link_unknown"
    assert (await stranger.browser.post(LOOK, {"token": token}))["prescription"] is None
    refused = await stranger.browser.get(f"/prescriptions/{prescription}", status=404)
    assert refused["code"] == "prescription_unknown"


async def test_an_expired_link_and_one_that_never_was_have_one_answer(opd: Opd) -> None:
    _, _, token = await given(opd)
    phone = await opd.api.browser()
    opd.api.clock.advance(LIVES_SECONDS)
    answers = []
    for wrong in (token, "AAAAAAAAAA", "", "../../etc", "a" * 40):
        answers += [await phone.post(path, {"token": wrong}, status=404) for path in (LOOK, CODE)]
    assert len({(one["code"], one["detail"]) for one in answers}) == 1
    assert answers[0]["code"] == "link_unknown"


async def test_who_tries_tokens_by_luck_has_to_wait(opd: Opd) -> None:
    phone = await opd.api.browser()
    codes = set()
    for number in range(32):
        answer = await phone.send("POST", LOOK, json={"token": f"{number:010d}"})
        codes.add((answer.status, (await answer.json())["code"]))
    assert codes == {(404, "link_unknown"), (429, "too_many")}


async def test_the_short_address_leads_to_the_page_and_the_server_never_hears_the_token() -> None:
    app = web.Application()
    add_short_links(app)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/p/", allow_redirects=False)
    assert (answer.status, answer.headers["Location"]) == (302, "/prescriptions/")
