"""The two kinds of lists that can be taken in, in the one form that the jobs know."""

import asyncio
from hashlib import sha256

from clinic.actors import Actor
from clinic.facilities.facilities import Facilities
from clinic.facilities.onboarding import COLUMNS, REQUIRED, Accepted, Outcome
from clinic.facilities.onboarding import Report as FacilityReport
from clinic.imports.chunks import Progress
from clinic.imports.records import ImportId
from clinic.imports.report import Finding, Report, of_findings, shape_findings
from clinic.imports.report import accepted as accepted_finding
from clinic.imports.sheet import Column, Row, read_sheet
from clinic.staff.account import StaffId
from clinic.staff.onboarding import Onboarding

MOST_CHECKED = 100
FACILITY_COLUMNS = tuple(Column(name, required=name in REQUIRED) for name in COLUMNS)


class StaffImporter:
    """The dry run of each list is kept by the onboarding itself, under an id of its own."""

    def __init__(self, onboarding: Onboarding) -> None:
        self._onboarding = onboarding
        self._checked: dict[tuple[StaffId, str], ImportId] = {}

    async def check(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> Report:
        run = await self._onboarding.dry_run(content, by, origin, progress)
        self._checked[by, run.checked.sha256] = run.checked.id
        while len(self._checked) > MOST_CHECKED:
            del self._checked[next(iter(self._checked))]
        return run.report

    async def take_in(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> int:
        made = self._checked[by, sha256(content).hexdigest()]
        return await self._onboarding.accept(made, content, by, origin, progress)


class FacilityImporter:
    def __init__(self, facilities: Facilities) -> None:
        self._facilities = facilities

    async def check(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> Report:
        good, wrong = await asyncio.to_thread(_read, content)
        report = await self._facilities.dry_run(good)
        progress(len(good) + len(wrong), len(good) + len(wrong))
        return of_findings([*wrong, *(_finding(one) for one in report.outcomes)])

    async def take_in(self, content: bytes, by: StaffId, origin: str, progress: Progress) -> int:
        good, _ = await asyncio.to_thread(_read, content)
        report: FacilityReport = await self._facilities.accept(Actor("staff", by, None, origin), good)
        progress(len(good), len(good))
        return len(report.accepted)


def _read(content: bytes) -> tuple[list[Row], list[Finding]]:
    """Rows of the right shape, and what is wrong with the others."""
    rows = read_sheet(content, FACILITY_COLUMNS).rows
    shapes = {row.line: shape_findings(row) for row in rows}
    wrong = [finding for findings in shapes.values() for finding in findings]
    return [row for row in rows if not shapes[row.line]], wrong


def _finding(outcome: Outcome) -> Finding:
    if isinstance(outcome, Accepted):
        return accepted_finding(Row(outcome.line, {}))
    what = outcome.columns[0] if outcome.columns else ""
    return Finding(outcome.line, what, outcome.code, outcome.message)
