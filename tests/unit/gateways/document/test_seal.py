import io
import subprocess
import zlib
from functools import cache
from pathlib import Path

import pytest
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from clinic.prescription.verifying import Seal
from gateways.document.check import MOST_BYTES, check
from gateways.document.esign import ESigned, ESignTwin
from gateways.document.marks import Marks
from gateways.document.render import render
from gateways.document.seal import ServerSeal
from tests.unit.gateways.document.builders import QR, development_seal, full, new_seal, pages, state_of

OURS = development_seal()


@cache
def unsealed() -> bytes:
    return render(full(), QR, None, Marks(is_development=True))


async def sealed() -> bytes:
    return await ServerSeal(OURS, "Jan Swasthya").seal(unsealed())


async def test_a_sealed_document_is_authentic() -> None:
    assert await state_of(await sealed(), OURS.trusted) == "authentic"


async def test_a_seal_for_development_says_that_it_is_one() -> None:
    """Also of somebody else's server."""
    assert await check(await sealed(), OURS.trusted) == Seal("authentic", is_development=True)
    assert await check(await sealed(), []) == Seal("foreign", is_development=True)


async def test_one_of_several_roots_is_enough() -> None:
    assert await state_of(await sealed(), [*new_seal().trusted, *OURS.trusted]) == "authentic"


async def test_the_seal_says_that_it_is_one_of_the_system() -> None:
    seal = PdfFileReader(io.BytesIO(await sealed())).embedded_signatures[0]
    assert seal.field_name == "Seal"
    assert seal.sig_object["/Reason"] == "Sealed by the server of Jan Swasthya: a seal of the system that made it"
    assert seal.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


async def test_sealing_changes_nothing_that_is_seen() -> None:
    before, after = pages(unsealed(), 40), pages(await sealed(), 40)
    assert all((one == two).all() for one, two in zip(before, after, strict=True))


def pdfsig(file: Path) -> str:
    return subprocess.run(["pdfsig", "-nocert", file], capture_output=True, text=True).stdout


async def test_poppler_finds_it_valid_and_whole(tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(await sealed())
    told = pdfsig(file)
    assert "Signature is Valid" in told
    assert "Total document signed" in told


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.8, 0.9])
async def test_one_changed_byte_is_found(share: float) -> None:
    """Where the change leaves it no PDF, nothing can be said of a seal; it is never authentic."""
    pdf = bytearray(await sealed())
    pdf[int(len(pdf) * share)] ^= 1
    assert await state_of(bytes(pdf), OURS.trusted) in ("altered", "none")


async def test_a_changed_title_is_an_alteration() -> None:
    pdf = (await sealed()).replace(b"(Dr Asha Kulkarni)", b"(Dr Asha Kulkarnj)", 1)
    assert pdf != await sealed()
    assert await state_of(pdf, OURS.trusted) == "altered"


async def test_what_is_added_after_the_seal_is_an_alteration_although_the_seal_is_intact() -> None:
    writer, added = IncrementalPdfFileWriter(io.BytesIO(await sealed())), io.BytesIO()
    writer.root[pdf_name("/Foo")] = pdf_name("/Bar")
    writer.update_root()  # type: ignore[no-untyped-call]
    writer.write(added)  # type: ignore[no-untyped-call]
    assert await state_of(added.getvalue(), OURS.trusted) == "altered"


async def test_a_remark_at_the_end_is_an_alteration() -> None:
    assert await state_of(await sealed() + b"\n% a remark\n", OURS.trusted) == "altered"


async def test_a_forged_key_is_foreign() -> None:
    """It bears the same names as ours."""
    forger = new_seal()
    assert forger.chain[0].subject == OURS.chain[0].subject
    assert await state_of(await ServerSeal(forger).seal(unsealed()), OURS.trusted) == "foreign"


async def test_without_any_root_all_are_foreign() -> None:
    assert await state_of(await sealed(), []) == "foreign"


async def test_what_has_no_seal_has_none() -> None:
    assert await state_of(unsealed(), OURS.trusted) == "none"


@pytest.mark.parametrize("cut", [1, 10, 1_000, 20_000, 60_000])
async def test_a_truncated_one_is_never_authentic(cut: int) -> None:
    assert await state_of((await sealed())[:-cut], OURS.trusted) in ("altered", "none")


BOMB = (
    b"%PDF-1.7\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length 100>>stream\n"
    + zlib.compress(b"0" * 10_000_000)
    + b"\nendstream endobj\nstartxref\n9\n%%EOF"
)


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\0" * 1_000,
        b"%PDF-1.7",
        b"%PDF-1.7\nstartxref\n0\n%%EOF",
        b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
        b"%PDF-1.7\n" + b"[" * 100_000 + b"\nstartxref\n9\n%%EOF",
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Prev 9/Size 1/Root 1 0 R>>\nstartxref\n9\n%%EOF",
        BOMB,
        b"PK\x03\x04" + b"x" * MOST_BYTES,
        "पर्ची".encode() * 1_000,
    ],
    ids=range(10),
)
async def test_garbage_has_no_seal(garbage: bytes) -> None:
    assert await state_of(garbage, OURS.trusted) == "none"


async def test_a_file_that_is_too_long_is_not_looked_at() -> None:
    assert await state_of(await sealed() + b"\n" * MOST_BYTES, OURS.trusted) == "none"


async def test_an_e_sign_service_is_given_the_digest_alone_and_its_answer_holds() -> None:
    twin = ESignTwin(OURS)
    signed = await ESigned(twin, "Signed by the doctor through an e-sign service").seal(unsealed())
    assert [len(digest) for digest in twin.asked] == [32]
    assert await state_of(signed, OURS.trusted) == "authentic"


async def test_an_e_sign_service_that_answers_for_another_document_makes_nothing_authentic() -> None:
    class Confused(ESignTwin):
        async def sign(self, digest: bytes) -> bytes:
            return await super().sign(bytes(32))

    assert await state_of(await ESigned(Confused(OURS), "confused").seal(unsealed()), OURS.trusted) == "altered"


def test_the_key_is_not_shown() -> None:
    assert "PRIVATE" not in repr(OURS)
    assert OURS.fingerprint in repr(OURS)
