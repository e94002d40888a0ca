"""A QR code is authentic to the last bit, or it is not believed."""

import json
from base64 import b64encode, urlsafe_b64decode
from dataclasses import asdict, replace
from hashlib import sha512
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.medicine import Form, Unit
from clinic.prescription.summary.keys import KeyRing, PublicKey, point_of
from clinic.prescription.summary.packing import MOST_BYTES, PACKED, fields_in, key_in, packed
from clinic.prescription.summary.signed import SIGNATURE_BYTES, SignedSummaries, decoded, encoded, read
from clinic.prescription.summary.summary import as_bytes, summary_from, summary_of
from rooms.ports import Refusal
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, content, line


def a_ring() -> KeyRing:
    key = generate_private_key(SECP256R1())
    return KeyRing(key, [PublicKey(point_of(key), 0.0, None)], is_development=True)


RING = a_ring()
SUMMARIES = SignedSummaries(RING, "https://clinic.example")
ADDRESS = SUMMARIES.address(content())


def signed(told: bytes) -> bytes:
    """By our key, whatever it is."""
    r, s = decode_dss_signature(RING.signing.sign(told, ECDSA(SHA256())))
    return told + r.to_bytes(32) + s.to_bytes(32)


WHOLE = signed(as_bytes(summary_of(content(), RING.present.id)))
"""Not packed."""
FULL = content(
    lines=tuple(line(f"{name} of a long name", number) for number, name in enumerate(("ibuprofen", "metformin") * 10)),
    patient=replace(content().patient, name="श्रीमती लक्ष्मी देवी शर्मा"),
)
PACKED_WHOLE = decoded(SUMMARIES.address(FULL).rpartition("#")[2])
NOT_BELIEVED = ("summary_altered", "summary_cut", "summary_key_unknown")


def code_of(address: str, ring: KeyRing = RING) -> str:
    with pytest.raises(Refusal) as refused:
        read(address, ring)
    return refused.value.code


def test_it_says_what_the_paper_says() -> None:
    found = read(ADDRESS, RING)
    assert (found.id, found.doctor, found.registration) == (content().id, "Dr Asha Kulkarni", "12345")
    assert (found.patient, found.age, found.gender) == ("Sunita Devi", 34, "f")
    assert found.lines == ("Paracetamol 500 mg tablet 1-0-1 5d =10",)


@pytest.mark.parametrize(
    ("dosing", "told"),
    [
        (Dosing("once", amounts=(1.0, 0.0, 0.0, 0.0)), "STAT 1 =1"),
        (Dosing("sos", sos_amount=0.5, most_a_day=3, days=2), "SOS ½, max 3 a day, 2d =3"),
        (Dosing(amounts=(1.0, 0.0, 0.0, 0.0), every_days=7, days=28), "1-0-0 every 7 days, 28d =4"),
        (Dosing(amounts=(0.5, 0.0, 0.5, 1.0), days=4), "½-0-½-1 4d =8"),
    ],
)
def test_each_way_of_taking_is_told(dosing: Dosing, told: str) -> None:
    assert summary_of(content(lines=(line(dosing=dosing),)), "k").lines == (f"Paracetamol 500 mg tablet {told}",)


@pytest.mark.parametrize(
    ("form", "unit", "told"),
    [
        ("syrup", "ml", "1-0-1 ml 5d =10 ml"),
        ("drops", "drop", "1-0-1 drop 5d =10 drop"),
        ("capsule", "capsule", "1-0-1 5d =10"),
    ],
)
def test_millilitres_are_not_taken_for_spoons(form: Form, unit: Unit, told: str) -> None:
    summary = summary_of(content(lines=(line(form=form, unit=unit),)), "k")
    assert summary.lines == (f"Paracetamol 500 mg {form} {told}",)


