"""``scripts/medicines`` looks first, and takes over with ``--apply``; a mistake changes nothing."""

from pathlib import Path

import pytest

from server.cannot_start import CannotStart
from server.medicine_import import main
from server.medicines import OWN_MEDICINES, formulary_of

CSV = "name,strength,form,route,source,brands\nCefpodoxime,100 mg,tablet,oral,State list 2026,Cepodem\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PARAMARSH_DATA_FOLDER", str(tmp_path))
    return tmp_path


def written(folder: Path, text: str) -> str:
    file = folder / "list.csv"
    file.write_text(text, encoding="utf-8")
    return str(file)


def test_without_apply_nothing_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([written(folder, CSV)])
    assert "New: 1, changed: 0" in capsys.readouterr().out
    assert not (folder / OWN_MEDICINES).exists()


def test_with_apply_doctors_find_it(folder: Path) -> None:
    main([written(folder, CSV), "--apply"])
    assert formulary_of(folder).search("cepo")[0].id == "cefpodoxime-100-mg-tablet"
    main([written(folder, CSV.replace("Cepodem", "Cepodem;Xcef")), "--apply"])
    assert formulary_of(folder).search("xcef")[0].brands == ("Cepodem", "Xcef")


def test_with_a_mistake_nothing_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="Nothing was changed"):
        main([written(folder, CSV + "X,5 mg,pill,oral,List,\n"), "--apply"])
    assert "Row 3, form" in capsys.readouterr().out
    assert not (folder / OWN_MEDICINES).exists()


def test_the_same_again_changes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([written(folder, CSV), "--apply"])
    before = (folder / OWN_MEDICINES).read_bytes()
    main([written(folder, CSV), "--apply"])
    assert "New: 0, changed: 0, as before: 1" in capsys.readouterr().out
    assert (folder / OWN_MEDICINES).read_bytes() == before
    assert [file.name for file in folder.iterdir() if "new" in file.name] == []


def test_of_many_the_first_are_shown_and_the_rest_counted(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = "".join(f"New {number},5 mg,tablet,oral,List,\n" for number in range(23))
    main([written(folder, CSV + rows)])
    assert "and 4 more" in capsys.readouterr().out


def test_brands_of_the_package_are_added_by_any_name_of_it(folder: Path) -> None:
    row = "Acetaminophen,500mg,tablet,oral,State list 2026,Pacimol\n"
    main([written(folder, CSV.splitlines()[0] + "\n" + row), "--apply"])
    assert formulary_of(folder).search("pacimol")[0].id == "paracetamol-500-mg-tablet"


def test_where_nothing_can_be_written_it_is_said(folder: Path) -> None:
    (folder / f"{OWN_MEDICINES}.new").mkdir()
    with pytest.raises(SystemExit, match="directory"):
        main([written(folder, CSV), "--apply"])


@pytest.mark.parametrize("text", ["", "[", "{}", '[{"id": "a"}]'])
def test_on_a_broken_file_the_service_does_not_start_and_the_command_says_so(folder: Path, text: str) -> None:
    (folder / OWN_MEDICINES).write_text(text, encoding="utf-8")
    with pytest.raises(CannotStart, match="cannot be used"):
        formulary_of(folder)
    with pytest.raises(SystemExit, match=r"medicines\.json"):
        main([written(folder, CSV), "--apply"])
    assert (folder / OWN_MEDICINES).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_file_that_cannot_be_read_is_said(folder: Path, name: str) -> None:
    with pytest.raises(SystemExit):
        main([str(folder / name)])
