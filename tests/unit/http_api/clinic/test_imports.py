"""Lists of facilities and staff, over the API: the dry run, its report, and taking in the good rows."""

import csv
import io
from typing import Any

import pytest

from tests.support.clinic_api import Browser, ClinicApi
from tests.support.waiting import eventually

WITHIN_SECONDS = 20.0
FACILITIES = """code,name,kind,parent,state,district
MH,Maharashtra,state,,27,
NASHIK,Nashik,district,MH,,
HUB-1,जिल्हा रुग्णालय,hub,NASHIK,,
"""
DOCTOR = "name,login,role,facility,council,registration number,year,qualification,system,speciality,languages,gender\n"
ASHA = (
    "Asha Rao,asha@example.org,doctor,HUB-1,maharashtra-medical,2011/1,2011,MBBS,allopathy,general medicine,hi;mr,F\n"
)


@pytest.fixture
async def desk(api: ClinicApi) -> Browser:
    return await api.administrator()


async def tried(desk: Browser, kind: str, content: str | bytes) -> dict[str, Any]:
    """The job after its dry run."""
    begun = await desk.send("POST", f"/imports/{kind}", data=content, headers={"Content-Type": "text/csv"})
    assert begun.status == 202, await begun.text()
    return await settled(desk, (await begun.json())["id"])


async def settled(desk: Browser, job: str) -> dict[str, Any]:
    async def look() -> dict[str, Any] | None:
        seen = await desk.get(f"/imports/{job}")
        return None if seen["state"] in ("checking", "writing") else seen

    return await eventually("the list is read", look, within_seconds=WITHIN_SECONDS)


async def accepted(desk: Browser, kind: str, content: str) -> dict[str, Any]:
    job = await tried(desk, kind, content)
    await desk.post(f"/imports/{job['id']}/accept", status=202)
    return await settled(desk, job["id"])


async def codes(desk: Browser) -> list[str]:
    return [one["code"] for one in (await desk.get("/facilities"))["facilities"]]


async def test_a_list_of_facilities_is_tried_first_and_then_taken_in(desk: Browser) -> None:
    job = await tried(desk, "facilities", FACILITIES)
    assert (job["state"], job["progress"], job["totals"]) == ("checked", 1.0, {"rows": 3, "good": 3, "bad": 0})
    assert await codes(desk) == []
    await desk.post(f"/imports/{job['id']}/accept", status=202)
    assert (await settled(desk, job["id"]))["state"] == "done"
    assert await codes(desk) == ["HUB-1", "MH", "NASHIK"]
    again = await desk.post(f"/imports/{job['id']}/accept", status=409)
    assert again["code"] == "import_state"


async def test_the_report_says_of_each_line_what_is_wrong_and_no_cell_of_it_is_a_formula(desk: Browser) -> None:
    wrong = FACILITIES + 'hub-1,Again,hub,NASHIK,,\nH-2,"=HYPERLINK(1)",hub,NASHIK,,\nH-3,Lost,hub,NOWHERE,,\n'
    job = await tried(desk, "facilities", wrong)
    assert job["totals"] == {"rows": 6, "good": 3, "bad": 3}
    assert [(one["line"], one["code"]) for one in job["lines"]] == [
        (5, "facility_code_repeated"),
        (6, "formula"),
        (7, "facility_parent"),
    ]
    answer = await desk.send("GET", f"/imports/{job['id']}/report.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report.csv"'
    written = (await answer.read()).decode("utf-8")
    assert written.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["2", "3", "4", "5", "6", "7"]
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    await desk.post(f"/imports/{job['id']}/accept", status=202)
    await settled(desk, job["id"])
    assert await codes(desk) == ["HUB-1", "MH", "NASHIK"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
async def test_a_list_with_a_byte_order_mark_is_read(desk: Browser, encoding: str) -> None:
    assert (await tried(desk, "facilities", FACILITIES.encode(encoding)))["totals"]["good"] == 3


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (FACILITIES.replace("जिल्हा रुग्णालय", "Hôpital").encode("latin-1"), "import_encoding"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "import_encoding"),
        (b"", "import_empty"),
        (b"one,two\n1,2\n", "import_columns"),
        (b"x" * 20_000_001, "import_too_large"),
    ],
)
async def test_a_file_that_is_no_such_list_fails_as_a_whole_and_says_why(
    desk: Browser, content: bytes, code: str
) -> None:
    job = await tried(desk, "facilities", content)
    assert (job["state"], job["code"]) == ("failed", code)
    assert job["detail"]
    assert (await desk.post(f"/imports/{job['id']}/accept", status=409))["code"] == "import_state"


async def test_listed_staff_are_taken_in_unverified(api: ClinicApi, desk: Browser) -> None:
    await accepted(desk, "facilities", FACILITIES)
    job = await tried(desk, "staff", DOCTOR + ASHA + ASHA.replace("asha@", "other@"))
    assert job["totals"] == {"rows": 2, "good": 1, "bad": 1}
    assert [(one["line"], one["what"], one["code"]) for one in job["lines"]] == [(3, "registration_number", "repeated")]
    await desk.post(f"/imports/{job['id']}/accept", status=202)
    assert (await settled(desk, job["id"]))["state"] == "done"
    [asha] = (await desk.get("/staff?status=applied"))["staff"]
    assert (asha["name"], asha["registration_number"], asha["status"]) == ("Asha Rao", "2011/1", "applied")
    browser = await api.browser()
    refused = await browser.post("/staff/sign-in", {"login": "asha@example.org", "password": "x"}, status=409)
    assert refused["code"] == "sign_in_refused"


async def test_whoever_is_registered_already_is_not_taken_in_again(desk: Browser) -> None:
    await accepted(desk, "facilities", FACILITIES)
    await accepted(desk, "staff", DOCTOR + ASHA)
    again = await tried(desk, "staff", DOCTOR + ASHA)
    assert [one["code"] for one in again["lines"]] == ["login_taken"]
    renamed = await tried(desk, "staff", DOCTOR + ASHA.replace("asha@", "other@"))
    assert [one["code"] for one in renamed["lines"]] == ["registration_taken"]


async def test_a_list_that_has_changed_its_meaning_since_it_was_tried_is_not_taken_in(desk: Browser) -> None:
    await accepted(desk, "facilities", FACILITIES)
    first, second = await tried(desk, "staff", DOCTOR + ASHA), await tried(desk, "staff", DOCTOR + ASHA + "\n")
    for job in (first, second):
        await desk.post(f"/imports/{job['id']}/accept", status=202)
        await settled(desk, job["id"])
    stale = await settled(desk, second["id"])
    assert (stale["state"], stale["code"]) == ("failed", "import_stale")
    assert len((await desk.get("/staff?status=applied"))["staff"]) == 1


async def test_a_list_is_known_to_her_alone_who_sent_it(api: ClinicApi, desk: Browser) -> None:
    job = await tried(desk, "facilities", FACILITIES)
    other = await api.administrator("other@example.org")
    for method, path in (("GET", ""), ("GET", "/report.csv"), ("POST", "/accept")):
        body: dict[str, Any] | None = {} if method == "POST" else None
        refused = await other.ask(method, f"/imports/{job['id']}{path}", body, status=404)
        assert refused["code"] == "import_unknown"


async def test_a_patient_takes_no_list_in(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in("98765 43210")
    answer = await phone.send("POST", "/imports/staff", data=(DOCTOR + ASHA).encode())
    assert answer.status == 403
