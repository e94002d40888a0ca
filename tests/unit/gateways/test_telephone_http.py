"""The generic click-to-call gateway against a provider on the loopback that fails in all the usual ways."""

import tomllib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from pydantic import TypeAdapter
from structlog.testing import capture_logs

from clinic.identity.mobile import Mobile
from clinic.telephone.call import CallId, Purpose, Ringing
from clinic.telephone.ports import TelephoneFailed
from gateways.telephone_http import PAUSE_SECONDS, HttpTelephone
from gateways.telephone_provider import TelephoneProvider
from tests.support.telephone_twin import (
    CALLER_ID,
    KEY,
    RETRY_SECONDS,
    Fault,
    Style,
    TelephoneTwin,
    running_twin,
    toml,
)

ASHA, RAO = Mobile("+919876543210"), Mobile("+919123456780")
TOKEN = "t" * 43
CALLBACK = "https://clinic.example/api/telephone/status"
RINGING = Ringing(CallId("1" * 32), "reminder", TOKEN, ASHA, RAO, 'Dr "Rao" is\ncalling, डॉक्टर', "hi", 1_800)
PATIENCE_SECONDS = 0.2
TRIED_AGAIN = [Fault.SERVER_ERROR, Fault.AWAY, Fault.BUSY]
REFUSED = [Fault.UNAUTHORIZED, Fault.REFUSED_IN_BODY, Fault.ELSEWHERE, Fault.BUSY_FOR_LONG]
PROVIDER = TypeAdapter(TelephoneProvider)


class Road:
    """Pauses without waiting; what they would have been."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
async def twin() -> AsyncIterator[TelephoneTwin]:
    async with running_twin() as running:
        yield running


@pytest.fixture
async def session() -> AsyncIterator[ClientSession]:
    async with ClientSession() as opened:
        yield opened


@pytest.fixture
def road() -> Road:
    return Road()


def provider(twin: TelephoneTwin, style: Style = "json") -> TelephoneProvider:
    return PROVIDER.validate_python(tomllib.loads(toml(twin.url, CALLBACK, style)))


@pytest.fixture
def gateway(twin: TelephoneTwin, session: ClientSession, road: Road) -> HttpTelephone:
    return HttpTelephone(session, provider(twin), road.sleep)


@pytest.mark.parametrize(("purpose", "first", "second"), [("reminder", ASHA, RAO), ("consultation", RAO, ASHA)])
async def test_a_reminder_rings_the_patient_first_and_a_consultation_the_doctor(
    twin: TelephoneTwin, gateway: HttpTelephone, purpose: Purpose, first: str, second: str
) -> None:
    assert await gateway.ring(replace(RINGING, purpose=purpose)) == "sid-1"
    [call] = twin.calls
    assert (call.first, call.second) == (first, second)
    assert call.callback == f"{CALLBACK}?call={TOKEN}"
    assert call.fields["caller"] == CALLER_ID
    assert call.fields["say"] == RINGING.announcement
    assert (call.fields["reference"], call.fields["language"], call.fields["limit"]) == ("1" * 32, "hi", "1800")


async def test_a_form_with_ten_digits_and_basic_authentication_is_another_way(
    twin: TelephoneTwin, session: ClientSession
) -> None:
    assert await HttpTelephone(session, provider(twin, "form")).ring(RINGING) == "sid-1"
    [call] = twin.calls
    assert (call.first, call.second, call.fields["CustomField"]) == (ASHA[3:], RAO[3:], TOKEN)


@pytest.mark.parametrize("fault", TRIED_AGAIN)
async def test_what_did_not_ring_and_may_pass_is_tried_once_more(
    twin: TelephoneTwin, gateway: HttpTelephone, road: Road, fault: Fault
) -> None:
    twin.faults.append(fault)
    assert await gateway.ring(RINGING) == "sid-1"
    assert road.pauses == [RETRY_SECONDS if fault is Fault.BUSY else PAUSE_SECONDS]


@pytest.mark.parametrize("fault", REFUSED)
async def test_what_is_refused_is_tried_once_and_does_not_ring(
    twin: TelephoneTwin, gateway: HttpTelephone, fault: Fault
) -> None:
    twin.faults.append(fault)
    with pytest.raises(TelephoneFailed) as failed:
        await gateway.ring(RINGING)
    assert not failed.value.may_ring
    assert (len(twin.asked), twin.calls) == (1, [])


@pytest.mark.parametrize("fault", [Fault.BAD_GATEWAY, Fault.RINGS_WITHOUT_ANSWER, Fault.SLOW])
async def test_where_the_answer_is_lost_no_telephone_rings_twice(
    twin: TelephoneTwin, session: ClientSession, road: Road, fault: Fault
) -> None:
    twin.faults.append(fault)
    impatient = replace(provider(twin), total_timeout_seconds=PATIENCE_SECONDS)
    with pytest.raises(TelephoneFailed) as failed:
        await HttpTelephone(session, impatient, road.sleep).ring(RINGING)
    assert failed.value.may_ring
    assert len(twin.calls) == 1


async def test_an_answer_that_nobody_can_read_may_mean_that_it_rings(
    twin: TelephoneTwin, gateway: HttpTelephone
) -> None:
    twin.faults.append(Fault.NOT_JSON)
    with pytest.raises(TelephoneFailed, match="unreadable answer") as failed:
        await gateway.ring(RINGING)
    assert failed.value.may_ring
    assert len(twin.calls) == 1


async def test_tries_end(twin: TelephoneTwin, gateway: HttpTelephone) -> None:
    twin.faults.extend([Fault.SERVER_ERROR] * 2)
    with pytest.raises(TelephoneFailed, match="status 500") as failed:
        await gateway.ring(RINGING)
    assert not failed.value.may_ring
    assert twin.calls == []


async def test_a_port_where_nobody_listens_is_tried_again_and_did_not_ring(
    twin: TelephoneTwin, session: ClientSession, road: Road, unused_tcp_port: int
) -> None:
    elsewhere = TelephoneTwin(url=f"http://127.0.0.1:{unused_tcp_port}")
    with pytest.raises(TelephoneFailed, match="ClientConnectorError") as failed:
        await HttpTelephone(session, provider(elsewhere), road.sleep).ring(RINGING)
    assert not failed.value.may_ring
    assert road.pauses == [PAUSE_SECONDS]


@pytest.mark.parametrize("fault", list(Fault))
async def test_no_number_token_key_or_address_is_logged_or_told(
    twin: TelephoneTwin, session: ClientSession, road: Road, fault: Fault
) -> None:
    twin.faults.extend([fault] * 2)
    impatient = replace(provider(twin, "form"), total_timeout_seconds=PATIENCE_SECONDS)
    with capture_logs() as lines:
        try:
            await HttpTelephone(session, impatient, road.sleep).ring(RINGING)
            told = ""
        except TelephoneFailed as failed:
            told = repr(failed) + repr(failed.__cause__)
    written = f"{lines} {told} {impatient!r} {impatient.request(RINGING)!r} {RINGING!r}"
    for secret in (ASHA[3:], RAO[3:], TOKEN, KEY, "127.0.0.1", "Rao"):
        assert secret not in written


async def test_every_failed_try_is_logged_with_its_reason(twin: TelephoneTwin, gateway: HttpTelephone) -> None:
    twin.faults.append(Fault.AWAY)
    with capture_logs() as lines:
        await gateway.ring(RINGING)
    [line] = lines
    assert (line["event"], line["purpose"], line["reason"]) == ("telephone_try_failed", "reminder", "status 503")
