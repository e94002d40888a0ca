"""What came of each row, as a list and as a CSV file."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from clinic.imports.formulas import neutralised
from clinic.imports.sheet import LONGEST_CELL, Row

ACCEPTED = "accepted"
QUOTED_LENGTH = 60
HEADINGS = ("line", "what", "code", "sentence", "value")


@dataclass(frozen=True, slots=True)
class Finding:
    """``what``: the column at fault, empty where it is the whole row. ``value``: what stands there."""

    line: int
    what: str
    code: str
    sentence: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """``findings``: one for every row at least, by line. ``accepted`` and ``refused`` count rows."""

    findings: tuple[Finding, ...]
    accepted: int
    refused: int


def accepted(row: Row) -> Finding:
    return Finding(row.line, "", ACCEPTED, "This row will be taken in.")


def shape_findings(row: Row) -> list[Finding]:
    """What is wrong with any row, whatever its columns mean."""
    found = [
        Finding(row.line, name, "cell_too_long", f"A cell has at most {LONGEST_CELL} characters.")
        for name, cell in row.cells.items()
        if len(cell) > LONGEST_CELL
    ]
    if row.extra:
        sentence = "This row has more cells than there are headings: look for a comma too many."
        found.append(Finding(row.line, "", "row_too_long", sentence))
    sentence = "A cell must not begin like a formula of a spreadsheet: = + - @ or a tab."
    return found + [Finding(row.line, name, "formula", sentence, cell) for name, cell in row.formulas]


def of_findings(findings: Sequence[Finding]) -> Report:
    ordered = tuple(sorted(findings, key=lambda finding: finding.line))
    refused = {finding.line for finding in ordered if finding.code != ACCEPTED}
    good = {finding.line for finding in ordered if finding.code == ACCEPTED}
    return Report(ordered, len(good - refused), len(refused))


def report_csv(report: Report) -> str:
    """With a byte order mark, so that a spreadsheet reads its letters; no cell can act as a formula."""
    written = io.StringIO()
    writer = csv.writer(written, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADINGS)
    for finding in report.findings:
        value = neutralised(finding.value[:QUOTED_LENGTH])
        writer.writerow((finding.line, neutralised(finding.what), finding.code, finding.sentence, value))
    return "\ufeff" + written.getvalue()
