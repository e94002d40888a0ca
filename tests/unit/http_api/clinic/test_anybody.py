"""What anybody may send without being known, and how often."""

from tests.support.clinic_api import ClinicApi

COMPLAINT = {"kind": "harassment", "text": "He would not stop ringing me.", "page": "/register/"}


async def test_one_browser_files_ten_complaints_an_hour_and_is_told_when_the_next_is_heard(api: ClinicApi) -> None:
    phone, other = await api.browser(), await api.browser()
    for _ in range(10):
        await phone.post("/complaints", COMPLAINT, status=201)
    refused = await phone.post("/complaints", COMPLAINT, status=429)
    assert (refused["code"], refused["retry_after_seconds"]) == ("too_many", 3600)
    await other.post("/complaints", COMPLAINT, status=201)
    api.clock.advance(3601)
    await phone.post("/complaints", COMPLAINT, status=201)


async def test_browsers_that_throw_their_cookie_away_are_counted_by_their_address(api: ClinicApi) -> None:
    for _ in range(100):
        await (await api.browser()).post("/complaints", COMPLAINT, status=201)
    assert (await (await api.browser()).post("/complaints", COMPLAINT, status=429))["code"] == "too_many"
