"""A prescription as PDF/A-2a: tagged, with its fonts in it; the same content always gives the same bytes."""

import json
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Any, cast

import typst

from clinic.prescription.content import Content
from gateways.document.coverage import FONTS
from gateways.document.extraction import whole_words
from gateways.document.marks import Marks
from gateways.document.sheet import sheet

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "template.typ"
PNG = b"\x89PNG\r\n\x1a\n"
SIGNATURE_BOX = (300, 90)


def render(content: Content, qr: str, signature: bytes | None, marks: Marks) -> bytes:
    """Not sealed yet. ``qr``: the address in the code. ``signature``: a picture (PNG or JPEG).

    Where typst refuses to promise PDF/A, it is a plain PDF: no text may stop a prescription.
    Raises ``ValueError`` where ``qr`` is longer than a code can hold.
    """
    told = sheet(content, qr, marks) | {"signature": "" if signature is None else _as_svg(signature)}
    at = int(content.signed_at)
    try:
        return _compiled(told, at, archival=True)
    except typst.TypstError:
        return _compiled(told, at, archival=False)


def is_archival(pdf: bytes) -> bool:
    """Whether it says of itself that it is PDF/A (ISO 19005-2, 6.6.4), in metadata that typst does not compress."""
    return b"pdfaid:part" in pdf


def _compiled(told: dict[str, Any], at: int, *, archival: bool) -> bytes:
    inputs = {"data": json.dumps(told, ensure_ascii=False)}
    made = _compiler().compile(
        format="pdf", sys_inputs=inputs, pdf_standards=["a-2a"] if archival else [], timestamp=at
    )
    return whole_words(cast(bytes, made))


@cache
def _compiler() -> typst.Compiler:
    """It keeps the fonts loaded. Of one process; it is not shared between threads."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS])
    return typst.Compiler(input=TEMPLATE, root=FOLDER, font_paths=fonts, ignore_system_fonts=True)


def _as_svg(picture: bytes) -> str:
    """Fitted into its box; typst reads pictures inside an SVG, and leaves out one that is broken."""
    kind = "png" if picture.startswith(PNG) else "jpeg"
    width, height = SIGNATURE_BOX
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" href="data:image/{kind};base64,{b64encode(picture).decode()}"/></svg>'
    )
