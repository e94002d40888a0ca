"""Chemists ask without signing in: they are told of what they hold, and of nothing else."""

from base64 import urlsafe_b64decode
from dataclasses import dataclass
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from clinic.prescription.summary.signed import SIGNATURE_BYTES, decoded, encoded
from http_api.prescription.verifying import MOST_DOCUMENT_BYTES
from tests.support.clinic_api import Browser, ClinicApi
from tests.support.opd_api import Doctor, Mother, opened_opd
from tests.unit.http_api.opd.test_prescriptions import LINE, TWICE, of, sign, talking, write

STATUS, DOCUMENT = "/verify/status", "/verify/document"
NOBODYS = "A" * 86


@dataclass
class Given:
    """A signed prescription, and a chemist's browser that nobody is signed in with."""

    doctor: Doctor
    mother: Mother
    token: str
    id: str
    chemist: Browser

    async def whole(self, prescription: str = "") -> bytes:
        """The bytes of its QR code."""
        told = await self.mother.browser.get(f"/prescriptions/{prescription or self.id}")
        return decoded(told["verify"].rpartition("#")[2])

    async def signature(self, prescription: str = "") -> str:
        return encoded((await self.whole(prescription))[-SIGNATURE_BYTES:])

    async def pdf(self) -> bytes:
        return await (await self.mother.browser.send("GET", f"/prescriptions/{self.id}/document")).read()

    async def status(self, prescription: str, signature: str) -> str:
        told = await self.chemist.post(STATUS, {"id": prescription, "signature": signature})
        assert set(told) == {"status"}
        return str(told["status"])

    async def of_document(self, pdf: bytes) -> tuple[str, str, str | None]:
        told = await (await self.chemist.send("POST", DOCUMENT, data=pdf)).json()
        assert set(told) == {"seal", "development", "status", "id"}
        return told["seal"], told["status"], told["id"]

    async def amend(self) -> str:
        told = {"prescription": self.id, "reason": "Three days are enough"}
        await self.doctor.browser.post(f"{of(self.token)}/amend", told)
        await write(self.doctor, self.token, lines=[{**LINE, "dosing": {**TWICE, "days": 3}}])
        return str((await sign(self.doctor, self.token))["id"])

    async def cancel(self, prescription: str) -> None:
        told = {"prescription": prescription, "reason": "Not needed"}
        await self.doctor.browser.post(f"{of(self.token)}/cancel", told)


@pytest.fixture
async def given(api: ClinicApi) -> Given:
    doctor, mother, token = await talking(await opened_opd(api))
    await write(doctor, token, lines=[LINE])
    signed = await sign(doctor, token)
    return Given(doctor, mother, token, str(signed["id"]), await api.browser())


async def test_the_published_key_alone_verifies_what_the_code_holds(given: Given) -> None:
    [key] = (await given.chemist.get("/verify/keys"))["keys"]
    assert set(key) == {"id", "algorithm", "public", "since", "until", "development"}
    point, whole = urlsafe_b64decode(key["public"] + "="), await given.whole()
    assert (len(point), key["algorithm"], key["until"]) == (65, "ES256", None)
    told, signature = whole[:-SIGNATURE_BYTES], whole[-SIGNATURE_BYTES:]
    dss = encode_dss_signature(int.from_bytes(signature[:32]), int.from_bytes(signature[32:]))
    verifying = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)
    verifying.verify(dss, told, ECDSA(SHA256()))
    with pytest.raises(InvalidSignature):
        verifying.verify(dss, told + b" ", ECDSA(SHA256()))


async def test_where_it_stands_is_told_to_who_holds_its_signature(given: Given) -> None:
    first = await given.signature()
    assert await given.status(given.id, first) == "signed"
    amended = await given.amend()
    second = await given.signature(amended)
    assert (await given.status(given.id, first), await given.status(amended, second)) == ("replaced", "signed")
    await given.cancel(amended)
    assert (await given.status(given.id, first), await given.status(amended, second)) == ("replaced", "cancelled")


async def test_an_id_alone_opens_nothing_and_one_that_never_was_has_the_same_answer(given: Given) -> None:
    amended = await given.amend()
    own, others = await given.signature(), await given.signature(amended)
    assert own != others
    asked = [(given.id, NOBODYS), (given.id, others), (amended, own), ("0" * 32, own), ("0" * 32, NOBODYS)]
    assert [await given.status(*one) for one in asked] == ["unknown"] * len(asked)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"id": "0" * 32},
        {"id": "0" * 31, "signature": NOBODYS},
        {"id": "0" * 32, "signature": NOBODYS[1:]},
        {"id": "0" * 32, "signature": NOBODYS + "A"},
        {"id": "0" * 32, "signature": "=" * 86},
        {"id": "G" * 32, "signature": NOBODYS},
        {"id": "0" * 32, "signature": NOBODYS, "summary": "Sunita Devi"},
        {"id": None, "signature": 5},
    ],
)
async def test_what_is_no_question_is_refused(api: ClinicApi, body: dict[str, Any]) -> None:
    chemist = await api.browser()
    assert (await chemist.post(STATUS, body, status=422))["code"] == "bad_request"


async def test_a_document_follows_its_prescription(given: Given) -> None:
    pdf = await given.pdf()
    assert await given.of_document(pdf) == ("authentic", "signed", given.id)
    await given.amend()
    assert await given.of_document(pdf) == ("authentic", "replaced", given.id)


async def test_of_a_document_that_was_touched_nothing_is_told_but_that(given: Given) -> None:
    pdf = await given.pdf()
    middle = bytearray(pdf)
    middle[len(pdf) // 2] ^= 1
    for touched in (bytes(middle), pdf + b"\n% one more page"):
        assert await given.of_document(touched) == ("altered", "unknown", None)
    for nothing in (pdf[: len(pdf) // 2], b"", b"%PDF-1.7 of nobody"):
        seal, *told = await given.of_document(nothing)
        assert (seal in ("altered", "none"), told) == (True, ["unknown", None])


async def test_a_file_larger_than_any_prescription_is_not_read(api: ClinicApi) -> None:
    chemist = await api.browser()
    answer = await chemist.send("POST", DOCUMENT, data=b"%PDF-" + b"x" * MOST_DOCUMENT_BYTES)
    assert answer.status == 413


async def test_who_asks_for_document_after_document_waits_and_may_still_ask_for_codes(api: ClinicApi) -> None:
    chemist = await api.browser()
    answers = [(await chemist.send("POST", DOCUMENT, data=b"no PDF")).status for _ in range(61)]
    assert (set(answers[:60]), answers[60]) == ({200}, 429)
    assert (await chemist.post(STATUS, {"id": "0" * 32, "signature": NOBODYS}))["status"] == "unknown"


async def test_who_asks_for_code_after_code_waits_and_the_keys_are_told(api: ClinicApi) -> None:
    chemist, nobodys = await api.browser(), {"id": "0" * 32, "signature": NOBODYS}
    for _ in range(300):
        await chemist.post(STATUS, nobodys)
    assert (await chemist.post(STATUS, nobodys, status=429))["code"] == "too_many"
    assert (await chemist.get("/verify/keys"))["keys"]
