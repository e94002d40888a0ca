"""Which characters the vendored fonts have: PDF/A forbids one that no font has, and emoji are in none."""

import struct
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_JOINERS = "\u200c\u200d"
_CELL = struct.Struct(">HHI")


def shown(text: str) -> str:
    """Composed (NFC), with one replacement character for what cannot be printed, and no hidden control of direction.

    Line breaks stay.
    """
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\t", " ")):
        if _is_hidden(character) or (character in _JOINERS and kept[-1:] == [REPLACEMENT]):
            continue
        printed = character if character in "\n\u200c\u200d" or ord(character) in covered() else REPLACEMENT
        if printed != REPLACEMENT or kept[-1:] != [REPLACEMENT]:
            kept.append(printed)
    return "".join(kept)


def _is_hidden(character: str) -> bool:
    """Overrides of direction would let a name read as another one; variation selectors mean nothing here."""
    if character in "\n\u200c\u200d":
        return False
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") or "\ufe00" <= character <= "\ufe0f"


@cache
def covered() -> frozenset[int]:
    """The code points that at least one of the fonts has."""
    return frozenset(point for file in FONTS.glob("*-Regular.ttf") for point in _points(file.read_bytes()))


def _points(font: bytes) -> Iterator[int]:
    """OpenType 1.9, "cmap": of its subtables the formats 4 and 12, which these fonts have."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4s4xII", font, 12 + 16 * number) for number in range(tables))
    cmap = next(offset for tag, offset, _ in records if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, cmap + 2)
    for number in range(subtables):
        _, _, offset = _CELL.unpack_from(font, cmap + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", font, cmap + offset)
        if kind == 4:
            yield from _segments(font, cmap + offset)
        elif kind == 12:
            yield from _groups(font, cmap + offset)


def _segments(font: bytes, at: int) -> Iterator[int]:
    """Format 4. A segment whose glyphs are looked up may have holes, of glyph 0."""
    (doubled,) = struct.unpack_from(">H", font, at + 6)
    ends, begins = (_shorts(font, at + 14 + skip, doubled) for skip in (0, doubled + 2))
    deltas, offsets = (_shorts(font, at + 16 + skip, doubled) for skip in (2 * doubled, 3 * doubled))
    for place, (begin, end, delta, offset) in enumerate(zip(begins, ends, deltas, offsets, strict=True)):
        for point in range(begin, min(end, 0xFFFE) + 1):
            if not offset:
                glyph = (point + delta) % 0x10000
            else:
                (glyph,) = struct.unpack_from(
                    ">H", font, at + 16 + 3 * doubled + 2 * place + offset + 2 * (point - begin)
                )
            if glyph:
                yield point


def _groups(font: bytes, at: int) -> Iterator[int]:
    """Format 12."""
    (groups,) = struct.unpack_from(">I", font, at + 12)
    for number in range(groups):
        begin, end, _ = struct.unpack_from(">III", font, at + 16 + 12 * number)
        yield from range(begin, end + 1)


def _shorts(font: bytes, at: int, size: int) -> tuple[int, ...]:
    return struct.unpack_from(f">{size // 2}H", font, at)
