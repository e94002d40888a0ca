"""Web push against a push service on the loopback, whose browsers decrypt what comes."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from structlog.testing import capture_logs

from clinic.notification.notice import Kind
from clinic.notification.push import Push, PushFailed, PushGone
from clinic.notification.texts import push_of
from gateways.web_push import PAUSE_SECONDS, TRIES, WebPush
from tests.support.clocks import Clock
from tests.support.push_twin import RETRY_SECONDS, Fault, PushTwin, TwinBrowser, running_twin, subscribed
from tests.unit.clinic.notification.notices import CONSULTATION, told

CONTACT = "mailto:ops@example.org"
PUSH = push_of(told(Kind.CALLED, 0.0, "hi"), now=60.0)


class Road:
    """Pauses without waiting; what they would have been."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture(scope="module")
def key() -> EllipticCurvePrivateKey:
    return generate_private_key(SECP256R1())


@pytest.fixture
async def twin() -> AsyncIterator[PushTwin]:
    async with running_twin() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
def road() -> Road:
    return Road()


@pytest.fixture
def gateway(twin: PushTwin, session: ClientSession, road: Road, clock: Clock, key: EllipticCurvePrivateKey) -> WebPush:
    made = WebPush(session, key, CONTACT, anywhere=True, wall_clock=clock, sleep=road.sleep)
    twin.key = made.public_key
    return made


async def test_her_browser_reads_what_was_sent(twin: PushTwin, gateway: WebPush) -> None:
    asha = twin.subscribe("asha")
    await gateway.send(PUSH, subscribed(asha))
    assert asha.received == [
        {
            "kind": "called",
            "title": "डॉक्टर आपको अभी बुला रहे हैं",
            "body": "Dr Rao, MBBS, MD, पंजी. सं. MMC 2011/05/1234। टोकन 12।",
            "url": f"/opd/#token/{CONSULTATION}",
            "tag": CONSULTATION,
            "language": "hi",
        }
    ]


async def test_the_push_service_is_told_how_urgent_it_is_and_how_long_it_is_good(
    twin: PushTwin, gateway: WebPush
) -> None:
    asha = twin.subscribe("asha")
    await gateway.send(PUSH, subscribed(asha))
    await gateway.send(push_of(told(Kind.RESULT_READY, 0.0, consultation=None), now=0.0), subscribed(asha))
    called, result = asha.headers
    assert (called["TTL"], called["Urgency"], called["Topic"]) == ("120", "high", CONSULTATION)
    assert (result["TTL"], result["Urgency"], "Topic" in result) == (str(3 * 86_400), "normal", False)


async def test_nobody_else_on_the_way_reads_it(twin: PushTwin, gateway: WebPush) -> None:
    asha, stranger = twin.subscribe("asha"), twin.subscribe("stranger")
    twin.browsers["asha"] = stranger  # what was encrypted for her comes to another
    with pytest.raises(PushFailed, match="status 500"):
        await gateway.send(PUSH, subscribed(asha))
    assert stranger.received == []


async def test_a_push_signed_with_another_key_is_refused(
    twin: PushTwin, session: ClientSession, road: Road, gateway: WebPush
) -> None:
    asha = twin.subscribe("asha")
    other = WebPush(session, generate_private_key(SECP256R1()), CONTACT, anywhere=True, sleep=road.sleep)
    with pytest.raises(PushFailed, match="status 403") as failed:
        await other.send(PUSH, subscribed(asha))
    assert failed.value.is_final
    await gateway.send(PUSH, subscribed(asha))


@pytest.mark.parametrize("contact", ["mailto:a@b", "https://localhost", "https://clinic"])
async def test_any_contact_can_be_told(
    twin: PushTwin, session: ClientSession, key: EllipticCurvePrivateKey, contact: str
) -> None:
    asha = twin.subscribe("asha")
    await WebPush(session, key, contact, anywhere=True).send(PUSH, subscribed(asha))
    assert len(asha.received) == 1


