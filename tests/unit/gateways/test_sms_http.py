"""The generic HTTP gateway against a provider on the loopback that fails in all the usual ways."""

from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from clinic.identity.mobile import Mobile
from clinic.identity.sms import Sms, SmsFailed, otp_message
from gateways.sms_http import HttpSms
from gateways.sms_provider import TEMPLATES, SmsProvider
from gateways.templates import Success
from tests.support.sms_twin import KEY, OPERATORS_RETRY_SECONDS, Fault, SmsTwin, running_twin

ASHA = Mobile("+919876543210")
MESSAGE = otp_message(ASHA, "012345", "hi", "clinic.example")
NASTY = replace(MESSAGE, text='50% & more + "quotes" = {to}\\\n# ?ü परामर्श')
TEMPLATE_IDS = {name: f"1107{len(name)}" for name in TEMPLATES}
JSON_BODY = (
    '{"to": "{to}", "text": "{text}", "sender": "{sender}", "template_id": "{template_id}", '
    '"message_id": "{message_id}"}'
)
FORM_BODY = f"key={KEY}&number={{number}}&text={{text}}&template_id={{template_id}}&message_id={{message_id}}"
PATIENCE_SECONDS = 0.2


class Road:
    """Pauses without waiting; what they would have been."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
async def twin() -> AsyncIterator[SmsTwin]:
    async with running_twin() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
def road() -> Road:
    return Road()


def by_json(twin: SmsTwin) -> SmsProvider:
    return SmsProvider(
        url=f"{twin.url}/v1/messages",
        headers={"Authorization": f"Bearer {KEY}"},
        body_kind="json",
        body=JSON_BODY,
        sender="PRMRSH",
        template_ids=TEMPLATE_IDS,
        success=Success(json_path="status", json_value="accepted"),
    )


def by_form(twin: SmsTwin) -> SmsProvider:
    return replace(by_json(twin), url=f"{twin.url}/form", headers={}, body_kind="form", body=FORM_BODY)


def by_query(twin: SmsTwin) -> SmsProvider:
    url = f"{twin.url}/send?key={KEY}&number={{number}}&text={{text}}&template_id={{template_id}}&sender={{sender}}"
    success = Success(text="OK")
    return replace(by_json(twin), url=url, method="GET", headers={}, body_kind="none", body="", success=success)


@pytest.fixture
def gateway(twin: SmsTwin, session: ClientSession, road: Road) -> HttpSms:
    return HttpSms(session, by_json(twin), road.sleep, fraction=lambda: 1.0)


@pytest.mark.parametrize(("provider", "to"), [(by_json, ASHA), (by_form, ASHA[1:]), (by_query, ASHA[1:])])
@pytest.mark.parametrize("message", [MESSAGE, NASTY])
async def test_number_and_text_arrive_as_they_are(
    twin: SmsTwin, session: ClientSession, provider: Callable[[SmsTwin], SmsProvider], to: str, message: Sms
) -> None:
    await HttpSms(session, provider(twin)).send(message)
    assert twin.delivered == [(to, message.text)]
    assert twin.asked[0].fields["template_id"] == TEMPLATE_IDS["otp.hi"]


@pytest.mark.parametrize("fault", [Fault.CLOSED, Fault.SERVER_ERROR, Fault.BUSY, Fault.NOT_JSON, Fault.DEEP_JSON])
async def test_what_is_temporary_is_tried_again(twin: SmsTwin, gateway: HttpSms, fault: Fault) -> None:
    twin.faults.append(fault)
    await gateway.send(MESSAGE)
    assert twin.delivered == [(ASHA, MESSAGE.text)]
    assert len(twin.asked) == 2


@pytest.mark.parametrize("fault", [Fault.REFUSED_IN_BODY, Fault.UNAUTHORIZED, Fault.ELSEWHERE])
async def test_what_is_final_is_tried_once(twin: SmsTwin, gateway: HttpSms, fault: Fault) -> None:
    twin.faults.append(fault)
    with pytest.raises(SmsFailed) as failed:
        await gateway.send(MESSAGE)
    assert failed.value.is_final
    assert len(twin.asked) == 1
    assert twin.delivered == []


@pytest.mark.parametrize(("fraction", "pauses"), [(1.0, [1.0, 2.0]), (0.0, [0.5, 1.0])])
async def test_tries_end_and_their_pauses_are_doubled_and_spread(
    twin: SmsTwin, session: ClientSession, road: Road, fraction: float, pauses: list[float]
) -> None:
    twin.faults.extend([Fault.SERVER_ERROR] * 3)
    with pytest.raises(SmsFailed, match="status 500") as failed:
        await HttpSms(session, by_json(twin), road.sleep, lambda: fraction).send(MESSAGE)
    assert not failed.value.is_final
    assert road.pauses == pauses


async def test_the_provider_says_how_long_to_wait(twin: SmsTwin, gateway: HttpSms, road: Road) -> None:
    twin.faults.append(Fault.BUSY)
    await gateway.send(MESSAGE)
    assert road.pauses == [OPERATORS_RETRY_SECONDS]


async def test_a_wait_longer_than_a_code_is_good_for_is_a_failure(twin: SmsTwin, gateway: HttpSms, road: Road) -> None:
    twin.faults.append(Fault.BUSY_FOR_LONG)
    with pytest.raises(SmsFailed, match="status 429"):
        await gateway.send(MESSAGE)
    assert road.pauses == []


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.ENDLESS])
async def test_a_provider_that_does_not_come_to_an_end_is_left(
    twin: SmsTwin, session: ClientSession, road: Road, fault: Fault
) -> None:
    provider = replace(by_json(twin), total_timeout_seconds=PATIENCE_SECONDS)
    twin.faults.append(fault)
    await HttpSms(session, provider, road.sleep).send(MESSAGE)
    assert len(twin.asked) == 2


async def test_a_port_where_nobody_listens_is_a_failure_that_may_pass(
    twin: SmsTwin, session: ClientSession, road: Road, unused_tcp_port: int
) -> None:
    provider = replace(by_json(twin), url=f"http://127.0.0.1:{unused_tcp_port}/v1/messages")
    with pytest.raises(SmsFailed, match="ClientConnectorError") as failed:
        await HttpSms(session, provider, road.sleep).send(MESSAGE)
    assert not failed.value.is_final
    assert len(road.pauses) == 2


async def test_a_message_whose_answer_was_lost_is_sent_again_under_the_same_id(
    twin: SmsTwin, session: ClientSession, road: Road
) -> None:
    twin.faults.append(Fault.DELIVERED_WITHOUT_ANSWER)
    provider = replace(by_json(twin), success=Success())
    await HttpSms(session, provider, road.sleep).send(MESSAGE)
    assert len(twin.asked) == 2
    assert twin.delivered == [(ASHA, MESSAGE.text)]


async def test_without_an_id_such_a_message_comes_twice(twin: SmsTwin, session: ClientSession, road: Road) -> None:
    twin.faults.append(Fault.DELIVERED_WITHOUT_ANSWER)
    await HttpSms(session, by_query(twin), road.sleep).send(MESSAGE)
    assert len(twin.delivered) == 2


async def test_two_messages_have_ids_of_their_own(twin: SmsTwin, gateway: HttpSms) -> None:
    await gateway.send(MESSAGE)
    await gateway.send(MESSAGE)
    assert len(twin.delivered) == 2


async def test_what_the_provider_accepts_and_drops_counts_as_sent(twin: SmsTwin, gateway: HttpSms) -> None:
    twin.faults.append(Fault.DROPPED)
    await gateway.send(MESSAGE)
    assert twin.delivered == []


@pytest.mark.parametrize("fault", [fault for fault in Fault if fault is not Fault.DROPPED])
async def test_no_number_code_key_or_address_is_logged_or_told(
    twin: SmsTwin, session: ClientSession, road: Road, fault: Fault
) -> None:
    twin.faults.extend([fault] * 3)
    provider = replace(by_query(twin), total_timeout_seconds=PATIENCE_SECONDS)
    with capture_logs() as lines:
        try:
            await HttpSms(session, provider, road.sleep).send(MESSAGE)
            told = ""
        except SmsFailed as failed:
            told = repr(failed) + repr(failed.__cause__)
    written = f"{lines} {told} {provider!r} {provider.request(MESSAGE, '1')!r} {MESSAGE!r}"
    for secret in ("9876543210", "012345", KEY, "127.0.0.1"):
        assert secret not in written


async def test_every_failed_try_is_logged_with_its_reason(twin: SmsTwin, gateway: HttpSms) -> None:
    twin.faults.extend([Fault.SERVER_ERROR, Fault.CLOSED])
    with capture_logs() as lines:
        await gateway.send(MESSAGE)
    assert [line["reason"] for line in lines] == ["status 500", "ServerDisconnectedError"]
