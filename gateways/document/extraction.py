"""Makes the text of a PDF that typst made come out of readers' programs as whole words.

A sign above a letter is drawn by moving back over it, and then a syllable seems to end where the sign ends: poppler,
and what is built on it, takes the rest of the letter for a space. So each such syllable is ended by its letters once
more, invisibly (ISO 32000-2, 9.3.6, mode 3), within the text that it stands for (14.9.4), so that none is read twice.
"""

import re
import zlib
from collections.abc import Mapping

LEAST_BACK = 100
"""In thousandths of the text's size (ISO 32000-2, 9.4.3): poppler takes that much for a space."""
_SYLLABLE = re.compile(
    rb"(/Span<</ActualText<[0-9A-F]+>>>BDC (?:\d Tr)?(?:(?!EMC).)*?"
    rb"(1 0 0 -1 [-\d.]+ [-\d.]+ Tm)\[((?:\((?:\\.|[^\\)])*\)|[-\d.]+)+)\]TJ\n)EMC",
    re.DOTALL,
)
_MOVE = re.compile(rb"\)(-?\d+(?:\.\d+)?)\(")
_CONTENTS = re.compile(rb"/Type/Page\b[^>]*?/Contents (\d+) 0 R")
_STREAM = re.compile(rb"<</Length \d+/Filter/FlateDecode>>\s*stream\r?\n(.*)\nendstream", re.DOTALL)
_XREF = re.compile(rb"xref\n0 (\d+)\n(.*?)trailer(.*?)startxref\n(\d+)\n%%EOF\s*$", re.DOTALL)


def whole_words(pdf: bytes) -> bytes:
    """The same pages. Unchanged where it is not laid out as typst does it."""
    end = _XREF.search(pdf)
    if end is None:
        return pdf
    offsets = {number: int(row[:10]) for number, row in enumerate(end[2].splitlines()) if row.split()[-1:] == [b"n"]}
    pages = {int(number) for number in _CONTENTS.findall(pdf)}
    objects = _objects(pdf[: end.start()], offsets)
    begin = min(offsets.values())
    return _joined(pdf[:begin], {one: _page(told) if one in pages else told for one, told in objects.items()}, end)


def _objects(body: bytes, offsets: Mapping[int, int]) -> dict[int, bytes]:
    """By number, in the order of the file."""
    ordered = sorted(offsets.items(), key=lambda item: item[1])
    ends = [offset for _, offset in ordered[1:]] + [len(body)]
    return {number: body[offset:end] for (number, offset), end in zip(ordered, ends, strict=True)}


def _page(told: bytes) -> bytes:
    found = _STREAM.search(told)
    if found is None:
        return told
    drawn = zlib.compress(_SYLLABLE.sub(_ended, zlib.decompress(found[1])))
    head = told[: found.start()] + b"<</Length %d/Filter/FlateDecode>>\nstream\n" % len(drawn)
    return head + drawn + b"\nendstream" + told[found.end() :]


def _ended(syllable: re.Match[bytes]) -> bytes:
    """Its glyphs up to the move back that nothing after it makes good, once more."""
    whole, place, shown = syllable.groups()
    behind, furthest = 0.0, 0
    for move in _MOVE.finditer(shown):
        behind += float(move[1])
        if behind < LEAST_BACK:
            furthest = 0
        elif not furthest:
            furthest = move.start() + 1
    if not furthest:
        return syllable[0]
    return whole + b"3 Tr " + place + b"[" + shown[:furthest] + b"]TJ 0 Tr\nEMC"


def _joined(head: bytes, objects: Mapping[int, bytes], end: re.Match[bytes]) -> bytes:
    rows = end[2].splitlines()
    at, parts = len(head), [head]
    for number, told in objects.items():
        rows[number] = b"%010d 00000 n" % at
        parts.append(told)
        at += len(told)
    table = b"xref\n0 %b\n%b\r\ntrailer%bstartxref\n%d\n%%%%EOF" % (end[1], b"\r\n".join(rows), end[3], at)
    return b"".join(parts) + table
