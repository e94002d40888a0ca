"""Signing in with a password and a second factor, on both databases."""

import asyncio
import time
from collections.abc import Sequence

import pytest
from argon2 import PasswordHasher

from clinic.identity.limits import TooMany
from clinic.staff.account import Account, Role, StaffId, Status
from clinic.staff.passwords import Passwords
from clinic.staff.sign_in import Enrolled, SignIn
from rooms.ports import Refusal
from storage.store import Store
from storage.tables.base import metadata
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import ORIGIN, PASSWORD, SPOKE, Authenticator, actions, employ, quick_passwords

LOGIN = "a@example.org"


@pytest.fixture
def passwords() -> Passwords:
    return quick_passwords()


@pytest.fixture
def sign_in(store: Store, passwords: Passwords, clock: Clock) -> SignIn:
    return SignIn(store, passwords, clock)


@pytest.fixture
async def worker(store: Store, passwords: Passwords) -> Account:
    return await employ(store, "a", Role.HEALTH_WORKER, SPOKE, hashed=await passwords.hash(PASSWORD))


async def enrolled(sign_in: SignIn, clock: Clock) -> tuple[Authenticator, Enrolled]:
    """Her app and her recovery codes; a minute has passed since."""
    ticket = (await sign_in.begin(LOGIN, PASSWORD)).ticket
    app = Authenticator((await sign_in.enrol(ticket)).secret)
    done = await sign_in.confirm_enrolment(ticket, app.code(clock.now), ORIGIN)
    clock.advance(60)
    return app, done


async def ticket_of(sign_in: SignIn) -> str:
    return (await sign_in.begin(LOGIN, PASSWORD)).ticket


async def refused(sign_in: SignIn, ticket: str, code: str) -> str:
    with pytest.raises(Refusal) as refusal:
        await sign_in.finish(ticket, code, ORIGIN)
    return refusal.value.code


@pytest.mark.usefixtures("worker")
async def test_who_has_no_second_factor_must_enrol_before_anything_else(
    sign_in: SignIn, clock: Clock, store: Store
) -> None:
    ticket = await sign_in.begin(LOGIN, PASSWORD)
    assert ticket.must_enrol
    assert await refused(sign_in, ticket.ticket, "123456") == "must_enrol"
    enrolment = await sign_in.enrol(ticket.ticket)
    assert enrolment.uri.startswith("otpauth://totp/Paramarsh:a%40example.org?secret=")
    done = await sign_in.confirm_enrolment(ticket.ticket, Authenticator(enrolment.secret).code(clock.now), ORIGIN)
    assert done.account.has_second_factor
    assert len(set(done.recovery_codes)) == 10
    assert await actions(store, SPOKE) == ["staff.second_factor_enrolled", "staff.signed_in"]


@pytest.mark.usefixtures("worker")
async def test_a_password_and_a_code_give_the_account_and_the_ticket_is_used(sign_in: SignIn, clock: Clock) -> None:
    app, _ = await enrolled(sign_in, clock)
    ticket = await sign_in.begin(LOGIN, PASSWORD)
    assert not ticket.must_enrol
    account = await sign_in.finish(ticket.ticket, app.code(clock.now), ORIGIN)
    assert account.name == "Dr a"
    clock.advance(60)
    assert await refused(sign_in, ticket.ticket, app.code(clock.now)) == "ticket_unknown"


@pytest.mark.usefixtures("worker")
async def test_a_code_is_good_once(sign_in: SignIn, clock: Clock) -> None:
    app, _ = await enrolled(sign_in, clock)
    code = app.code(clock.now)
    await sign_in.finish(await ticket_of(sign_in), code, ORIGIN)
    assert await refused(sign_in, await ticket_of(sign_in), code) == "code_wrong"


