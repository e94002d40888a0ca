"""Browsers that take messages: who may let them, and what comes to them."""

import pytest
from sqlalchemy import select

from clinic.identity.mobile import parse_mobile
from clinic.notification.notice import Kind, notice
from clinic.notification.subscriptions import MOST_BROWSERS
from clinic.patients.patient import MobileId
from gateways.web_push_memory import MemoryPush
from storage.tables.notification import push_subscriptions
from tests.support.clinic_api import ClinicApi
from tests.support.push_twin import TwinBrowser

ASHA = "98765 43210"


def browser(name: str = "asha") -> TwinBrowser:
    return TwinBrowser(name, f"https://push.example/{name}")


async def owners(api: ClinicApi) -> list[tuple[str, str]]:
    async with api.store.database.reading() as connection:
        return [(row.owner_kind, row.owner) for row in await connection.execute(select(push_subscriptions))]


async def test_whoever_is_signed_in_gets_the_key_and_subscribes(api: ClinicApi) -> None:
    phone, desk = await api.browser(), await api.administrator()
    await phone.sign_in(ASHA)
    for one in (phone, desk):
        assert (await one.get("/push/key"))["key"] == MemoryPush.public_key
    await phone.post("/push/subscriptions", browser().subscription, status=204)
    await desk.post("/push/subscriptions", browser("desk").subscription, status=204)
    assert sorted(kind for kind, _ in await owners(api)) == ["mobile", "staff"]


async def test_nobody_else_does(api: ClinicApi) -> None:
    stranger = await api.browser()
    assert (await stranger.get("/push/key", status=401))["code"] == "not_signed_in"
    await stranger.post("/push/subscriptions", browser().subscription, status=401)
    await stranger.ask("DELETE", "/push/subscriptions", {"endpoint": "https://push.example/asha"}, status=401)


async def test_a_browser_that_does_not_want_any_more_is_forgotten(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    await phone.post("/push/subscriptions", browser().subscription, status=204)
    await phone.post("/push/subscriptions", browser().subscription, status=204)
    assert len(await owners(api)) == 1
    for _ in range(2):
        await phone.ask("DELETE", "/push/subscriptions", {"endpoint": browser().endpoint}, status=204)
    assert await owners(api) == []


async def test_nobody_stops_anothers_messages(api: ClinicApi) -> None:
    phone, stranger = await api.browser(), await api.browser()
    await phone.sign_in(ASHA)
    await stranger.sign_in("91234 56789")
    await phone.post("/push/subscriptions", browser().subscription, status=204)
    await stranger.ask("DELETE", "/push/subscriptions", {"endpoint": browser().endpoint}, status=204)
    assert len(await owners(api)) == 1


async def test_a_person_has_so_many_browsers_and_the_oldest_gives_way(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    for number in range(MOST_BROWSERS + 2):
        api.clock.advance(1)
        await phone.post("/push/subscriptions", browser(str(number)).subscription, status=204)
    assert len(await owners(api)) == MOST_BROWSERS


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("endpoint", "http://push.example/asha", "endpoint_invalid"),
        ("p256dh", "AAAA", "p256dh_invalid"),
        ("p256dh", "=", "p256dh_invalid"),
        ("p256dh", "A" * 87, "p256dh_invalid"),
        ("auth", "AAAA", "auth_invalid"),
        ("auth", "not base64 at all!!!!!", "auth_invalid"),
        ("endpoint", "", "bad_request"),
        ("endpoint", "https://" + "a" * 2_000, "bad_request"),
    ],
)
async def test_what_no_browser_tells_is_refused(api: ClinicApi, field: str, value: str, code: str) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    told = browser().subscription | {field: value}
    refused = await phone.post("/push/subscriptions", told, status=422)
    assert (refused["code"], list(refused["fields"])) == (code, [field])


async def test_a_notice_of_the_clinic_is_sent_by_its_notifier(api: ClinicApi) -> None:
    phone = await api.browser()
    await phone.sign_in(ASHA)
    asha = browser()
    await phone.post("/push/subscriptions", asha.subscription, status=204)
    [(_, mobile)] = await owners(api)
    async with api.store.writing() as records:
        opened = notice(Kind.CLINIC_OPENED, MobileId(mobile), "hi", api.clock.now, clinic="General OPD")
        await records.notices.add(opened)
    await api.clinic.notifier.send_due()
    await api.clinic.notifier.settle()
    assert "General OPD अब खुला है" in api.sms.sent[parse_mobile(ASHA)][-1]
