"""``scripts/backup`` and ``scripts/restore``, against the data folder of the settings."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest

from rooms.ports import RoomId
from server.backup import main
from server.data_folder import blob_folder, database_place
from server.settings import Settings
from storage.engine import Database
from storage.invitations import Invitations

NOON = 1_800_000_000.0
WARD = RoomId("ward-3")

Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """What the command says, given the data folder; "!" before what it gives up with."""
    for name in (*Settings.model_fields, "database_url"):
        monkeypatch.delenv(f"PARAMARSH_{name.upper()}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run_main(data: Path, *arguments: str) -> str:
        monkeypatch.setenv("PARAMARSH_DATA_FOLDER", str(data))
        try:
            main(arguments)
        except SystemExit as exit_:
            return f"!{exit_.code}{capsys.readouterr().err}"
        return capsys.readouterr().out

    return run_main


@pytest.fixture
async def data(tmp_path: Path) -> Path:
    """The data folder of a server that has run."""
    folder = tmp_path / "data"
    folder.mkdir()
    async with opened(folder) as invitations:
        await invitations.create_room(WARD)
    _keep_file(blob_folder(Settings(data_folder=folder)))
    return folder


def _keep_file(folder: Path) -> None:
    (folder / "00").mkdir(parents=True)
    (folder / "00" / ("0" * 32)).write_bytes(b"encrypted")


class opened:  # noqa: N801 - used like a function
    """The rooms of a data folder, while the block runs."""

    def __init__(self, folder: Path) -> None:
        self._place = database_place(Settings(data_folder=folder))

    async def __aenter__(self) -> Invitations:
        self._database = await Database.open(self._place)
        return Invitations(self._database, lambda: NOON)

    async def __aexit__(self, *_: object) -> None:
        await self._database.close()


async def test_what_was_backed_up_while_the_server_ran_is_restored_elsewhere(
    run: Run, data: Path, tmp_path: Path
) -> None:
    async with opened(data):
        said = await asyncio.to_thread(run, data, "backup", str(tmp_path / "copy"))
    assert "holds the database (sqlite) and 1 file, " in said
    assert f"{data / 'master.key'} safe elsewhere" in said
    said = await asyncio.to_thread(run, tmp_path / "new", "restore", str(tmp_path / "copy"))
    assert said.startswith("Restored the database (sqlite) and 1 file")
    async with opened(tmp_path / "new") as invitations:
        assert await invitations.room_state(WARD) == "open"
    assert (tmp_path / "new" / "files" / "00" / ("0" * 32)).read_bytes() == b"encrypted"


def test_no_key_gets_into_a_backup(run: Run, data: Path, tmp_path: Path) -> None:
    (data / "master.key").write_text("own:secret")
    (data / "operator.key").write_text("secret")
    run(data, "backup", str(tmp_path / "copy"))
    assert {file.name for file in (tmp_path / "copy").iterdir()} == {
        "manifest.json",
        "SHA256SUMS",
        "database.sqlite",
        "files",
    }


async def test_a_running_server_is_not_restored_over(run: Run, data: Path, tmp_path: Path) -> None:
    await asyncio.to_thread(run, data, "backup", str(tmp_path / "copy"))
    async with opened(data) as invitations:
        said = await asyncio.to_thread(run, data, "restore", str(tmp_path / "copy"), "--replace")
        assert said == "!The database is in use: stop the server first."
        await invitations.close_room(WARD)


async def test_data_are_given_up_only_when_told_so(run: Run, data: Path, tmp_path: Path) -> None:
    await asyncio.to_thread(run, data, "backup", str(tmp_path / "copy"))
    async with opened(data) as invitations:
        await invitations.close_room(WARD)
    said = await asyncio.to_thread(run, data, "restore", str(tmp_path / "copy"))
    assert said.startswith("!There are data already: --replace gives them up")
    assert (await asyncio.to_thread(run, data, "restore", str(tmp_path / "copy"), "--replace")).startswith("Restored")
    async with opened(data) as invitations:
        assert await invitations.room_state(WARD) == "open"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["backup", "DATA"], "is there already"),
        (["restore", "nowhere"], "is no backup of Paramarsh"),
        (["restore"], "SOURCE"),
        ([], "required"),
    ],
)
def test_a_mistake_is_said_in_a_sentence(run: Run, data: Path, arguments: list[str], sentence: str) -> None:
    said = run(data, *(str(data) if argument == "DATA" else argument for argument in arguments))
    assert said.startswith("!")
    assert sentence in said


def test_a_server_that_never_ran_has_nothing_to_back_up(run: Run, tmp_path: Path) -> None:
    assert "There is no database at" in run(tmp_path / "data", "backup", str(tmp_path / "copy"))
    assert not (tmp_path / "copy").exists()
