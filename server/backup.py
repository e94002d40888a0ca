"""``scripts/backup`` and ``scripts/restore``: all of this server's data, to a folder and back."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from server.blob_place import blob_objects
from server.cannot_start import CannotStart
from server.command_line import read_settings
from server.data_folder import database_place, make_folder
from server.settings import Settings, variable
from storage.backup import Manifest, backup, restore
from storage.errors import StorageError

NO_KEYS = "Nobody can read it without the master keys, which are not in it: keep {place} safe elsewhere."


def main(arguments: Sequence[str]) -> None:
    """Prints what was done, or exits with a sentence."""
    wanted = _parser().parse_args(arguments)
    work: Callable[[Settings, argparse.Namespace], str] = wanted.work
    try:
        print(work(read_settings([], os.environ), wanted))
    except (StorageError, CannotStart) as error:
        sys.exit(error.message)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts", description="Settings are read from the environment.")
    commands = parser.add_subparsers(required=True)
    backing_up = commands.add_parser(
        "backup", help="copies everything to a new folder; the server may run", description="The server may run."
    )
    backing_up.add_argument("folder", type=_folder, metavar="TARGET", help="a folder that is not there yet")
    backing_up.set_defaults(work=_backup)
    restoring = commands.add_parser(
        "restore", help="puts a backup in place", description="The server must not run meanwhile."
    )
    restoring.add_argument("folder", type=_folder, metavar="SOURCE", help="the folder that scripts/backup made")
    restoring.add_argument("--replace", action="store_true", help="give up the data that are here now")
    restoring.set_defaults(work=_restore)
    return parser


def _folder(text: str) -> Path:
    return Path(text).absolute()


def _backup(settings: Settings, wanted: argparse.Namespace) -> str:
    made = backup(database_place(settings), blob_objects(settings), wanted.folder, time.time())
    return f"{wanted.folder} holds {_contents(made)}.\n{NO_KEYS.format(place=_key_place(settings))}"


def _restore(settings: Settings, wanted: argparse.Namespace) -> str:
    make_folder(settings.data_folder)
    restored = restore(database_place(settings), blob_objects(settings), wanted.folder, replace=wanted.replace)
    return (
        f"Restored {_contents(restored)}, as of {restored.made_at}.\n"
        f"The server needs the master keys of that time in {_key_place(settings)}."
    )


def _contents(manifest: Manifest) -> str:
    files = "1 file" if manifest.files == 1 else f"{manifest.files} files"
    return f"the database ({manifest.database}) and {files}, {manifest.bytes / 1e6:.1f} MB"


def _key_place(settings: Settings) -> str:
    return str(settings.data_folder / "master.key") if settings.master_keys is None else variable("master_keys")


if __name__ == "__main__":
    main(sys.argv[1:])
