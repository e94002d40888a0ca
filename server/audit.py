"""``scripts/audit``: whether the audit is as it was written, its daily signature, and a copy to keep elsewhere."""

import argparse
import asyncio
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from clinic.audit.heads import SealedHeads
from clinic.audit.verification import SEALS, Fault
from server.cannot_start import CannotStart
from server.command_line import read_settings
from server.data_folder import ONLY_THE_OWNER
from server.opened_store import opened_store
from server.settings import Settings
from server.signing_key import signing_key
from storage.audit_check import check
from storage.audit_export import exported_lines, seal_line, seal_of
from storage.audit_seals import last_seal
from storage.errors import StorageError
from storage.store import Store

MEANINGS = {
    "edited": "it was altered, or put here from elsewhere",
    "unreadable": "this is no entry any more",
    "does_not_follow": "the entry before it is another one than when it was written",
    "removed": "entries are missing from here on",
    "duplicated": "it stands here twice",
    "reordered": "it is out of its order",
    "of_another_chain": "it belongs to another chain",
    "time_backwards": "it is earlier than the entry before it",
    "truncated": "the end is missing from here on",
    "beyond_head": "it was put behind the end",
    "head_missing": "the chain's end is not written down",
    "head_differs": "the chain's end is another one than is written down",
    "differs_from_seal": "it is not the entry that was signed that day, or gone",
    "seal_forged": "the signature is not by this service's key, or for other heads",
    "seal_does_not_follow": "the former day's signature is missing, or another one",
}


class CannotAudit(Exception):
    """The message is a sentence for whoever typed the command, or the faults that were found."""


def main(arguments: Sequence[str], wall_clock: Callable[[], float] = time.time) -> None:
    """Prints what was found or done; exits with 1 and the faults where there are any, or with a sentence."""
    wanted = _parser().parse_args(arguments)
    try:
        print(asyncio.run(_run(wanted, read_settings([], os.environ), wall_clock)))
    except (CannotAudit, CannotStart, StorageError) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/audit", description="Checks and signs the audit.")
    commands = parser.add_subparsers(dest="command", required=True)
    verify = commands.add_parser("verify", help="find whatever was edited, removed or put in")
    verify.add_argument("--against", type=Path, metavar="FILE", help="also compare with what seal or export gave then")
    commands.add_parser("seal", help="sign today's ends of all chains, and print them: keep that line elsewhere")
    export = commands.add_parser("export", help="write the whole audit as JSON Lines")
    export.add_argument("file", type=Path, metavar="FILE", help="must not be there yet")
    return parser


async def _run(wanted: argparse.Namespace, settings: Settings, wall_clock: Callable[[], float]) -> str:
    exported = _exported(wanted.against) if wanted.command == "verify" and wanted.against else None
    async with opened_store(settings, wall_clock) as store:
        match wanted.command:
            case "verify":
                return await _verify(store, settings, exported)
            case "seal":
                return await _seal(store, settings, _day(wall_clock()))
            case _:
                return await _export(store, settings, wanted.file)


async def _verify(store: Store, settings: Settings, exported: SealedHeads | None) -> str:
    report = await check(store.database, signing_key(settings).public_key(), exported)
    looked_at = f"{report.entries} entries of {report.chains} chains, and the signatures of {report.seals} days"
    if report.faults:
        raise CannotAudit("\n".join([*map(_sentence, report.faults), f"{len(report.faults)} faults in {looked_at}."]))
    return f"{looked_at}: all as they were written."


async def _seal(store: Store, settings: Settings, day: str) -> str:
    """The line of the last signed day, which is today unless the clock went back."""
    async with store.writing() as records:
        made = await records.audit.seal_day(day, signing_key(settings))
    async with store.database.reading() as connection:
        seal = made or await last_seal(connection)
    assert seal is not None  # noqa: S101 - none is made only where there is one
    return seal_line(seal)


async def _export(store: Store, settings: Settings, file: Path) -> str:
    lines = 0
    try:
        with _new_file(file) as opened:
            async for line in exported_lines(store.database, signing_key(settings).public_key()):
                lines += opened.write(f"{line}\n") > 0
    except OSError as error:
        raise CannotAudit(f"{file} cannot be written: {error.strerror}.") from error
    return f"{lines} lines were written to {file}."


def _new_file(file: Path) -> TextIO:
    """For its owner alone. Raises ``OSError`` where there is one."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, ONLY_THE_OWNER)
    return open(descriptor, "w", encoding="utf-8", errors="surrogatepass")


def _exported(file: Path) -> SealedHeads:
    """The last signed day of that file, which vouches for all before it."""
    last = None
    try:
        with file.open(encoding="utf-8", errors="surrogatepass") as opened:
            for line in opened:
                last = seal_of(line) or last
    except OSError as error:
        raise CannotAudit(f"{file} cannot be read: {error.strerror}.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CannotAudit(f"{file} was not written by scripts/audit.") from error
    if last is None:
        raise CannotAudit(f"{file} has no signed day.")
    return last


def _sentence(fault: Fault) -> str:
    if fault.chain != SEALS:
        return f"Chain {fault.chain}, entry {fault.sequence}: {MEANINGS[fault.what]} ({fault.what})."
    which = f"Signed day {fault.sequence}" if fault.sequence else "The signed day of the file"
    return f"{which}: {MEANINGS[fault.what]} ({fault.what})."


def _day(now: float) -> str:
    return datetime.fromtimestamp(now, UTC).date().isoformat()


if __name__ == "__main__":
    main(sys.argv[1:])
