"""Making accounts by hand, invitations and changing secrets."""

import pytest

from clinic.identity.limits import TooMany
from clinic.staff.account import Account, Role, StaffId, Status
from clinic.staff.accounts import Accounts
from clinic.staff.second_factor import qr_svg
from clinic.staff.sign_in import SignIn
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import ORIGIN, PASSWORD, SPOKE, actions, employ, quick_passwords

OTHER_PASSWORD = "seven green kettles"
LOGIN = "a@example.org"


@pytest.fixture
def accounts(store: Store, clock: Clock) -> Accounts:
    return Accounts(store, quick_passwords(), clock)


@pytest.fixture
def sign_in(store: Store, clock: Clock) -> SignIn:
    return SignIn(store, quick_passwords(), clock)


@pytest.fixture
async def doctor(store: Store) -> Account:
    """From a list: without a password."""
    return await employ(store, "a", Role.DOCTOR, SPOKE, Status.APPLIED)


async def test_an_invitation_gives_a_password_once(
    accounts: Accounts, sign_in: SignIn, doctor: Account, store: Store
) -> None:
    code = await accounts.invite(doctor.id, doctor.actor(ORIGIN))
    assert await accounts.choose_password(code, PASSWORD, ORIGIN) == doctor.id
    assert (await sign_in.begin(LOGIN, PASSWORD)).must_enrol
    with pytest.raises(Refusal, match="not good any more"):
        await accounts.choose_password(code, OTHER_PASSWORD, ORIGIN)
    assert await actions(store, SPOKE) == ["staff.invited", "staff.password_changed"]


async def test_a_refused_password_leaves_the_invitation_good(accounts: Accounts, doctor: Account) -> None:
    code = await accounts.invite(doctor.id, doctor.actor(ORIGIN))
    with pytest.raises(Refusal, match="at least 10"):
        await accounts.choose_password(code, "short", ORIGIN)
    await accounts.choose_password(code, PASSWORD, ORIGIN)


async def test_a_new_invitation_voids_the_one_before_and_each_ends_after_a_week(
    accounts: Accounts, doctor: Account, clock: Clock
) -> None:
    first = await accounts.invite(doctor.id, doctor.actor(ORIGIN))
    second = await accounts.invite(doctor.id, doctor.actor(ORIGIN))
    clock.advance(7 * 86_400)
    for code in (first, second, "guess", ""):
        with pytest.raises(Refusal, match="not good any more"):
            await accounts.choose_password(code, PASSWORD, ORIGIN)


async def test_a_password_is_changed_by_who_knows_it(accounts: Accounts, doctor: Account, sign_in: SignIn) -> None:
    await accounts.choose_password(await accounts.invite(doctor.id, doctor.actor(ORIGIN)), PASSWORD, ORIGIN)
    with pytest.raises(Refusal, match="present password is wrong"):
        await accounts.change_password(doctor.id, OTHER_PASSWORD, OTHER_PASSWORD, ORIGIN)
    await accounts.change_password(doctor.id, PASSWORD, OTHER_PASSWORD, ORIGIN)
    await sign_in.begin(LOGIN, OTHER_PASSWORD)
    with pytest.raises(Refusal, match="login or the password"):
        await sign_in.begin(LOGIN, PASSWORD)


async def test_a_present_password_is_tried_five_times_and_no_more(accounts: Accounts, doctor: Account) -> None:
    await accounts.choose_password(await accounts.invite(doctor.id, doctor.actor(ORIGIN)), PASSWORD, ORIGIN)
    for _ in range(5):
        with pytest.raises(Refusal, match="present password is wrong"):
            await accounts.change_password(doctor.id, OTHER_PASSWORD, OTHER_PASSWORD, ORIGIN)
    with pytest.raises(TooMany):
        await accounts.change_password(doctor.id, PASSWORD, OTHER_PASSWORD, ORIGIN)


async def test_new_recovery_codes_void_the_former_ones(accounts: Accounts, doctor: Account, store: Store) -> None:
    former = await accounts.renew_recovery_codes(doctor.id, ORIGIN)
    codes = await accounts.renew_recovery_codes(doctor.id, ORIGIN)
    assert not set(former) & set(codes)
    assert await accounts.recovery_codes_left(doctor.id) == 10
    async with store.writing() as records:
        assert not await records.staff.sign_ins.use_recovery_code(doctor.id, former[0].replace("-", ""), 0.0)
        assert not await records.staff.sign_ins.use_recovery_code(StaffId("b"), codes[0].replace("-", ""), 0.0)
        assert await records.staff.sign_ins.use_recovery_code(doctor.id, codes[0].replace("-", ""), 0.0)
    assert await accounts.recovery_codes_left(doctor.id) == 9


async def test_a_reset_second_factor_must_be_enrolled_anew(
    accounts: Accounts, sign_in: SignIn, store: Store, clock: Clock
) -> None:
    made = await accounts.make_state_administrator(LOGIN, "Asha", PASSWORD, Account.actor(await _one(store), ORIGIN))
    assert not (await sign_in.begin(LOGIN, PASSWORD)).must_enrol
    await accounts.reset_second_factor(made.account.id, made.account.actor(ORIGIN))
    assert (await sign_in.begin(LOGIN, PASSWORD)).must_enrol
    assert await accounts.recovery_codes_left(made.account.id) == 0


async def test_a_suspended_one_is_not_invited(accounts: Accounts, store: Store) -> None:
    suspended = await employ(store, "c", Role.DOCTOR, SPOKE, Status.SUSPENDED)
    with pytest.raises(Refusal) as refusal:
        await accounts.invite(suspended.id, suspended.actor(ORIGIN))
    assert refusal.value.code == "staff_state"


async def test_an_unknown_account_is_refused(accounts: Accounts) -> None:
    with pytest.raises(Refusal, match="no such account"):
        await accounts.get(StaffId("nobody"))


def test_a_provisioning_uri_is_drawn_as_a_picture_for_a_page() -> None:
    drawn = qr_svg("otpauth://totp/Paramarsh:a?secret=ABC&issuer=Paramarsh")
    assert drawn.startswith("<svg ")
    assert "<script" not in drawn
    assert "secret" not in drawn


async def _one(store: Store) -> Account:
    return await employ(store, "d", Role.DOCTOR, SPOKE)
