"""Tens of thousands of staff from one CSV file: a dry run with a report, then the good rows in one transaction."""

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from clinic.audit.event import AuditTrail, Event
from clinic.facilities.facility import Facility
from clinic.imports.chunks import Progress, in_chunks, unwatched
from clinic.imports.records import Import, ImportId, ImportRecords
from clinic.imports.report import Finding, Report, accepted, of_findings, report_csv
from clinic.imports.sheet import Row, read_sheet
from clinic.ports import Store
from clinic.staff.account import Account, Assignment, NewAccount, StaffId, Status
from clinic.staff.application import Application
from clinic.staff.applications import ApplicationRecords
from clinic.staff.onboarding_rows import COLUMNS, Candidate, Checked, check_row
from clinic.staff.permissions import Permission, governed_roles, may, may_anywhere
from clinic.staff.ports import AccountRecords, FacilityTree, above
from rooms.ports import Refusal

ID_BYTES = 16


class StaffRecords(AccountRecords, Protocol):
    @property
    def applications(self) -> ApplicationRecords: ...

    @property
    def imports(self) -> ImportRecords: ...


class Records(Protocol):
    @property
    def staff(self) -> StaffRecords: ...

    @property
    def facilities(self) -> FacilityTree: ...

    @property
    def audit(self) -> AuditTrail: ...


@dataclass(frozen=True, slots=True)
class DryRun:
    """``ignored``: headings that no column has."""

    checked: Import
    report: Report
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the database says about the candidates. ``permitted``: codes of the facilities that she answers for."""

    logins: frozenset[str]
    registrations: frozenset[tuple[str, str]]
    facilities: Mapping[str, Facility]
    permitted: frozenset[str]


class Onboarding:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def dry_run(self, content: bytes, by: StaffId, origin: str, progress: Progress = unwatched) -> DryRun:
        """Takes nothing in. Raises ``Refusal`` where the file cannot be read as a whole."""
        now = self._wall_clock()
        account = await self._importer(by)
        rows, ignored = await _rows(content)
        checked = await in_chunks(lambda row: check_row(row, _year(now)), rows, progress)
        async with self._store.reading() as records:
            known = await _known(records, account, _candidates(checked))
        _, report = await asyncio.to_thread(judged, checked, known, account)
        digest = hashlib.sha256(content).hexdigest()
        made = Import(ImportId(secrets.token_hex(ID_BYTES)), "staff", digest, by, now, report.accepted, report.refused)
        written = await asyncio.to_thread(report_csv, report)
        async with self._store.writing() as records:
            await records.staff.imports.add(made, written)
            await records.audit.append(Event("staff.import_checked", account.actor(origin), f"import:{made.id}"))
        return DryRun(made, report, ignored)

    async def report_of(self, import_id: ImportId, by: StaffId) -> str:
        """The dry run's report as CSV, for her who made it. Raises ``Refusal``."""
        async with self._store.reading() as records:
            await _hers(records, import_id, by)
            return await records.staff.imports.report(import_id) or ""

    async def accept(
        self, import_id: ImportId, content: bytes, by: StaffId, origin: str, progress: Progress = unwatched
    ) -> int:
        """Takes in the rows that the dry run found good, all unverified; how many. Raises ``Refusal``.

        ``content``: the same bytes. If the database has changed in between so that other rows are good, nothing is
        taken in, and the file must be tried again.
        """
        now = self._wall_clock()
        account = await self._importer(by)
        async with self._store.reading() as records:
            made = await _hers(records, import_id, by)
        if hashlib.sha256(content).hexdigest() != made.sha256:
            raise Refusal("import_other_file", "This is not the file that was tried. Try this one first.")
        rows, _ = await _rows(content)
        checked = await in_chunks(lambda row: check_row(row, _year(made.checked_at)), rows, progress)
        async with self._store.writing() as records:
            if not await records.staff.imports.accept(import_id, now):
                raise Refusal("import_done", "This file was taken in already.")
            known = await _known(records, account, _candidates(checked))
            good, report = await asyncio.to_thread(judged, checked, known, account)
            if await asyncio.to_thread(report_csv, report) != await records.staff.imports.report(import_id):
                raise Refusal("import_stale", "Something has changed since the file was tried. Try it again.")
            await _take_in(records, good, known.facilities, made, now)
            await records.audit.append(Event("staff.imported", account.actor(origin), f"import:{made.id}"))
        return len(good)

    async def _importer(self, by: StaffId) -> Account:
        async with self._store.reading() as records:
            account = await records.staff.get(by)
        if account is None or not may_anywhere(account, Permission.IMPORT):
            raise Refusal("not_permitted", "You are not allowed to do this here.")
        return account


