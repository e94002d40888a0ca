"""A QR code is authentic to the last bit, or it is not believed."""

import json
from dataclasses import replace

import numpy as np
import pytest
import segno
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from hypothesis import given
from hypothesis import strategies as st

from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.summary.keys import KeyRing, PublicKey, point_of
from clinic.prescription.summary.signed import SIGNATURE_BYTES, SignedSummaries, decoded, encoded, read
from clinic.prescription.summary.summary import MOST_BYTES, as_bytes, summary_from, summary_of
from rooms.ports import Refusal
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, content, line


def a_ring() -> KeyRing:
    key = generate_private_key(SECP256R1())
    return KeyRing(key, [PublicKey(point_of(key), 0.0, None)], is_development=True)


RING = a_ring()
SUMMARIES = SignedSummaries(RING, "https://clinic.example")
ADDRESS = SUMMARIES.address(content())
WHOLE = decoded(ADDRESS.rpartition("#")[2])


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
        (Dosing("once", amounts=(1.0, 0.0, 0.0, 0.0)), "Paracetamol 500 mg tablet STAT =1"),
        (Dosing("sos", sos_amount=1.0, most_a_day=3, days=2), "Paracetamol 500 mg tablet SOS 1 max 3 2d =6"),
        (Dosing(amounts=(1.0, 0.0, 0.0, 0.0), every_days=7, days=28), "Paracetamol 500 mg tablet 1-0-0/7 28d =4"),
    ],
)
def test_each_way_of_taking_is_told(dosing: Dosing, told: str) -> None:
    assert summary_of(content(lines=(line(dosing=dosing),)), "k").lines == (told,)


@pytest.mark.parametrize("bit", range(0, len(WHOLE) * 8, 7))
def test_one_bit_altered_is_never_believed(bit: int) -> None:
    altered = bytearray(WHOLE)
    altered[bit // 8] ^= 1 << bit % 8
    assert code_of(encoded(bytes(altered))) in ("summary_altered", "summary_cut", "summary_key_unknown")


@pytest.mark.parametrize("length", [0, 1, 40, SIGNATURE_BYTES, SIGNATURE_BYTES + 1, len(WHOLE) // 2, len(WHOLE) - 1])
def test_cut_short_it_is_never_believed(length: int) -> None:
    assert code_of(encoded(WHOLE[:length])) in ("summary_altered", "summary_cut", "summary_key_unknown")


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    assert code_of(text).startswith("summary_")


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


MANY = tuple(line("a very long generic name of a medicine that hardly ends", number) for number in range(1, 21))


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
    assert len(summary.lines) + summary.left_out == len(written.lines)
    assert len(as_bytes(summary)) <= MOST_BYTES or not summary.lines


def test_the_fullest_code_can_be_read_from_a_picture() -> None:
    address = SUMMARIES.address(content(lines=MANY, patient=replace(content().patient, name="अ" * 60)))
    modules = np.array([list(row) for row in segno.make(address, error="l", boost_error=False).matrix_iter(border=4)])
    pixels = np.kron(np.where(modules, 0, 255), np.ones((3, 3))).astype(np.uint8)
    (found,) = zxingcpp.read_barcodes(pixels)
    assert found.text == address
