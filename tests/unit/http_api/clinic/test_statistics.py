"""The statistics of the online OPD over the API: the page's figures, and the file."""

import csv
import io

import pytest

from clinic.staff.account import Role
from tests.support.clinic_api import Browser, ClinicApi
from tests.unit.clinic.staff.builders import actions
from tests.unit.clinic.statistics.days import NASHIK, WAI, many, open_clinics, seen
from tests.unit.clinic.statistics.days import clock as at
from tests.unit.http_api.clinic.test_staff import local_administrator

MONDAY = "from=2026-03-09&to=2026-03-09"


@pytest.fixture
async def desk(api: ClinicApi) -> Browser:
    """An administrator of the state, on the evening of a day on which twenty-five were seen."""
    await open_clinics(api.store)
    await seen(api.store, [*many(12, at(10)), *many(3, at(12)), *many(6, at(13.5)), *many(4, at(11), WAI)])
    api.clock.now = at(20)
    return await api.administrator()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


async def test_the_page_has_figures_by_place_and_by_time(desk: Browser) -> None:
    told = await desk.get(f"/statistics/opd?{MONDAY}")
    assert {row["place"]["name"]: row["figures"]["seen"] for row in told["rows"]} == {
        "=Wai OPD": None,
        "Akole OPD": 0,
        "Nashik OPD": 21,
    }
    assert [(point["at"], point["figures"]["seen"]) for point in told["points"]] == [
        (at(10), 12),
        (at(11), None),
        (at(12), None),
        (at(13), 9),
    ]
    assert (told["step"], told["until"]) == ("hour", at(19.75))
    assert told["present"] == {"waiting": 0, "doctors": 2}
    assert [told["total"][name] for name in ("wait_median_minutes", "wait_90_minutes")] == [12, 12]


async def test_a_place_is_chosen_from_those_that_are_told(desk: Browser) -> None:
    places = (await desk.get(f"/statistics/opd?{MONDAY}"))["places"]
    [nashik] = [one["id"] for one in places if one["name"] == "NASHIK"]
    told = await desk.get(f"/statistics/opd?{MONDAY}&level=district&place={nashik}")
    assert [row["place"] for row in told["rows"]] == [{"id": nashik, "kind": "district", "name": "NASHIK"}]


async def test_a_spreadsheet_reads_the_file_and_runs_nothing_in_it(desk: Browser) -> None:
    answer = await desk.send("GET", f"/statistics/opd.csv?{MONDAY}")
    assert (answer.status, answer.content_type, answer.charset) == (200, "text/csv", "utf-8")
    name = 'attachment; filename="opd-2026-03-09-2026-03-09-by-place.csv"'
    assert answer.headers["Content-Disposition"] == name
    assert (await answer.read()).startswith(b"\xef\xbb\xbf")
    rows = rows_of(await answer.text())
    assert [(row["place"], row["seen"]) for row in rows] == [
        ("'=Wai OPD", "<5"),
        ("Akole OPD", "0"),
        ("Nashik OPD", "21"),
        ("all together", "21"),
    ]
    assert rows[2]["wait_median_minutes"] == "12"
    assert rows[0]["wait_median_minutes"] == ""


async def test_the_file_is_by_hours_where_that_is_wanted(desk: Browser) -> None:
    answer = await desk.send("GET", f"/statistics/opd.csv?{MONDAY}&by=time&place={NASHIK}")
    assert [(row["hour"], row["seen"]) for row in rows_of(await answer.text())] == [
        ("2026-03-09 10:00", "12"),
        ("2026-03-09 11:00", "0"),
        ("2026-03-09 12:00", "<5"),
        ("2026-03-09 13:00", "9"),
    ]


async def test_whoever_takes_the_file_along_stands_in_the_audit_and_who_looks_does_not(
    api: ClinicApi, desk: Browser
) -> None:
    await desk.get(f"/statistics/opd?{MONDAY}")
    assert "statistics.downloaded" not in await actions(api.store)
    await desk.send("GET", f"/statistics/opd.csv?{MONDAY}")
    assert (await actions(api.store)).count("statistics.downloaded") == 1


@pytest.mark.parametrize("path", ["/statistics/opd", "/statistics/opd.csv"])
@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        (f"{MONDAY}&place={'0' * 32}", 403, "not_permitted"),
        ("from=2026-03-09&to=2026-03-08", 422, "span_invalid"),
        ("from=2025-03-09&to=2026-03-09", 422, "span_invalid"),
        ("from=2026-99-09&to=2026-99-09", 422, "span_invalid"),
        ("from=9.3.2026&to=2026-03-09", 422, "bad_request"),
        ("to=2026-03-09", 422, "bad_request"),
        (f"{MONDAY}&level=patient", 422, "bad_request"),
    ],
)
async def test_what_cannot_be_told_is_said(desk: Browser, path: str, query: str, status: int, code: str) -> None:
    answer = await desk.send("GET", f"{path}?{query}")
    assert (answer.status, (await answer.json())["code"]) == (status, code)


async def test_a_doctor_sees_no_statistics(api: ClinicApi, desk: Browser) -> None:
    del desk
    doctor = await local_administrator(api, "3" * 32, Role.DOCTOR)
    assert (await doctor.get(f"/statistics/opd?{MONDAY}", status=403))["code"] == "not_permitted"
    assert (await doctor.send("GET", f"/statistics/opd.csv?{MONDAY}")).status == 403


async def test_nobody_sees_them_without_signing_in(api: ClinicApi) -> None:
    stranger = await api.browser()
    assert (await stranger.get(f"/statistics/opd?{MONDAY}", status=401))["code"] == "not_signed_in"