@pytest.mark.usefixtures("worker")
async def test_of_two_who_race_with_one_code_one_gets_in(sign_in: SignIn, clock: Clock) -> None:
    app, _ = await enrolled(sign_in, clock)
    tickets = [await ticket_of(sign_in), await ticket_of(sign_in)]
    code = app.code(clock.now)
    ended = await asyncio.gather(*(sign_in.finish(ticket, code, ORIGIN) for ticket in tickets), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Account", "Refusal"]


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize(("drift", "good"), [(-30, True), (0, True), (30, True), (-60, False), (60, False)])
async def test_a_clock_may_be_one_step_off(sign_in: SignIn, clock: Clock, drift: int, good: bool) -> None:
    app, _ = await enrolled(sign_in, clock)
    clock.advance(60)
    ticket, code = await ticket_of(sign_in), app.code(clock.now + drift)
    if good:
        await sign_in.finish(ticket, code, ORIGIN)
    else:
        assert await refused(sign_in, ticket, code) == "code_wrong"


@pytest.mark.usefixtures("worker")
async def test_a_recovery_code_is_good_once_however_it_is_typed(sign_in: SignIn, clock: Clock) -> None:
    _, done = await enrolled(sign_in, clock)
    typed = done.recovery_codes[3].upper().replace("-", " ")
    assert (await sign_in.finish(await ticket_of(sign_in), typed, ORIGIN)).login == LOGIN
    assert await refused(sign_in, await ticket_of(sign_in), typed) == "code_wrong"
    await sign_in.finish(await ticket_of(sign_in), done.recovery_codes[4], ORIGIN)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("code", ["", "12345", "0000000", "१२३४५६", "abcde-fghjk", "\ud800" * 6, "x" * 10_000])
async def test_what_is_no_code_is_refused(sign_in: SignIn, clock: Clock, code: str) -> None:
    await enrolled(sign_in, clock)
    assert await refused(sign_in, await ticket_of(sign_in), code) == "code_wrong"


@pytest.mark.usefixtures("worker")
async def test_five_wrong_codes_make_her_wait_and_then_she_may_try_again(sign_in: SignIn, clock: Clock) -> None:
    app, _ = await enrolled(sign_in, clock)
    ticket = await ticket_of(sign_in)
    for _ in range(5):
        assert await refused(sign_in, ticket, "wrong-codes") == "code_wrong"
    clock.advance(300)
    with pytest.raises(TooMany) as waits:
        await sign_in.finish(ticket, app.code(clock.now), ORIGIN)
    assert waits.value.retry_after_seconds == 600
    clock.advance(600)
    await sign_in.finish(await ticket_of(sign_in), app.code(clock.now), ORIGIN)


@pytest.mark.parametrize("login", [LOGIN, "nobody@example.org", "9812345678", "' OR 1=1 --", ""])
@pytest.mark.usefixtures("worker")
async def test_wrong_tries_are_counted_alike_for_known_and_unknown_logins(
    sign_in: SignIn, clock: Clock, login: str
) -> None:
    for _ in range(5):
        with pytest.raises(Refusal) as refusal:
            await sign_in.begin(login, "not her password")
        assert (refusal.value.code, refusal.value.message) == (
            "sign_in_refused",
            "The login or the password is wrong.",
        )
    with pytest.raises(TooMany) as waits:
        await sign_in.begin(login, PASSWORD)
    assert waits.value.retry_after_seconds == 900
    clock.advance(900)
    with pytest.raises(Refusal, match="login or the password"):
        await sign_in.begin(login, "not her password")


@pytest.mark.usefixtures("worker")
async def test_the_tries_of_one_login_are_one_count_however_it_is_written(sign_in: SignIn) -> None:
    for login in (LOGIN, " A@example.org", "a@EXAMPLE.org", "A@Example.Org ", "\ta@example.org"):
        with pytest.raises(Refusal, match="login or the password"):
            await sign_in.begin(login, "not her password")
    with pytest.raises(TooMany):
        await sign_in.begin(LOGIN, PASSWORD)


@pytest.mark.usefixtures("worker")
async def test_a_storm_of_tries_at_one_moment_gets_five(sign_in: SignIn) -> None:
    ended = await asyncio.gather(*(sign_in.begin(LOGIN, f"guess {n}") for n in range(30)), return_exceptions=True)
    waiting = [one for one in ended if isinstance(one, TooMany)]
    assert len(waiting) == 25


@pytest.mark.usefixtures("worker")
async def test_her_right_password_clears_the_wrong_tries(sign_in: SignIn) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(Refusal, match="login or the password"):
                await sign_in.begin(LOGIN, "not her password")
        await sign_in.begin(LOGIN, PASSWORD)


async def test_an_unknown_login_takes_as_long_as_a_known_one(store: Store, clock: Clock) -> None:
    slow = Passwords(PasswordHasher(time_cost=8, memory_cost=8_192, parallelism=1))
    await employ(store, "a", Role.DOCTOR, SPOKE, hashed=await slow.hash(PASSWORD))
    await slow.matches("warm", None)
    sign_in = SignIn(store, slow, clock)

    async def seconds(login: str) -> float:
        began = time.perf_counter()
        with pytest.raises(Refusal):
            await sign_in.begin(login, "not her password")
        return time.perf_counter() - began

    known = min([await seconds(LOGIN) for _ in range(4)])
    unknown = min([await seconds("nobody@example.org") for _ in range(4)])
    assert 0.4 < unknown / known < 2.5


async def test_one_without_a_password_cannot_sign_in(store: Store, sign_in: SignIn) -> None:
    await employ(store, "a", Role.DOCTOR, SPOKE, Status.APPLIED)
    for password in ("", "nobody's password", PASSWORD):
        with pytest.raises(Refusal, match="login or the password"):
            await sign_in.begin(LOGIN, password)


async def test_a_suspended_one_learns_so_only_with_her_password(
    store: Store, sign_in: SignIn, passwords: Passwords
) -> None:
    await employ(store, "a", Role.DOCTOR, SPOKE, Status.SUSPENDED, await passwords.hash(PASSWORD))
    assert await _begin_code(sign_in, "not her password") == "sign_in_refused"
    assert await _begin_code(sign_in, PASSWORD) == "staff_suspended"


@pytest.mark.usefixtures("worker")
async def test_a_ticket_lasts_ten_minutes(sign_in: SignIn, clock: Clock) -> None:
    app, _ = await enrolled(sign_in, clock)
    ticket = await ticket_of(sign_in)
    clock.advance(600)
    assert await refused(sign_in, ticket, app.code(clock.now)) == "ticket_unknown"
    assert await refused(sign_in, "guess", app.code(clock.now)) == "ticket_unknown"


@pytest.mark.usefixtures("worker")
async def test_the_second_factor_cannot_be_replaced_by_the_password_alone(sign_in: SignIn, clock: Clock) -> None:
    before = await ticket_of(sign_in)
    await sign_in.enrol(before)
    await enrolled(sign_in, clock)
    for attempt in (sign_in.enrol(before), sign_in.enrol(await ticket_of(sign_in))):
        with pytest.raises(Refusal) as refusal:
            await attempt
        assert refusal.value.code == "already_enrolled"


async def test_a_password_hashed_with_older_parameters_is_hashed_anew(
    store: Store, clock: Clock, worker: Account
) -> None:
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    sign_in = SignIn(store, stronger, clock)
    before = await _hash_of(store, worker.id)
    await sign_in.begin(LOGIN, PASSWORD)
    after = await _hash_of(store, worker.id)
    assert "t=1" in before
    assert "t=2" in after
    await sign_in.begin(LOGIN, PASSWORD)
    assert await _hash_of(store, worker.id) == after


@pytest.mark.usefixtures("worker")
async def test_nothing_secret_stands_in_the_database(sign_in: SignIn, clock: Clock, store: Store) -> None:
    app, done = await enrolled(sign_in, clock)
    ticket = await ticket_of(sign_in)
    written = await everything(store)
    secrets = (app.secret, ticket, PASSWORD, LOGIN, "Dr a", *done.recovery_codes)
    plain = [code.replace("-", "") for code in done.recovery_codes]
    assert not [secret for secret in (*secrets, *plain) if secret.encode() in written]


async def everything(store: Store) -> bytes:
    """All values of all tables of the staff."""
    found: list[Sequence[object]] = []
    async with store.database.reading() as connection:
        for table in metadata.sorted_tables:
            if table.name.startswith("staff") or table.name == "audit_entries":
                found += [tuple(row) for row in await connection.execute(table.select())]
    assert len(found) > 5
    return b"\n".join(value if isinstance(value, bytes) else str(value).encode() for row in found for value in row)


async def _hash_of(store: Store, staff: StaffId) -> str:
    async with store.reading() as records:
        return (await records.staff.credentials(staff)).password_hash or ""


async def _begin_code(sign_in: SignIn, password: str) -> str:
    with pytest.raises(Refusal) as refusal:
        await sign_in.begin(LOGIN, password)
    return refusal.value.code
