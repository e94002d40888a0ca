"""Lists of facilities or staff from CSV files: a dry run, its report line by line, and taking in the good rows."""

from http import HTTPStatus
from typing import Any, Literal

from aiohttp import web

from clinic.imports.decoding import LARGEST_BYTES
from clinic.imports.report import ACCEPTED, report_csv
from clinic.staff.permissions import Permission
from http_api.bodies import read_bytes
from http_api.clinic.household import NothingToSay
from http_api.clinic.import_jobs import ImportJobs, Job, Kind
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Who

MOST_LINES = 200


class Totals(Answer):
    rows: int
    good: int
    bad: int


class LineAnswer(Answer):
    """``what``: the column at fault."""

    line: int
    what: str
    code: str
    sentence: str


class ImportAnswer(Answer):
    """``lines``: what is wrong, the first of it; all of it stands in the report. ``detail``: why it failed."""

    id: str
    kind: Kind
    state: Literal["checking", "checked", "writing", "done", "failed"]
    progress: float
    totals: Totals
    lines: list[LineAnswer]
    code: str | None
    detail: str | None


def add_imports(operations: Operations, jobs: ImportJobs, permits: Permits) -> None:
    async def import_facilities(call: Call) -> ImportAnswer:
        return await _begun(call, "facilities")

    async def import_staff(call: Call) -> ImportAnswer:
        return await _begun(call, "staff")

    async def _begun(call: Call, kind: Kind) -> ImportAnswer:
        await permits.require(call, Permission.IMPORT)
        content = await read_bytes(call.request, LARGEST_BYTES + 1)
        return shown(jobs.begin(kind, content, staff_of(call), call.origin))

    async def get_import(call: Call) -> ImportAnswer:
        return shown(jobs.get(call.named("job"), staff_of(call)))

    async def get_report(call: Call) -> web.StreamResponse:
        report = jobs.get(call.named("job"), staff_of(call)).report
        return web.Response(
            text="" if report is None else report_csv(report),
            content_type="text/csv",
            charset="utf-8",
            headers={"Content-Disposition": 'attachment; filename="report.csv"'},
        )

    async def accept_import(call: Call, body: NothingToSay) -> ImportAnswer:
        await permits.require(call, Permission.IMPORT)
        return shown(jobs.accept(call.named("job"), staff_of(call), call.origin))

    staff: dict[str, Any] = {"who": Who.STAFF}
    one: dict[str, Any] = staff | {"gives": ImportAnswer}
    begun: dict[str, Any] = one | {"sends": "text/csv", "status": HTTPStatus.ACCEPTED}
    refused = ("not_permitted", "import_busy")
    operations.add(
        "POST", "/imports/facilities", import_facilities, "Try a list of facilities", refuses=refused, **begun
    )
    operations.add("POST", "/imports/staff", import_staff, "Try a list of staff", refuses=refused, **begun)
    at, unknown = "/imports/{job}", ("import_unknown",)
    operations.add("GET", at, get_import, "How far it is", refuses=unknown, **one)
    operations.add(
        "GET", f"{at}/report.csv", get_report, "Every line of it", media_type="text/csv", refuses=unknown, **staff
    )
    operations.add(
        "POST",
        f"{at}/accept",
        accept_import,
        "Take in the good rows",
        takes=NothingToSay,
        status=HTTPStatus.ACCEPTED,
        refuses=(*unknown, "import_state", "not_permitted"),
        **one,
    )


def shown(job: Job) -> ImportAnswer:
    good, bad = (job.report.accepted, job.report.refused) if job.report else (0, 0)
    wrong = [one for one in job.report.findings if one.code != ACCEPTED][:MOST_LINES] if job.report else []
    return ImportAnswer(
        id=job.id,
        kind=job.kind,
        state=job.state,
        progress=job.progress,
        totals=Totals(rows=good + bad, good=good, bad=bad),
        lines=[LineAnswer(line=one.line, what=one.what, code=one.code, sentence=one.sentence) for one in wrong],
        code=job.refusal.code if job.refusal else None,
        detail=job.refusal.message if job.refusal else None,
    )
