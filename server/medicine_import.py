"""``scripts/medicines``: a department's own list, looked at first and taken over with ``--apply``."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from clinic.prescription.formulary import formulary, medicines_json, medicines_of
from clinic.prescription.medicine import Medicine, MedicineId
from clinic.prescription.medicine_import import Found, read
from rooms.ports import Refusal
from server.cannot_start import CannotStart
from server.command_line import read_settings
from server.medicines import OWN_MEDICINES

MOST_SHOWN = 20


def main(arguments: Sequence[str]) -> None:
    """Prints what would be done, or was; exits with 1 where there is a mistake, and then nothing is changed."""
    wanted = _parser().parse_args(arguments)
    try:
        _run(wanted.file, read_settings([], os.environ).data_folder / OWN_MEDICINES, wanted.apply)
    except (CannotStart, OSError, ValueError) as error:
        sys.exit(str(error))
    except Refusal as refusal:
        sys.exit(refusal.message)


def _run(file: Path, own: Path, is_applied: bool) -> None:
    before = {one.id: one for one in (medicines_of(own) if own.exists() else ())}
    found = read(file.read_bytes(), {**formulary().medicines, **before}, formulary().one_generic)
    print(_shown(found))
    if found.mistakes:
        sys.exit("Nothing was changed: please correct these rows first.")
    if not is_applied:
        print("Nothing was changed: this was only looked at. To take it over, add --apply.")
        return
    _write(own, {**before, **{one.id: one for one in (*found.added, *found.changed)}})
    print(f"Taken over into {own}. Start the service again, so that doctors find them.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="scripts/medicines", description="Imports medicines and brands (CSV).")
    parser.add_argument("file", type=Path, help="columns: name, strength, form, route, source, brands")
    parser.add_argument("--apply", action="store_true", help="take it over; without it, it is only looked at")
    return parser


def _shown(found: Found) -> str:
    lines = [f"New: {len(found.added)}, changed: {len(found.changed)}, as before: {found.unchanged}."]
    lines += _first("+", found.added) + _first("~", found.changed)
    lines += [f"Row {one.line}, {one.column or 'row'}: {one.message}" for one in found.mistakes]
    if found.ignored:
        lines.append(f"Columns that were not read: {', '.join(found.ignored)}.")
    return "\n".join(lines)


def _first(sign: str, medicines: Sequence[Medicine]) -> list[str]:
    lines = [f"  {sign} {one.name} {one.strength} {one.form}" for one in medicines[:MOST_SHOWN]]
    return lines + ([f"  {sign} and {len(medicines) - MOST_SHOWN} more"] if len(medicines) > MOST_SHOWN else [])


def _write(file: Path, medicines: dict[MedicineId, Medicine]) -> None:
    whole = file.with_name(f"{file.name}.new")
    whole.write_text(medicines_json(list(medicines.values())), encoding="utf-8")
    whole.replace(file)


if __name__ == "__main__":
    main(sys.argv[1:])
