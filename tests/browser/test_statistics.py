"""An administrator looks at the online OPD's figures: today's follow by themselves, and small numbers are hidden."""

import csv
from collections.abc import AsyncIterator

import pytest_asyncio
from playwright.async_api import Request, expect

from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, department
from tests.support.opd_month import NAMES, Month, month_of
from tests.support.screens import looked_at, speak
from tests.support.server import Server
from tests.support.visitor import Visitor, Visitors, visitors_of

pytestmark = CHROMIUM
DAYS = 8


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def opd(shared_server: Server) -> Department:
    """A clinic in which nobody was yet."""
    return await department(shared_server)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def month(shared_server: Server) -> Month:
    return await month_of(shared_server, DAYS)


@pytest_asyncio.fixture(loop_scope="session")
async def desk(visitors: Visitors, opd: Department) -> Visitor:
    """Before the statistics, on a laptop."""
    one = await visitors.laptop()
    await opd.administrator.comes_in(one.context)
    await one.open("/staff/#statistics")
    await expect(one.part(".statistics #where option")).not_to_have_count(1)
    return one


def tile(desk: Visitor, name: str) -> str:
    return f"[data-tile={name}] .value"


async def whole_week(desk: Visitor, place: str) -> None:
    await desk.page.select_option("#where", place)
    await desk.press("[data-value='7']")
    await expect(desk.part(".counted")).to_be_visible()


async def test_figures_plots_and_tables_say_the_same(desk: Visitor, month: Month) -> None:
    await desk.page.reload()
    await whole_week(desk, month.facility)
    await expect(desk.part(".plot .u-wrap canvas")).to_have_count(3)
    seen = int(await desk.part(tile(desk, "seen")).inner_text())
    assert 7 * 80 < seen < 7 * 130
    await desk.part("[data-plot=seen] summary").click()
    rows = await desk.part("[data-plot=seen] tbody td").all_inner_texts()
    assert len(rows) == 7
    assert sum(int(row) for row in rows) == seen
    await expect(desk.part(tile(desk, "doctors"))).to_have_text("2")
    for name in ("wait_median", "wait_90", "estimate_error"):
        await expect(desk.part(tile(desk, name))).to_contain_text("min")
    await desk.part("[data-plot=waits] .u-over").hover()
    await expect(desk.part("[data-plot=waits] .read-out")).to_contain_text("half called within")


async def test_a_clinic_that_is_hardly_used_is_hidden_also_beside_the_others(desk: Visitor, month: Month) -> None:
    await desk.page.reload()
    await desk.page.select_option("#where", month.facility)
    row = desk.part(".places-table tbody tr").filter(has_text=NAMES["tiny"])
    await expect(row.locator("td").nth(2)).to_have_text("fewer than 5")
    others = [
        desk.part(".places-table tbody tr").filter(has_text=NAMES[size]).locator("td").nth(2)
        for size in ("large", "small")
    ]
    together = desk.part(".places-table tfoot td").nth(2)
    assert int(await together.inner_text()) == sum([int(await one.inner_text()) for one in others])
    await desk.page.select_option("#where", month.clinics["tiny"])
    await desk.says("Nothing can be shown of this span")
    await expect(desk.part(tile(desk, "seen"))).to_have_text("fewer than 5")
    await desk.press("[data-value=district]")
    await expect(desk.part(".places-table tbody th")).to_have_text("Pune")


async def test_somebody_who_comes_is_seen_at_once(desk: Visitor, opd: Department) -> None:
    """By the live line, well before the page asks by itself."""
    await desk.page.reload()
    await desk.page.select_option("#where", opd.clinic)
    await expect(desk.part(tile(desk, "waiting"))).to_have_text("0")
    await opd.waiting()
    await expect(desk.part(tile(desk, "waiting"))).to_have_text("1", timeout=10_000)


async def test_the_file_is_taken_along(desk: Visitor, month: Month) -> None:
    await desk.page.reload()
    await whole_week(desk, month.facility)
    async with desk.page.expect_download() as coming:
        await desk.press("[data-file=place]")
    download = await coming.value
    assert download.suggested_filename.endswith("-by-place.csv")
    text = (await download.path()).read_text(encoding="utf-8-sig")
    rows = {row["place"]: row["seen"] for row in csv.DictReader(text.splitlines())}
    assert rows["all together"] == await desk.part(tile(desk, "seen")).inner_text()
    assert set(NAMES.values()) < rows.keys()


async def test_days_to_come_are_not_asked_for(desk: Visitor) -> None:
    await desk.page.fill("#first-day", "2099-01-01")
    await desk.says("Choose 1 to 92 days that have begun.")
    await desk.press("[data-value='1']")
    await expect(desk.part(tile(desk, "waiting"))).to_be_visible()


async def test_a_page_at_which_nobody_sits_stands_still_until_somebody_comes(desk: Visitor) -> None:
    """It would keep its session alive for ever."""
    await desk.page.clock.install()
    await desk.page.reload()
    await expect(desk.part(tile(desk, "waiting"))).to_be_visible()
    await desk.page.clock.fast_forward("16:00")
    await desk.says("Nobody has used this page for a while")
    await desk.page.get_by_role("button", name="Go on").click()
    await desk.says("It follows by itself.")


async def test_the_plots_library_is_loaded_in_this_room_alone(visitors: Visitors, opd: Department) -> None:
    one = await visitors.laptop()
    await opd.administrator.comes_in(one.context)
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    one.page.on("request", note)
    await one.open("/staff/#counts")
    await expect(one.part("tbody tr").first).to_be_visible()
    assert not [url for url in asked if "uplot" in url or "statistics_room" in url or "/words/statistics/" in url]


async def test_the_screen_of_statistics(desk: Visitor, month: Month) -> None:
    await desk.page.reload()
    await whole_week(desk, month.facility)
    await expect(desk.part(".plot .u-wrap canvas")).to_have_count(3)
    await looked_at(desk.page, "desk-statistics")


async def test_it_speaks_hindi_and_is_drawn_again_in_the_dark(desk: Visitor, month: Month) -> None:
    await desk.page.reload()
    await whole_week(desk, month.facility)
    await desk.page.emulate_media(color_scheme="dark")
    await speak(desk.page, "hi")
    await expect(desk.part("[data-plot=waits] h2")).to_have_text("लोगों ने कितना इंतज़ार किया")
    await expect(desk.part(".plot .u-wrap canvas")).to_have_count(3)
