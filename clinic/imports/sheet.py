"""From the text of a CSV file to rows under known columns."""

import csv
import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from clinic.imports.decoding import decode
from clinic.imports.formulas import is_formula
from rooms.ports import Refusal

DELIMITERS = (",", ";", "\t")
MOST_ROWS = 100_000
LONGEST_CELL = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """``synonyms``: other headings for it, in any case and with any spaces, hyphens or underscores."""

    name: str
    synonyms: tuple[str, ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """``line``: where it begins in the file, from 1. ``cells``: trimmed, by the names of the columns.

    ``formulas``: the cells that act like one, as they stand in the file, each with its column's name ("" for none).
    ``extra``: how many cells stand beyond the last heading.
    """

    line: int
    cells: Mapping[str, str]
    formulas: tuple[tuple[str, str], ...] = ()
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """``ignored``: headings that no column has."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read_sheet(content: bytes, columns: Sequence[Column]) -> Sheet:
    """Rows without any text are left out. Raises ``Refusal`` for what cannot be read as a whole."""
    text = decode(content)
    records = _records(text, _delimiter(text))
    _, headings = next(records, (1, []))
    names = _named(headings, columns)
    rows = tuple(_row(line, cells, names) for line, cells in records)
    if not rows:
        raise Refusal("import_empty", "The file has headings, but no rows.")
    return Sheet(rows, tuple(heading.strip() for heading, name in zip(headings, names, strict=True) if name is None))


def _records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield line, cells
                count += 1
            if count > MOST_ROWS + 1:
                raise Refusal("import_too_long", f"The file has more than {MOST_ROWS} rows: divide it.")
            line = reader.line_num + 1
    except csv.Error as error:
        sentence = f"From line {line} on the file cannot be read: look for a quotation mark that is never closed."
        raise Refusal("import_quotes", sentence) from error


def _delimiter(text: str) -> str:
    """The one that stands most often in the first line, outside quotation marks."""
    line = next(line for line in text.splitlines() if line.strip())
    outside = "".join(line.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _named(headings: Sequence[str], columns: Sequence[Column]) -> list[str | None]:
    """The column's name under each heading."""
    known = {_folded(heading): column.name for column in columns for heading in (column.name, *column.synonyms)}
    names = [known.get(_folded(heading)) for heading in headings]
    found = [name for name in names if name is not None]
    if twice := tuple(dict.fromkeys(name for name in found if found.count(name) > 1)):
        raise Refusal("import_columns", f"These columns stand there twice: {', '.join(twice)}.", twice)
    if missing := tuple(column.name for column in columns if column.required and column.name not in found):
        raise Refusal("import_columns", f"These columns are missing: {', '.join(missing)}.", missing)
    return names


def _row(line: int, cells: Sequence[str], names: Sequence[str | None]) -> Row:
    named = {name: unicodedata.normalize("NFC", cell).strip() for name, cell in zip(names, cells, strict=False) if name}
    given = {name: named.get(name, "") for name in names if name}
    extra = sum(1 for cell in cells[len(names) :] if cell.strip())
    formulas = tuple((name or "", cell) for name, cell in zip_longest(names, cells) if cell and is_formula(cell))
    return Row(line, given, formulas, extra)


def _folded(heading: str) -> str:
    composed = unicodedata.normalize("NFKC", heading).casefold()
    return "".join(sign for sign in composed if sign not in " \t\n\r_-.*:")