async def test_a_browser_that_is_gone_is_told_apart(twin: PushTwin, gateway: WebPush, road: Road) -> None:
    gone, never = twin.subscribe("asha"), TwinBrowser("never", f"{twin.url}/push/never")
    gone.is_gone = True
    for browser in (gone, never):
        with pytest.raises(PushGone):
            await gateway.send(PUSH, subscribed(browser))
    assert (twin.asked, road.pauses) == (2, [])


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.SERVER_ERROR, Fault.BUSY])
async def test_what_may_pass_is_tried_again(twin: PushTwin, gateway: WebPush, road: Road, fault: Fault) -> None:
    asha = twin.subscribe("asha")
    twin.faults.append(fault)
    await gateway.send(PUSH, subscribed(asha))
    assert len(asha.received) == 1
    assert road.pauses == [RETRY_SECONDS if fault is Fault.BUSY else PAUSE_SECONDS]


@pytest.mark.parametrize(
    ("fault", "is_final"), [(Fault.TOO_LARGE, True), (Fault.ELSEWHERE, True), (Fault.BUSY_FOR_LONG, False)]
)
async def test_what_does_not_pass_by_itself_is_tried_once(
    twin: PushTwin, gateway: WebPush, fault: Fault, is_final: bool
) -> None:
    asha = twin.subscribe("asha")
    twin.faults.append(fault)
    with pytest.raises(PushFailed) as failed:
        await gateway.send(PUSH, subscribed(asha))
    assert failed.value.is_final is is_final
    assert (twin.asked, asha.received) == (1, [])


async def test_tries_end(twin: PushTwin, gateway: WebPush) -> None:
    twin.faults.extend([Fault.SERVER_ERROR] * TRIES)
    with pytest.raises(PushFailed, match="status 500") as failed:
        await gateway.send(PUSH, subscribed(twin.subscribe("asha")))
    assert not failed.value.is_final


async def test_an_answer_that_does_not_end_is_left(twin: PushTwin, gateway: WebPush) -> None:
    twin.faults.append(Fault.ENDLESS)
    await gateway.send(PUSH, subscribed(twin.subscribe("asha")))
    assert twin.asked == 1


async def test_a_key_that_is_on_no_curve_is_a_final_failure(twin: PushTwin, gateway: WebPush) -> None:
    nonsense = subscribed(twin.subscribe("asha"), p256dh="BA" + "A" * 85)
    with pytest.raises(PushFailed, match="not encrypted") as failed:
        await gateway.send(PUSH, nonsense)
    assert failed.value.is_final
    assert twin.asked == 0


async def test_a_text_longer_than_push_services_take_is_a_final_failure(twin: PushTwin, gateway: WebPush) -> None:
    long = Push(replace(PUSH.shown, body="अ" * 1_100), 60, False)
    with pytest.raises(PushFailed, match="not encrypted: ValueError"):
        await gateway.send(long, subscribed(twin.subscribe("asha")))


async def test_our_own_network_is_not_asked(
    twin: PushTwin, session: ClientSession, key: EllipticCurvePrivateKey
) -> None:
    with pytest.raises(PushFailed, match="address refused") as failed:
        await WebPush(session, key, CONTACT).send(PUSH, subscribed(twin.subscribe("asha")))
    assert failed.value.is_final
    assert twin.asked == 0


@pytest.mark.parametrize("fault", [None, *(fault for fault in Fault if fault is not Fault.SLOW)])
async def test_no_address_key_or_text_is_logged_or_told(twin: PushTwin, gateway: WebPush, fault: Fault | None) -> None:
    asha = twin.subscribe("asha-secret")
    twin.faults.extend([] if fault is None else [fault] * TRIES)
    to = subscribed(asha)
    with capture_logs() as lines:
        try:
            await gateway.send(PUSH, to)
            told = ""
        except PushFailed as failed:
            told = repr(failed) + repr(failed.__cause__)
    written = f"{json.dumps(lines)} {told} {to!r} {PUSH!r}"
    for secret in ("asha-secret", "127.0.0.1", asha.auth, asha.p256dh, "Rao", "टोकन"):
        assert secret not in written