@pytest.mark.parametrize("whole", [WHOLE, PACKED_WHOLE], ids=["plain", "packed"])
def test_one_bit_altered_is_never_believed(whole: bytes) -> None:
    for bit in range(len(whole) * 8):
        altered = bytearray(whole)
        altered[bit // 8] ^= 1 << bit % 8
        assert code_of(encoded(bytes(altered))) in NOT_BELIEVED


@pytest.mark.parametrize("whole", [WHOLE, PACKED_WHOLE], ids=["plain", "packed"])
def test_cut_short_anywhere_it_is_never_believed(whole: bytes) -> None:
    for length in range(len(whole)):
        assert code_of(encoded(whole[:length])) in NOT_BELIEVED


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert code_of(text).startswith("summary_")


@given(st.binary(min_size=SIGNATURE_BYTES + 1, max_size=1_500))
def test_no_bytes_break_it(content: bytes) -> None:
    assert code_of(encoded(content)) in NOT_BELIEVED


@pytest.mark.parametrize(
    "told", [b"[" * 2_800, b'{"k":' * 500, b"[]", b"null", b'{"v":1}', b"\x01", b"\x01" + b"\xff" * 80]
)
def test_what_is_no_summary_is_called_damaged(told: bytes) -> None:
    assert code_of(encoded(told + bytes(SIGNATURE_BYTES))) == "summary_cut"


def test_a_forged_key_is_unknown() -> None:
    assert code_of(SignedSummaries(a_ring(), "https://evil.example").address(content())) == "summary_key_unknown"


def test_a_forged_key_under_our_keys_name_alters_the_code() -> None:
    told = as_bytes(summary_of(content(), RING.present.id))
    assert code_of(encoded(told + bytes(SIGNATURE_BYTES))) == "summary_altered"


def test_after_a_rotation_the_old_code_still_holds() -> None:
    newer = a_ring()
    rotated = KeyRing(newer.signing, [*newer.published, replace(RING.present, until=1.0)], is_development=True)
    assert read(ADDRESS, rotated) == read(ADDRESS, RING)


def test_the_same_content_has_one_text_and_every_field_comes_back() -> None:
    summary = summary_of(content(lines=(line(), line("ibuprofen", 2)), held=2), "key")
    assert summary_from(json.loads(as_bytes(summary))) == summary


def test_many_medicines_are_packed_and_none_is_left_out() -> None:
    assert PACKED_WHOLE.startswith(PACKED)
    found = read(SUMMARIES.address(FULL), RING)
    assert found == summary_of(FULL, RING.present.id)
    assert (len(found.lines), found.left_out) == (20, 0)


def test_what_would_grow_is_not_packed() -> None:
    assert packed(b'{"k":"a"}', "a") == b'{"k":"a"}'
    assert key_in(b'{"k":"a"}') == "a"


def test_a_code_that_would_inflate_without_end_is_given_up() -> None:
    bomb = packed(b'{"k":"' + b"a" * 3_000_000 + b'"}', RING.present.id)
    with pytest.raises(ValueError, match="Unterminated"):
        fields_in(bomb)


def test_a_signed_code_of_a_newer_kind_asks_for_a_newer_page() -> None:
    told = as_bytes(summary_of(content(), RING.present.id)).replace(b'"v":1', b'"v":2')
    assert code_of(encoded(signed(told))) == "summary_version"


def test_packed_or_not_it_says_the_same() -> None:
    assert read(encoded(WHOLE), RING) == read(ADDRESS, RING)


MANY = tuple(line(b64encode(sha512(bytes([n])).digest()).decode()[:59], n) for n in range(1, 21))
"""Names that no packing makes shorter."""


@pytest.mark.parametrize(
    "written",
    [
        content(lines=MANY),
        content(patient=replace(content().patient, name="श्रीमती लक्ष्मी देवी " * 20)),
        content(place=replace(content().place, name=FIVE_SCRIPTS * 5)),
        content(lines=tuple(line(FIVE_SCRIPTS, number) for number in range(1, 21))),
    ],
)
def test_what_does_not_fit_is_counted_and_never_dropped_silently(written: Content) -> None:
    summary = summary_of(written, RING.present.id)
    assert summary.lines
    assert len(summary.lines) + summary.left_out == len(written.lines)
    assert len(packed(as_bytes(summary), summary.key)) <= MOST_BYTES
    assert len(SUMMARIES.address(written)) <= 1_500


def test_of_more_than_fits_the_first_are_told_and_the_others_counted() -> None:
    assert 0 < summary_of(content(lines=MANY), RING.present.id).left_out < len(MANY)


def test_the_fullest_code_can_be_read_from_a_picture() -> None:
    address = SUMMARIES.address(content(lines=MANY, patient=replace(content().patient, name="अ" * 60)))
    modules = np.array([list(row) for row in segno.make(address, error="l", boost_error=False).matrix_iter(border=4)])
    pixels = np.kron(np.where(modules, 0, 255), np.ones((3, 3))).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(pixels)
    assert found.text == address


PRINTED = json.loads((Path(__file__).parents[4] / "data" / "prescription" / "codes.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("printed", PRINTED["codes"], ids=lambda printed: printed["name"])
def test_what_was_printed_once_stays_readable(printed: dict[str, Any]) -> None:
    """The browser reads the same codes (tests/web_client/verify.test.mjs)."""
    points = [urlsafe_b64decode(one["public"] + "=") for one in PRINTED["published"]]
    ring = KeyRing(RING.signing, [PublicKey(point, 0.0, None) for point in points], is_development=True)
    if printed["summary"] is None:
        assert code_of(printed["address"], ring) == "summary_key_unknown"
    else:
        assert json.loads(json.dumps(asdict(read(printed["address"], ring)))) == printed["summary"]
