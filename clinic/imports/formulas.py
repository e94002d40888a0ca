"""Cells that a spreadsheet would run: refused on the way in, made harmless on the way out (OWASP, CSV injection)."""

import re

STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+\-＋－]?\s?[\d(][\d\s().,/\-]*")


def is_formula(cell: str) -> bool:
    """A number or a telephone number is none, whatever sign it begins with."""
    return is_started(cell) and not _NUMBER.fullmatch(cell.strip())


def is_started(cell: str) -> bool:
    """Some programs pass over spaces, and quotes, before they look."""
    return cell.startswith(STARTS) or cell.lstrip(" \n'\"").startswith(STARTS)


def neutralised(cell: str) -> str:
    """With an apostrophe, by which a spreadsheet takes it as text; line breaks become spaces."""
    line = " ".join(cell.splitlines())
    return f"'{line}" if is_started(cell) or is_started(line) else line