def judged(checked: Sequence[Checked], known: _Known, by: Account) -> tuple[list[Candidate], Report]:
    """Which rows are good, and a finding for each row. Of rows that say the same the first one counts."""
    findings = [finding for one in checked for finding in one.findings]
    first_lines: dict[object, int] = {}
    governed = governed_roles(by, Permission.IMPORT)
    good = []
    for candidate in _candidates(checked):
        wrong = _wrong(candidate, known, governed) or _repeated(candidate, first_lines)
        findings.append(wrong or accepted(Row(candidate.line, {})))
        if wrong is None:
            good.append(candidate)
    return good, of_findings(findings)


def _wrong(candidate: Candidate, known: _Known, governed: Collection[str]) -> Finding | None:
    facility = known.facilities.get(candidate.facility)
    if facility is None or not facility.active or candidate.facility not in known.permitted:
        sentence = "There is no facility with this code among those that you answer for."
        return Finding(candidate.line, "facility", "facility_unknown", sentence, candidate.facility)
    if candidate.role not in governed:
        sentence = "You cannot give anybody this role."
        return Finding(candidate.line, "role", "role_not_permitted", sentence, candidate.role)
    if candidate.login in known.logins:
        return Finding(candidate.line, "login", "login_taken", "This login has an account already.", candidate.login)
    if candidate.registered_as in known.registrations:
        sentence = "This registration number has an account already."
        return Finding(candidate.line, "registration_number", "registration_taken", sentence)
    return None


def _repeated(candidate: Candidate, first_lines: dict[object, int]) -> Finding | None:
    keys: dict[str, object] = {"login": candidate.login}
    if candidate.registered_as:
        keys["registration_number"] = candidate.registered_as
    for column, key in keys.items():
        first = first_lines.setdefault(key, candidate.line)
        if first != candidate.line:
            return Finding(candidate.line, column, "repeated", f"Line {first} says the same already.")
    return None


def _candidates(checked: Sequence[Checked]) -> list[Candidate]:
    return [one.candidate for one in checked if one.candidate is not None]


async def _rows(content: bytes) -> tuple[tuple[Row, ...], tuple[str, ...]]:
    sheet = await asyncio.to_thread(read_sheet, content, COLUMNS)
    return sheet.rows, sheet.ignored


async def _known(records: Records, by: Account, candidates: Sequence[Candidate]) -> _Known:
    """In bulk: a few statements for every thousand rows."""
    facilities = await records.facilities.by_codes({candidate.facility for candidate in candidates})
    pairs = {candidate.registered_as for candidate in candidates if candidate.registered_as}
    return _Known(
        await records.staff.taken({candidate.login for candidate in candidates}),
        await records.staff.applications.taken(pairs),
        facilities,
        await _permitted(records, by, facilities),
    )


async def _permitted(records: Records, by: Account, facilities: Mapping[str, Facility]) -> frozenset[str]:
    if may(by, Permission.IMPORT, None):
        return frozenset(facilities)
    return frozenset(
        [
            code
            for code, facility in facilities.items()
            if may(by, Permission.IMPORT, facility.id, await above(records.facilities, facility.id))
        ]
    )


async def _hers(records: Records, import_id: ImportId, by: StaffId) -> Import:
    made = await records.staff.imports.get(import_id)
    if made is None or made.made_by != by or made.kind != "staff":
        raise Refusal("import_unknown", "There is no such file. Try it first.")
    return made


async def _take_in(
    records: Records, good: Sequence[Candidate], facilities: Mapping[str, Facility], made: Import, now: float
) -> None:
    new = [(StaffId(secrets.token_hex(ID_BYTES)), one) for one in good]
    accounts = await in_chunks(lambda pair: _account(*pair, facilities, made.id, now), new)
    await records.staff.add_many(accounts)
    await records.staff.applications.add_many(
        [Application(staff, one.registration, one.profile, now) for staff, one in new]
    )


def _account(
    staff: StaffId, one: Candidate, facilities: Mapping[str, Facility], import_id: ImportId, now: float
) -> NewAccount:
    assigned = (Assignment(one.role, facilities[one.facility].id),)
    return NewAccount(staff, one.login, one.name, Status.APPLIED, assigned, now, imported_by=import_id)


def _year(now: float) -> int:
    return datetime.fromtimestamp(now, UTC).year
