"""An operator's command, run in this process against a data folder of its own."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from server.data_folder import make_folder, master_keys
from server.settings import Settings
from storage.engine import Database
from storage.store import Store
from storage.vault import open_vault
from tests.support.clocks import Clock

Main = Callable[[Sequence[str]], None]


@dataclass(frozen=True, slots=True)
class Done:
    """``said``: on stderr, and the sentence with which it gave up."""

    output: str
    said: str


class Commands:
    """``run(main, "verify")`` gives what the command prints."""

    def __init__(self, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
        self.settings = settings
        self._capsys = capsys

    async def run(self, main: Main, *arguments: str) -> Done:
        gave_up = await asyncio.to_thread(_exit_message, main, arguments)
        written = self._capsys.readouterr()
        return Done(written.out, written.err + gave_up)

    async def with_store(self, clock: Clock, do: Callable[[Store], Awaitable[None]]) -> None:
        """As the service does beside the commands."""
        database = await Database.open(self.settings.data_folder / "paramarsh.sqlite")
        await do(Store(database, await open_vault(database, master_keys(self.settings), clock), clock))
        await database.close()


def commands_in(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Commands:
    """No setting of this machine's environment counts."""
    for name in Settings.model_fields:
        monkeypatch.delenv(f"PARAMARSH_{name.upper()}", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("PARAMARSH_DATA_FOLDER", str(make_folder(folder)))
    return Commands(Settings(data_folder=folder), capsys)


def _exit_message(main: Main, arguments: Sequence[str]) -> str:
    try:
        main(arguments)
    except SystemExit as exit_:
        return str(exit_.code)
    return ""
