"""``scripts/medicines`` looks first, and takes over with ``--apply``; a mistake changes nothing."""

from pathlib import Path

import pytest

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


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_file_that_cannot_be_read_is_said(folder: Path, name: str) -> None:
    with pytest.raises(SystemExit):
        main([str(folder / name)])
