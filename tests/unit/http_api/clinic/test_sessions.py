"""Sessions and where writes come from."""

import pytest

from http_api.cookies import CSRF_HEADER
from tests.support.clinic_api import ClinicApi

ASHA = "98765 43210"
DAY = 86_400.0


async def test_a_session_is_seen_on_her_other_device_and_ended_there(api: ClinicApi) -> None:
    phone, tablet = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    await tablet.sign_in(ASHA)
    sessions = (await phone.get("/sessions"))["sessions"]
    [other] = [one for one in sessions if not one["is_this"]]
    await phone.ask("DELETE", f"/sessions/{other['id']}", status=204)
    assert (await tablet.open())["signed_in"] is None
    assert (await phone.ask("DELETE", f"/sessions/{other['id']}", status=404))["code"] == "session_unknown"


async def test_a_strangers_session_cannot_be_ended(api: ClinicApi) -> None:
    phone, stranger = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    [own] = (await phone.get("/sessions"))["sessions"]
    await stranger.sign_in("9123456789")
    await stranger.ask("DELETE", f"/sessions/{own['id']}", status=404)
    assert (await phone.open())["signed_in"] == "patient"


@pytest.mark.parametrize("days", [31, 91])
async def test_a_session_ends_by_itself(api: ClinicApi, days: int) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    for _ in range(days if days > 90 else 1):  # used every day, or not at all
        api.clock.advance(DAY if days > 90 else days * DAY)
        session = await phone.open()
    assert session["signed_in"] is None


async def test_whoever_signed_out_is_out(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    await phone.ask("DELETE", "/session", status=204)
    assert (await phone.open())["signed_in"] is None
    assert (await phone.get("/sessions", status=401))["code"] == "not_signed_in"


async def test_a_forged_cookie_is_nobody(api: ClinicApi) -> None:
    phone = await api.browser()
    phone.client.session.cookie_jar.update_cookies({"paramarsh_session": "x" * 43}, api.server.make_url("/"))
    assert (await phone.open())["signed_in"] is None


@pytest.mark.parametrize(
    "headers", [{CSRF_HEADER: ""}, {CSRF_HEADER: "0" * 64}, {"Sec-Fetch-Site": "cross-site"}, {CSRF_HEADER: "ü"}]
)
async def test_a_write_from_a_foreign_page_does_nothing(api: ClinicApi, headers: dict[str, str]) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    answer = await phone.send("DELETE", "/session", headers=headers)
    assert (answer.status, (await answer.json(content_type=None))["code"]) == (403, "csrf_missing")
    assert (await phone.open())["signed_in"] == "patient"


async def test_the_token_of_another_browser_is_not_good(api: ClinicApi) -> None:
    phone, other = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    answer = await phone.send("DELETE", "/session", headers={CSRF_HEADER: other.csrf})
    assert answer.status == 403


async def test_cookies_are_kept_from_scripts_and_over_https_from_neighbours(api: ClinicApi) -> None:
    phone = await api.browser()
    answer = await phone.client.get("/api/session", headers={"X-Forwarded-Proto": "https"})
    [cookie] = answer.headers.getall("Set-Cookie")
    assert cookie.startswith("__Host-paramarsh_device=")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
