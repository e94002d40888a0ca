"""Whatever arrives instead of an offer is refused quickly and never does anything else."""

import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from media.errors import OfferRefused
from media.webrtc.limits import MAX_OFFER_BYTES
from media.webrtc.negotiation import negotiate
from tests.unit.media.webrtc.offers import JOINING, LOCAL, only, real_offer

OFFERS = {name: real_offer(name) for name in JOINING}
GENEROUS_SECONDS = 10.0
"""The worst takes half a second on a quiet machine."""


def answered_or_refused(offer: str) -> None:
    started = time.process_time()
    with suppress(OfferRefused):
        negotiate(offer, LOCAL, 7)
    assert time.process_time() - started < GENEROUS_SECONDS


def refused(offer: str, word: str) -> None:
    started = time.process_time()
    with pytest.raises(OfferRefused, match=word):
        negotiate(offer, LOCAL, 7)
    assert time.process_time() - started < GENEROUS_SECONDS


@pytest.mark.parametrize(
    "text", ["", "v=0", "hello", "{}", "v=0\r\nm=audio\r\n", "v=0\r\nm=audio x y z\r\n", "\0", "म"]
)
def test_what_is_no_sdp_is_refused(text: str) -> None:
    refused(text, r"\.")


def test_a_long_offer_is_not_even_parsed() -> None:
    refused(OFFERS["chromium"] + "a=x\r\n" * MAX_OFFER_BYTES, "65536 bytes")


def test_the_limit_counts_bytes() -> None:
    refused("v=0\r\ns=" + "म" * (MAX_OFFER_BYTES // 3), "65536 bytes")


def test_two_hundred_sections_are_refused() -> None:
    refused("v=0\r\n" + "m=audio 9 X 0\r\n" * 200, "40 media sections")


def test_a_line_without_end_is_refused() -> None:
    refused("v=0\r\nm=audio 9 X 0\r\na=" + "x" * 5000, "1024 characters")


@pytest.mark.parametrize(
    ("line", "count", "word"),
    [
        ("a=rtpmap:{} VP8/90000\r\n", 65, "64 codecs"),
        ("a=ssrc:{} cname:x\r\n", 65, "64 source lines"),
        ("a=x:{}\r\n", 513, "512 lines"),
    ],
)
def test_a_section_has_its_limits(line: str, count: int, word: str) -> None:
    refused(OFFERS["firefox"] + "".join(line.format(number) for number in range(count)), word)


def test_the_worst_offer_within_the_limits_is_read_quickly() -> None:
    codecs = "".join(f"a=rtpmap:{number} VP8/90000\r\n" for number in range(63))
    feedback = "a=rtcp-fb:* nack\r\n" * 120
    section = "m=video 9 X 0\r\na=mid:{}\r\n" + codecs + feedback
    answered_or_refused("v=0\r\n" + "".join(section.format(number) for number in range(15)))


@given(st.sampled_from(JOINING), st.data())
def test_a_truncated_offer_is_answered_or_refused(name: str, data: st.DataObject) -> None:
    offer = OFFERS[name]
    answered_or_refused(offer[: data.draw(st.integers(0, len(offer)))])


@settings(max_examples=200)
@given(st.sampled_from(JOINING), st.data())
def test_a_spoilt_line_is_answered_or_refused(name: str, data: st.DataObject) -> None:
    lines = OFFERS[name].splitlines(keepends=True)
    at = data.draw(st.integers(0, len(lines) - 1))
    cut = data.draw(st.integers(0, len(lines[at])))
    lines[at] = lines[at][:cut] + data.draw(st.text(max_size=8)) + lines[at][cut:][data.draw(st.integers(0, 4)) :]
    answered_or_refused("".join(lines))


@given(st.sampled_from(JOINING), st.data())
def test_lines_in_the_wrong_places_are_answered_or_refused(name: str, data: st.DataObject) -> None:
    lines = OFFERS[name].splitlines(keepends=True)
    for _ in range(data.draw(st.integers(1, 6))):
        line = lines.pop(data.draw(st.integers(0, len(lines) - 1)))
        for _ in range(data.draw(st.integers(0, 2))):
            lines.insert(data.draw(st.integers(0, len(lines))), line)
    answered_or_refused("".join(lines))


@given(st.text(max_size=400))
def test_any_text_after_a_header_is_refused(text: str) -> None:
    refused("v=0\r\n" + text, r"\.")


@given(st.lists(st.sampled_from([str(mid) for mid in range(7)]), unique=True, min_size=1))
def test_any_choice_of_sections_is_answered_or_refused(mids: list[str]) -> None:
    answered_or_refused(only(OFFERS["chromium_every_codec"], *mids))
