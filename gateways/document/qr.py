"""The QR code as SVG: as much error correction as stays scannable, since paper gets folded."""

import io
from dataclasses import dataclass

import segno

QUIET_MODULES = 4
MODULE_MM = 0.42
LEAST_MM, MOST_MM = 28.0, 62.0
ROBUST_BYTES = 331
"""Version 13-M: above it, bigger modules help a scanner more than correction does."""
MASK = 0
"""Any of the eight can be read; trying all of them would take longer than all else of the document."""


@dataclass(frozen=True, slots=True)
class QrCode:
    svg: str
    width_mm: float


def qr_code(text: str) -> QrCode:
    """Raises ``ValueError`` for more than fits into a code."""
    error = "M" if len(text.encode()) <= ROBUST_BYTES else "L"
    code = segno.make_qr(text, error=error, mask=MASK, boost_error=False)
    drawn = io.BytesIO()
    code.save(drawn, kind="svg", xmldecl=False, border=QUIET_MODULES, omitsize=True)
    modules = code.symbol_size(border=QUIET_MODULES)[0]
    return QrCode(drawn.getvalue().decode(), min(MOST_MM, max(LEAST_MM, modules * MODULE_MM)))
