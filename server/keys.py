"""``scripts/keys``: new keys for what the database seals, while the service runs, and for prescriptions' codes."""

import argparse
import asyncio
import os
import secrets
import sys
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from server.cannot_start import CannotStart
from server.command_line import read_settings
from server.data_folder import master_keys
from server.opened_store import opened_store
from server.settings import Settings, variable
from server.summary_key import FILE
from server.summary_key import rotate as rotate_codes
from storage.errors import StorageError
from storage.master_keys import KEY_BYTES
from storage.reseal import reseal
from storage.vault import SETTLING_SECONDS, VaultError, rotate

WALL_CLOCKS_STEP_SECONDS = 1.0

Sleep = Callable[[float], Awaitable[object]]


def main(arguments: Sequence[str], wall_clock: Callable[[], float] = time.time, sleep: Sleep = asyncio.sleep) -> None:
    """Prints what was done, or exits with a sentence."""
    wanted = _parser().parse_args(arguments)
    if wanted.command == "new":
        print(_new_master_key(wall_clock()))
        return
    settings = read_settings([], os.environ)
    try:
        if wanted.command == "rotate-codes":
            print(_rotate_codes(settings.data_folder, wall_clock, is_stolen=wanted.stolen))
        else:
            print(asyncio.run(_renew(settings, wanted.command == "rotate", wall_clock, sleep)))
    except (CannotStart, StorageError, VaultError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/keys", description="Looks after the keys of this service.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("new", help=f"print a new master key, to be put first in {variable('master_keys')}")
    commands.add_parser(
        "rotate",
        help="wrap all keys by the first master key, make a new key and seal everything with it; "
        "every process must have been started with that master key before",
    )
    commands.add_parser("reseal", help="seal with the newest key what is not yet: after a rotation that was broken off")
    codes = commands.add_parser(
        "rotate-codes",
        help="from the next start on another key signs the QR codes of prescriptions; old codes verify on",
    )
    codes.add_argument(
        "--stolen", action="store_true", help="withdraw the present key: no code that it has signed verifies any more"
    )
    return parser


def _new_master_key(now: float) -> str:
    name = datetime.fromtimestamp(now, UTC).date().isoformat()
    return f"{name}:{b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def _rotate_codes(data_folder: Path, wall_clock: Callable[[], float], *, is_stolen: bool) -> str:
    ring = rotate_codes(data_folder, wall_clock, is_stolen=is_stolen)
    former = "the one before is withdrawn" if is_stolen else "codes of before verify on"
    return (
        f"The key {ring.present.id} signs from the next start on; {former}. "
        f"Copy {FILE} to every other node and to where you keep it, then start the service again."
    )


async def _renew(settings: Settings, is_rotation: bool, wall_clock: Callable[[], float], sleep: Sleep) -> str:
    async with opened_store(settings, wall_clock) as store:
        if is_rotation:
            await rotate(store.database, master_keys(settings), wall_clock)
            print("There is a new key; waiting until every process has seen it.", file=sys.stderr)
            await sleep(SETTLING_SECONDS + WALL_CLOCKS_STEP_SECONDS)
            await store.vault.refresh()
        count = await reseal(store.database, store.vault, wall_clock)
    return f"{count} values were sealed anew; older keys are kept only to read the audit and backups."


if __name__ == "__main__":
    main(sys.argv[1:])
