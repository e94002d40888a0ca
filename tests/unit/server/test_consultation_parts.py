"""The department's own helplines."""

import json
from pathlib import Path

import pytest

from server.cannot_start import CannotStart
from server.consultation_parts import OWN_HELPLINES, helplines_of


def test_recalled_helplines_are_marked_as_confirmed_by_nobody(tmp_path: Path) -> None:
    found = helplines_of(tmp_path)
    assert found.confirmed_by is None
    assert [line.number for line in found.lines] == ["1098", "14416"]
    assert found.lines[0].words("hi-IN") == found.lines[0].hindi
    assert found.lines[0].words("ta") == found.lines[0].english


def test_the_department_puts_its_own_into_the_data_folder(tmp_path: Path) -> None:
    line = {"id": "state", "number": "104", "english": "Health helpline", "hindi": "स्वास्थ्य हेल्पलाइन"}
    own = {"confirmed_by": "Dr Meera Rao", "helplines": [line]}
    (tmp_path / OWN_HELPLINES).write_text(json.dumps(own), encoding="utf-8")
    found = helplines_of(tmp_path)
    assert (found.confirmed_by, [one.number for one in found.lines]) == ("Dr Meera Rao", ["104"])


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"confirmed_by": null, "helplines": [{}]}', "\udcff"])
def test_a_file_that_is_not_like_ours_stops_the_start_with_its_name(tmp_path: Path, content: str) -> None:
    (tmp_path / OWN_HELPLINES).write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(CannotStart) as stopped:
        helplines_of(tmp_path)
    assert OWN_HELPLINES in stopped.value.message
