import asyncio
import hashlib
import json
import secrets
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from contextlib import suppress
from inspect import signature

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from clinic.identity.challenge import (
    CODE_SECONDS,
    DELIVERY_SECONDS,
    MOST_SENDS,
    RESEND_AFTER_SECONDS,
    Challenge,
    WrongCode,
    new_challenge_id,
    new_code,
)
from clinic.identity.limits import Limits, TooMany
from clinic.identity.mobile import Mobile
from clinic.identity.otp import FORGET_EVERY_SECONDS, KEPT_SECONDS, OneTimeCodes, Verified
from clinic.identity.sms import Sms, SmsFailed
from gateways.sms_memory import MemorySms
from rooms.ports import Refusal
from storage.store import Store
from storage.tables.identity import limit_counts, otp_challenges
from tests.support.clocks import Clock

ASHA = Mobile("+919876543210")
RAVI = Mobile("+919876543211")
PHONE = {"device": "phone", "origin": "10.0.0.1"}
TRIES = 10_000


@pytest.fixture
def sms() -> MemorySms:
    return MemorySms()


@pytest.fixture
async def codes(store: Store, clock: Clock, sms: MemorySms) -> AsyncIterator[OneTimeCodes]:
    made = OneTimeCodes(store, sms, Limits(), clock, host="clinic.example")
    yield made
    await made.close()


async def ask(codes: OneTimeCodes, mobile: Mobile = ASHA, device: str = "phone", origin: str = "10.0.0.1") -> Challenge:
    return await codes.request(mobile, purpose="sign_in", device=device, origin=origin, language="hi")


async def code_of(work: Awaitable[object]) -> str:
    """The code of the refusal; "granted" where there is none."""
    try:
        await work
    except Refusal as refused:
        return refused.code
    return "granted"


def other_than(code: str, by: int = 1) -> str:
    return f"{(int(code) + by) % 10**6:06}"


async def rows(store: Store) -> tuple[int, int]:
    """How many challenges and counts are kept."""
    async with store.database.reading() as connection:
        found = [await connection.execute(select(func.count()).select_from(t)) for t in (otp_challenges, limit_counts)]
    return found[0].scalar_one(), found[1].scalar_one()


async def test_who_has_the_message_is_let_in(codes: OneTimeCodes, sms: MemorySms) -> None:
    asked = await ask(codes)
    code = await sms.next_code(ASHA)
    assert await codes.verify(asked.id, code, **PHONE) == Verified(ASHA, "sign_in")


async def test_the_page_is_told_when_to_ask_again(codes: OneTimeCodes, clock: Clock) -> None:
    asked = await ask(codes)
    assert asked == Challenge(asked.id, "••••••3210", clock.now + 300, clock.now + 30, 5, "sending")


async def test_the_message_ends_with_the_line_that_fills_in_the_page(codes: OneTimeCodes, sms: MemorySms) -> None:
    await ask(codes)
    text = await sms.next(ASHA)
    code = text[:6]
    assert code.isdigit()
    assert text.splitlines()[-1] == f"@clinic.example #{code}"
    assert "परामर्श" in text


async def test_an_unknown_language_is_english(codes: OneTimeCodes, sms: MemorySms) -> None:
    await codes.request(ASHA, purpose="sign_in", language="xx", **PHONE)
    assert "is your Paramarsh code" in await sms.next(ASHA)


@pytest.mark.parametrize("typed", ["{} ", "{0:.3} {0:.3}", "devanagari"])
async def test_a_code_may_be_typed_as_people_type(codes: OneTimeCodes, sms: MemorySms, typed: str) -> None:
    asked = await ask(codes)
    code = await sms.next_code(ASHA)
    written = {
        "{} ": f" {code} ",
        "{0:.3} {0:.3}": f"{code[:3]} {code[3:]}",
        "devanagari": code.translate({ord("0") + digit: ord("०") + digit for digit in range(10)}),
    }[typed]
    assert (await codes.verify(asked.id, written, **PHONE)).mobile == ASHA


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "abcdef", "²²²²²²", "12345\x00", chr(0xD800) * 6, "1" * 10**6]
)
async def test_what_is_no_code_costs_no_try(codes: OneTimeCodes, typed: str) -> None:
    asked = await ask(codes)
    assert await code_of(codes.verify(asked.id, typed, **PHONE)) == "otp_malformed"
    assert (await codes.status(asked.id)).tries_left == 5


