"""What people export, in all its ways, and what a spreadsheet would run."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.imports.chunks import in_chunks
from clinic.imports.decoding import decode
from clinic.imports.formulas import is_formula, neutralised
from clinic.imports.report import Finding, accepted, of_findings, report_csv, shape_findings
from clinic.imports.sheet import Column, Row, Sheet, read_sheet
from rooms.ports import Refusal

COLUMNS = (Column("name", ("full name", "नाम")), Column("mobile", ("phone",)), Column("note", required=False))


def read(text: str | bytes) -> Sheet:
    return read_sheet(text if isinstance(text, bytes) else text.encode(), COLUMNS)


def refusal(text: str | bytes) -> Refusal:
    with pytest.raises(Refusal) as refused:
        read(text)
    return refused.value


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_is_read_in_every_usual_way_of_writing_it(delimiter: str, end: str, encoding: str) -> None:
    lines = [["Full_Name", "PHONE", "Note"], ["आशा", "9812345678", ""], ["Meera", "9812345679", "spoke 2"]]
    content = end.join(delimiter.join(line) for line in lines).encode(encoding)
    rows = read(content).rows
    assert [row.line for row in rows] == [2, 3]
    assert rows[0].cells == {"name": "आशा", "mobile": "9812345678", "note": ""}
    assert rows[1].cells["note"] == "spoke 2"


def test_quotes_hold_commas_quotes_and_line_breaks_and_lines_are_counted_past_them() -> None:
    rows = read('name,phone,note\n"Rao, ""Asha""",1,"one\ntwo\nthree"\n\n\nMeera,2,\n').rows
    assert rows[0].cells == {"name": 'Rao, "Asha"', "mobile": "1", "note": "one\ntwo\nthree"}
    assert [row.line for row in rows] == [2, 7]


def test_a_hindi_heading_is_known_and_an_unknown_one_is_told() -> None:
    sheet = read("नाम,phone,shoe size\nआशा,1,7\n")
    assert sheet.ignored == ("shoe size",)
    assert sheet.rows[0].cells == {"name": "आशा", "mobile": "1"}


def test_a_short_row_has_empty_cells_and_a_long_one_is_a_finding() -> None:
    short, long = read("name,phone\nAsha\nMeera,2,3,4\n").rows
    assert short.cells == {"name": "Asha", "mobile": ""}
    assert [finding.code for finding in shape_findings(long)] == ["row_too_long"]
    assert not shape_findings(read("name,phone\nMeera,2,,\n").rows[0])


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        ("name,phone\nआशा,1\nसीता,2\n".encode("utf-16")[:-3], "import_encoding", "Line 3"),
        (b"name,phone\nAsha,1\nJos\xe9,2\n", "import_encoding", "Line 3 is not written in UTF-8"),
        (b"name,phone\nAsha,1\nMeera\x00,2\n", "import_encoding", "Line 3 holds a zero byte"),
        (b"PK\x03\x04\x14\x00\x06\x00", "import_encoding", "zero byte"),
        (b"", "import_empty", "empty"),
        (b"\xef\xbb\xbf \n", "import_empty", "empty"),
        (b"name,phone\n", "import_empty", "no rows"),
        (b'""', "import_columns", "name, mobile"),
        (b"name\nAsha\n", "import_columns", "mobile"),
        (b"name,phone,Full Name\nAsha,1,2\n", "import_columns", "twice: name"),
        (b'name,phone\nAsha,1\n"Meera,2\nSita,3\n', "import_quotes", "From line 3"),
        (b'name,phone\n"As"ha,1\n', "import_quotes", "From line 2"),
        (b"name,phone\n" + b"x" * 200_000 + b",1\n", "import_quotes", "From line 2"),
        (b"x" * 20_000_001, "import_too_large", "20 MB"),
        (b"name,phone\n" + b"a,1\n" * 100_001, "import_too_long", "100000 rows"),
    ],
)
def test_what_cannot_be_read_as_a_whole_is_refused_with_its_place(content: bytes, code: str, part: str) -> None:
    refused = refusal(content)
    assert refused.code == code
    assert part in refused.message


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "@SUM(A1)",
        "+cmd",
        "-2+3+cmd|' /C calc'!A0",
        "\t=1",
        "\rx",
        " =1",
        "＝1+1",
        '"=1',
        "'=1",
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_a_formula(cell: str) -> None:
    assert is_formula(cell)
    row = Row(2, {"name": cell.strip()}, (("name", cell),))
    assert [(finding.code, finding.what) for finding in shape_findings(row)] == [("formula", "name")]


@pytest.mark.parametrize(
    "cell", ["+91 98123 45678", "+91-98123-45678", "-5", "-0.5", "(022) 2345", "Asha", "a=b", "", "A-", "आशा"]
)
def test_numbers_telephones_and_words_are_none(cell: str) -> None:
    assert not is_formula(cell)


def test_a_formula_in_a_column_that_is_ignored_is_found_too() -> None:
    (row,) = read("name,phone,shoe\nAsha,1,=HYPERLINK(1)\n").rows
    assert [finding.code for finding in shape_findings(row)] == ["formula"]


@given(st.text(max_size=40))
def test_no_cell_of_a_report_begins_like_a_formula(text: str) -> None:
    report = of_findings([Finding(2, text, "x", "A sentence.", text)])
    written = report_csv(report).removeprefix("\ufeff")
    (_, line) = list(csv.reader(io.StringIO(written, newline="")))
    assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))]
    assert neutralised("Asha") == "Asha"


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with suppress(Refusal):
        assert read(b"name,phone\n" + content).rows
    with suppress(Refusal):
        assert decode(content)


def test_a_report_counts_rows_once_however_much_is_wrong_with_them() -> None:
    good = accepted(Row(2, {}))
    report = of_findings([Finding(3, "name", "a", "A."), good, Finding(3, "phone", "b", "B.")])
    assert (report.accepted, report.refused) == (1, 1)
    assert [finding.line for finding in report.findings] == [2, 3, 3]


async def test_work_in_chunks_keeps_the_order_and_tells_its_progress() -> None:
    told: list[tuple[int, int]] = []
    doubled = await in_chunks(lambda n: n * 2, range(7), lambda done, total: told.append((done, total)), at_once=3)
    assert doubled == [n * 2 for n in range(7)]
    assert told == [(3, 7), (6, 7), (7, 7)]
