"""What a file is by its first bytes, whatever its name or its sender says.

The patterns are those of the WHATWG MIME Sniffing standard, section 6, and of the formats themselves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

HEAD_BYTES = 4096

# RFC 8794 section 11.2.4: the EBML header, which every WebM file starts with.
EBML = b"\x1a\x45\xdf\xa3"
# The brands of ISO/IEC 14496-12 files with sound or pictures that move; a HEIC or AVIF picture has others.
MP4_BRANDS = (b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"M4A ", b"dash")


@dataclass(frozen=True, slots=True)
class Signature:
    """``at``: what stands at which byte. ``inside`` must stand somewhere in the head, ``without`` must not."""

    at: tuple[tuple[int, bytes], ...]
    inside: tuple[bytes, ...] = ()
    without: tuple[bytes, ...] = ()

    def fits(self, head: bytes) -> bool:
        placed = all(head.startswith(expected, offset) for offset, expected in self.at)
        present = all(expected in head for expected in self.inside)
        return placed and present and not any(unwanted in head for unwanted in self.without)


SIGNATURES: Mapping[str, Sequence[Signature]] = {
    "application/pdf": [Signature(((0, b"%PDF-"),))],
    "image/jpeg": [Signature(((0, b"\xff\xd8\xff"),))],
    "image/png": [Signature(((0, b"\x89PNG\r\n\x1a\n"), (12, b"IHDR")))],
    "image/webp": [Signature(((0, b"RIFF"), (8, b"WEBPVP8")))],
    "audio/webm": [Signature(((0, EBML),), inside=(b"webm", b"A_OPUS"), without=(b"V_VP", b"V_AV1"))],
    "audio/ogg": [Signature(((0, b"OggS"), (28, b"OpusHead")))],
    "audio/mp4": [Signature(((4, b"ftyp" + brand),)) for brand in MP4_BRANDS],
    "audio/wav": [Signature(((0, b"RIFF"), (8, b"WAVE")))],
}


def is_of_type(head: bytes, media_type: str) -> bool:
    """``head``: the first ``HEAD_BYTES``, or all of a shorter file."""
    return any(signature.fits(head[:HEAD_BYTES]) for signature in SIGNATURES.get(media_type, ()))