@pytest.mark.parametrize("asked", ["0" * 32, "", "x" * 32, "0" * 31 + "\x00", chr(0xD800) * 32, "A" * 32, "0" * 33])
async def test_a_challenge_that_never_was_is_unknown(codes: OneTimeCodes, asked: str) -> None:
    assert await code_of(codes.verify(asked, "123456", **PHONE)) == "otp_unknown"
    assert await code_of(codes.resend(asked, **PHONE)) == "otp_unknown"
    assert await code_of(codes.status(asked)) == "otp_unknown"


async def test_a_code_is_good_for_five_minutes_and_no_longer(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    early, late = await ask(codes, ASHA), await ask(codes, RAVI)
    clock.advance(CODE_SECONDS - 0.001)
    assert await code_of(codes.verify(early.id, await sms.next_code(ASHA), **PHONE)) == "granted"
    clock.advance(0.001)
    assert await code_of(codes.verify(late.id, await sms.next_code(RAVI), **PHONE)) == "otp_expired"


async def test_a_code_is_used_once(codes: OneTimeCodes, sms: MemorySms) -> None:
    asked = await ask(codes)
    code = await sms.next_code(ASHA)
    await codes.verify(asked.id, code, **PHONE)
    assert await code_of(codes.verify(asked.id, code, **PHONE)) == "otp_used"
    assert await code_of(codes.verify(asked.id, other_than(code), **PHONE)) == "otp_used"
    assert await code_of(codes.resend(asked.id, **PHONE)) == "otp_used"


async def test_of_two_that_race_with_one_code_one_wins(codes: OneTimeCodes, sms: MemorySms) -> None:
    for device in "abcde":
        asked = await ask(codes, device=device)
        code = await sms.next_code(ASHA)
        racing = [code_of(codes.verify(asked.id, code, **PHONE)) for _ in range(8)]
        assert sorted(await asyncio.gather(*racing)) == ["granted"] + ["otp_used"] * 7


async def test_wrong_codes_at_once_are_all_counted(codes: OneTimeCodes, sms: MemorySms) -> None:
    asked = await ask(codes)
    code = await sms.next_code(ASHA)
    racing = [code_of(codes.verify(asked.id, other_than(code, by), **PHONE)) for by in range(1, 13)]
    outcomes = sorted(await asyncio.gather(*racing))
    assert outcomes == ["otp_tries_spent"] * 8 + ["otp_wrong"] * 4


async def test_after_five_wrong_tries_the_right_code_is_of_no_use(codes: OneTimeCodes, sms: MemorySms) -> None:
    asked = await ask(codes)
    code = await sms.next_code(ASHA)
    for left in (4, 3, 2, 1):
        with pytest.raises(WrongCode, match=f"You have {left} tr") as wrong:
            await codes.verify(asked.id, other_than(code), **PHONE)
        assert wrong.value.tries_left == left
    assert await code_of(codes.verify(asked.id, other_than(code), **PHONE)) == "otp_tries_spent"
    assert await code_of(codes.verify(asked.id, code, **PHONE)) == "otp_tries_spent"
    assert await code_of(codes.resend(asked.id, **PHONE)) == "otp_tries_spent"


async def test_the_code_of_another_challenge_is_wrong(codes: OneTimeCodes, sms: MemorySms) -> None:
    asha, ravi = await ask(codes, ASHA), await ask(codes, RAVI)
    hers, his = await sms.next_code(ASHA), await sms.next_code(RAVI)
    if hers != his:
        assert await code_of(codes.verify(asha.id, his, **PHONE)) == "otp_wrong"
        assert await code_of(codes.verify(ravi.id, hers, **PHONE)) == "otp_wrong"


async def test_a_message_can_be_had_again_after_its_time(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    asked = await ask(codes)
    for seconds in RESEND_AFTER_SECONDS:
        clock.advance(seconds - 0.5)
        with pytest.raises(TooMany) as soon:
            await codes.resend(asked.id, **PHONE)
        assert (soon.value.code, soon.value.retry_after_seconds) == ("too_soon", 1)
        clock.advance(0.5)
        again = await codes.resend(asked.id, **PHONE)
        assert again.expires_at == clock.now + CODE_SECONDS
    assert again.resend_at is None
    clock.advance(3600)
    assert await code_of(codes.resend(asked.id, **PHONE)) == "otp_sends_spent"
    await codes.close()
    assert len(sms.sent[ASHA]) == MOST_SENDS


async def test_two_clicks_on_resend_send_one_message(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    asked = await ask(codes)
    clock.advance(30)
    clicks = await asyncio.gather(*(code_of(codes.resend(asked.id, **PHONE)) for _ in range(4)))
    assert sorted(clicks) == ["granted"] + ["too_soon"] * 3


async def test_a_late_message_does_not_make_its_reader_wrong(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    asked = await ask(codes)
    clock.advance(30)
    await codes.resend(asked.id, **PHONE)
    assert await code_of(codes.verify(asked.id, await sms.next_code(ASHA), **PHONE)) == "granted"


async def test_the_code_before_the_last_ends_at_its_own_time(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    asked = await ask(codes)
    clock.advance(200)
    await codes.resend(asked.id, **PHONE)
    clock.advance(100)
    first, second = await sms.next_code(ASHA), await sms.next_code(ASHA)
    assert first == second or await code_of(codes.verify(asked.id, first, **PHONE)) == "otp_wrong"
    assert await code_of(codes.verify(asked.id, second, **PHONE)) == "granted"


async def test_sending_again_gives_no_new_tries(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    asked = await ask(codes)
    await code_of(codes.verify(asked.id, other_than(await sms.next_code(ASHA)), **PHONE))
    clock.advance(30)
    assert (await codes.resend(asked.id, **PHONE)).tries_left == 4


async def test_a_slow_gateway_holds_neither_the_person_nor_the_database(
    codes: OneTimeCodes, sms: MemorySms, store: Store
) -> None:
    sms.road.clear()
    asked = await ask(codes)
    assert (await codes.status(asked.id)).delivery == "sending"
    async with store.writing():
        pass
    sms.road.set()
    await codes.close()
    assert (await codes.status(asked.id)).delivery == "sent"


async def test_a_failed_send_can_be_seen_and_asked_for_again(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    sms.failing = SmsFailed("down", is_final=True)
    asked = await ask(codes)
    await codes.close()
    assert (await codes.status(asked.id)).delivery == "failed"
    sms.failing = None
    clock.advance(30)
    assert (await codes.resend(asked.id, **PHONE)).delivery == "sending"
    await codes.close()
    assert (await codes.status(asked.id)).delivery == "sent"


async def test_the_failure_of_an_earlier_send_says_nothing_of_the_last(
    codes: OneTimeCodes, clock: Clock, store: Store
) -> None:
    asked = await ask(codes)
    clock.advance(30)
    await codes.resend(asked.id, **PHONE)
    await codes.close()
    async with store.writing() as records:
        await records.otp.note_delivery(asked.id, 1, "failed")
    assert (await codes.status(asked.id)).delivery == "sent"


async def test_a_gateway_that_breaks_is_a_failed_send(store: Store, clock: Clock) -> None:
    class Broken:
        async def send(self, message: Sms) -> None:
            raise RuntimeError

    codes = OneTimeCodes(store, Broken(), Limits(), clock, host="clinic.example")
    asked = await ask(codes)
    await codes.close()
    assert (await codes.status(asked.id)).delivery == "failed"


async def test_a_send_whose_process_ended_counts_as_failed(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    sms.road.clear()
    asked = await ask(codes)
    clock.advance(DELIVERY_SECONDS + 1)
    assert (await codes.status(asked.id)).delivery == "failed"
    sms.road.set()


async def test_a_number_gets_five_codes_an_hour(codes: OneTimeCodes, clock: Clock) -> None:
    outcomes = [await code_of(ask(codes, device=f"{number}")) for number in range(6)]
    assert outcomes == ["granted"] * 5 + ["too_many"]
    clock.advance(3600)
    assert await code_of(ask(codes)) == "granted"


async def test_a_village_behind_one_address_gets_its_codes(codes: OneTimeCodes) -> None:
    mobiles = [Mobile(f"+9198765{number:05}") for number in range(60)]
    outcomes = [await code_of(ask(codes, mobile, device=mobile)) for mobile in mobiles]
    assert set(outcomes) == {"granted"}


async def test_fifteen_wrong_tries_end_all_challenges_of_a_number(
    codes: OneTimeCodes, sms: MemorySms, clock: Clock
) -> None:
    for device in "abc":
        asked = await ask(codes, device=device)
        code = await sms.next_code(ASHA)
        for _ in range(5):
            await code_of(codes.verify(asked.id, other_than(code), device=device, origin="10.0.0.1"))
    asked = await ask(codes, device="d")
    with pytest.raises(TooMany) as refused:
        await codes.verify(asked.id, await sms.next_code(ASHA), device="d", origin="10.0.0.1")
    assert refused.value.retry_after_seconds == 3600


async def test_ten_thousand_tries_never_get_in_and_cost_few_rows(
    codes: OneTimeCodes, sms: MemorySms, store: Store
) -> None:
    """Each from a device and an address of its own; a new code is asked for whenever the tries are spent."""
    outcomes: Counter[str] = Counter()
    asked, code = await ask(codes), await sms.next_code(ASHA)
    for number in range(TRIES if store.database.engine.dialect.name == "sqlite" else TRIES // 10):
        device, origin = f"{number}", f"10.0.{number >> 8}.{number & 255}"
        outcome = await code_of(codes.verify(asked.id, other_than(code, 1 + number), device=device, origin=origin))
        outcomes[outcome] += 1
        with suppress(TooMany):
            if outcome == "otp_tries_spent":
                asked, code = await ask(codes, ASHA, device, origin), await sms.next_code(ASHA)
    assert outcomes["granted"] == 0
    assert outcomes["otp_wrong"] == 12  # four of five in each of three challenges: then the number's own limit holds
    challenges, counts = await rows(store)
    assert challenges == 4
    assert counts <= 3 + 2 * 4 + 2 * 15


async def test_old_rows_are_removed_in_passing(codes: OneTimeCodes, store: Store, clock: Clock) -> None:
    for number in range(20):
        await ask(codes, Mobile(f"+9198765{number:05}"), device=f"{number}")
        await codes.close()
    assert (await rows(store))[0] == 20
    clock.advance(max(KEPT_SECONDS, 86_400, FORGET_EVERY_SECONDS) + 1)
    await ask(codes)
    await codes.close()
    assert await rows(store) == (1, 4)


async def test_of_number_and_code_nothing_is_written_in_clear(
    codes: OneTimeCodes, sms: MemorySms, store: Store
) -> None:
    await ask(codes)
    code = await sms.next_code(ASHA)
    await codes.close()
    async with store.database.reading() as connection:
        written = "".join([str((await connection.execute(select(t))).all()) for t in (otp_challenges, limit_counts)])
        kept = (await connection.execute(select(otp_challenges.c.codes))).scalar_one()
    assert ASHA[1:] not in written
    assert code not in json.dumps(kept)
    guesses = (hashlib.sha256(f"{asked}{code}".encode()).hexdigest() for asked in ("", ASHA))
    assert not any(guess in written for guess in guesses)


async def test_one_code_has_another_hash_in_each_challenge(store: Store) -> None:
    async with store.reading() as records:
        hashes = {records.otp.keyed_hash(new_challenge_id(), "123456") for _ in range(50)}
    assert len(hashes) == 50


async def test_nothing_is_logged_of_number_or_code(codes: OneTimeCodes, sms: MemorySms, clock: Clock) -> None:
    with capture_logs() as lines:
        asked = await ask(codes)
        code = await sms.next_code(ASHA)
        await code_of(codes.verify(asked.id, other_than(code), **PHONE))
        sms.failing = SmsFailed("down", is_final=True)
        clock.advance(30)
        await codes.resend(asked.id, **PHONE)
        await codes.close()
        await codes.verify(asked.id, code, **PHONE)
    told = f"{lines} {asked} {Verified(ASHA, 'sign_in')!r}"
    for secret in (ASHA[1:], code, other_than(code)):
        assert secret not in told


def test_codes_are_six_digits_out_of_all_there_are() -> None:
    codes = {new_code() for _ in range(20_000)}
    assert all(len(code) == 6 and code.isascii() and code.isdigit() for code in codes)
    assert len(codes) > 19_000
    assert {code[place] for code in codes for place in range(6)} == set("0123456789")
    assert all({code[place] for code in codes} == set("0123456789") for place in range(6))


def test_codes_come_from_the_secure_source() -> None:
    assert signature(new_code).parameters["below"].default == secrets.randbelow
    bounds: list[int] = []

    def below(bound: int) -> int:
        bounds.append(bound)
        return 42

    assert new_code(below) == "000042"
    assert bounds == [1_000_000]
