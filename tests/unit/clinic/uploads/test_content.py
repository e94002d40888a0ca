import pytest

from clinic.uploads.content import is_of_type
from clinic.uploads.limits import LIMITS
from tests.support.files import EBML_WEBM, OPUS_TRACK, STARTS, VP8_TRACK, file_of

TYPES = sorted(STARTS)


def test_every_type_that_may_be_sent_is_known_by_its_content() -> None:
    assert set().union(*(limit.media_types for limit in LIMITS.values())) == set(TYPES)


@pytest.mark.parametrize("declared", TYPES)
@pytest.mark.parametrize("actual", TYPES)
def test_a_file_is_of_its_own_type_and_no_other(actual: str, declared: str) -> None:
    assert is_of_type(file_of(actual, 2000), declared) == (actual == declared)


@pytest.mark.parametrize("declared", TYPES)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>alert(1)</script>",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"\x7fELF",
        b"GIF89a",
        b"=cmd|' /C calc'!A0",
    ],
    ids=["nothing", "html", "exe", "zip", "elf", "gif", "formula"],
)
def test_what_nobody_asked_for_is_of_no_type(content: bytes, declared: str) -> None:
    assert not is_of_type(content + bytes(100), declared)


def test_a_signature_in_the_wrong_place_does_not_count() -> None:
    assert not is_of_type(b"<html>%PDF-1.7", "application/pdf")
    assert not is_of_type(bytes(4000) + STARTS["image/jpeg"], "image/jpeg")


def test_a_film_is_no_voice_message() -> None:
    assert not is_of_type(EBML_WEBM + OPUS_TRACK + VP8_TRACK, "audio/webm")


def test_a_heic_picture_is_no_voice_message() -> None:
    assert not is_of_type(b"\x00\x00\x00\x18ftypheic" + bytes(100), "audio/mp4")


def test_an_unknown_type_fits_nothing() -> None:
    assert not is_of_type(STARTS["image/png"], "image/gif")
