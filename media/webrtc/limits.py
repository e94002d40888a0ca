"""Limits on an offer that hold before anything parses it.

aiortc's parser is quadratic in places (it needs 25 s for 0.9 MB); within these limits it needs milliseconds.
"""

from collections.abc import Sequence

from media.errors import bad_offer

MAX_OFFER_BYTES = 65_536
MAX_SECTIONS = 40
MAX_LINE_CHARACTERS = 1024
MAX_LINES_PER_SECTION = 512
MAX_RTPMAPS_PER_SECTION = 64
MAX_SSRC_LINES_PER_SECTION = 64


def split_sections(offer: str) -> list[list[str]]:
    """Lines of each media section of an offer that respects the limits; ``OfferRefused`` otherwise."""
    if len(offer) > MAX_OFFER_BYTES or len(offer.encode("utf-8", "replace")) > MAX_OFFER_BYTES:
        raise bad_offer(f"The offer is longer than {MAX_OFFER_BYTES} bytes.")
    if not offer.isascii():
        raise bad_offer("The offer has characters that do not belong into SDP.")
    session, sections = _split(offer.splitlines())
    if not session or not session[0].startswith("v=0"):
        raise bad_offer("The offer is not SDP.")
    if not sections:
        raise bad_offer("The offer has no media sections.")
    if len(sections) > MAX_SECTIONS:
        raise bad_offer(f"The offer has more than {MAX_SECTIONS} media sections.")
    for lines in [session, *sections]:
        _check_lines(lines)
    return sections


def _split(lines: Sequence[str]) -> tuple[list[str], list[list[str]]]:
    session: list[str] = []
    sections: list[list[str]] = []
    for line in lines:
        if line.startswith("m="):
            sections.append([])
        (sections[-1] if sections else session).append(line)
    return session, sections


def _check_lines(lines: Sequence[str]) -> None:
    if len(lines) > MAX_LINES_PER_SECTION:
        raise bad_offer(f"A section of the offer has more than {MAX_LINES_PER_SECTION} lines.")
    if any(len(line) > MAX_LINE_CHARACTERS for line in lines):
        raise bad_offer(f"The offer has a line of more than {MAX_LINE_CHARACTERS} characters.")
    if sum(line.startswith("a=rtpmap:") for line in lines) > MAX_RTPMAPS_PER_SECTION:
        raise bad_offer(f"A section of the offer has more than {MAX_RTPMAPS_PER_SECTION} codecs.")
    if sum(line.startswith("a=ssrc") for line in lines) > MAX_SSRC_LINES_PER_SECTION:
        raise bad_offer(f"A section of the offer has more than {MAX_SSRC_LINES_PER_SECTION} source lines.")
