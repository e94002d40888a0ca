"""Doctors apply, and administrators decide."""

import asyncio
from dataclasses import replace

import pytest

from clinic.staff.account import Assignment, Role, StaffId, Status
from clinic.staff.application import System, councils
from clinic.staff.applications import ApplicationForm, Applications
from clinic.staff.permissions import Permission, may_anywhere
from clinic.staff.sign_in import SignIn
from clinic.staff.verification import Verification
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import (
    DISTRICT,
    FORM,
    HUB,
    ORIGIN,
    OTHER_SPOKE,
    PASSWORD,
    PUNE,
    SPOKE,
    actions,
    employ,
    found_facilities,
    quick_passwords,
)


@pytest.fixture
async def applications(store: Store, clock: Clock) -> Applications:
    await found_facilities(store)
    return Applications(store, quick_passwords(), clock)


class Closing:
    """Ends what is open just now."""

    def __init__(self) -> None:
        self.closed: list[StaffId] = []

    async def __call__(self, staff: StaffId) -> None:
        self.closed.append(staff)


@pytest.fixture
def closing() -> Closing:
    return Closing()


@pytest.fixture
def verification(store: Store, clock: Clock, closing: Closing) -> Verification:
    return Verification(store, clock, closing)


@pytest.fixture
async def administrator(store: Store) -> StaffId:
    return (await employ(store, "a", Role.HUB_ADMINISTRATOR, DISTRICT)).id


async def status_of(store: Store, staff: StaffId) -> Status:
    async with store.reading() as records:
        account = await records.staff.get(staff)
    assert account is not None
    return account.status


async def apply_code(applications: Applications, form: ApplicationForm) -> tuple[str, tuple[str, ...]]:
    with pytest.raises(Refusal) as refusal:
        await applications.apply(form, ORIGIN)
    return refusal.value.code, refusal.value.fields


async def test_an_application_is_kept_as_it_was_told_and_may_nothing_yet(
    applications: Applications, store: Store
) -> None:
    staff = await applications.apply(replace(FORM, registration_number=" 2011/ 04/1234a "), ORIGIN)
    async with store.reading() as records:
        account, kept = await records.staff.get(staff), await records.staff.applications.get(staff)
    assert account is not None
    assert kept is not None
    assert kept.registration is not None
    assert (account.name, account.login, account.status) == ("आशा राव", "asha@example.org", Status.APPLIED)
    assert account.assignments == (Assignment(Role.DOCTOR, HUB),)
    assert (kept.registration.number, kept.registration.system) == ("2011/04/1234A", System.ALLOPATHY)
    assert (kept.profile.email, kept.profile.mobile) == ("asha@example.org", None)
    assert not [permission for permission in Permission if may_anywhere(account, permission)]
    assert await actions(store, HUB) == ["staff.applied"]


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"login": "no address@x"}, "email_invalid", "email"),
        ({"login": "022 2345678"}, "mobile_invalid", "mobile"),
        ({"name": "\u202eAsha"}, "name_invalid", "name"),
        ({"password": "short"}, "password_short", "password"),
        ({"council": "moon-medical"}, "council_invalid", "council"),
        ({"system": "ayurveda"}, "council_invalid", "council"),
        ({"system": "astrology"}, "system_invalid", "system"),
        ({"registration_number": "<script>"}, "registration_invalid", "registration_number"),
        ({"registration_number": "=1+1"}, "registration_invalid", "registration_number"),
        ({"year": 1899}, "year_invalid", "year"),
        ({"year": 2027}, "year_invalid", "year"),
        ({"qualification": "x" * 201}, "qualification_invalid", "qualification"),
        ({"speciality": " "}, "speciality_invalid", "speciality"),
        ({"languages": ()}, "languages_invalid", "languages"),
        ({"languages": ("hi", "'; --")}, "languages_invalid", "languages"),
        ({"gender": "unsaid"}, "gender_invalid", "gender"),
        ({"document": "../etc/passwd"}, "document_missing", "document"),
        ({"facility": "f" * 32}, "facility_unknown", "facility"),
        ({"role": "state_administrator"}, "role_invalid", "role"),
        ({"role": "god"}, "role_invalid", "role"),
    ],
)
async def test_what_is_wrong_in_an_application_is_named(
    applications: Applications, change: dict[str, object], code: str, field: str
) -> None:
    assert await apply_code(applications, replace(FORM, **change)) == (code, (field,))  # type: ignore[arg-type]


async def test_a_registration_or_login_that_has_an_account_is_refused_without_saying_which(
    applications: Applications,
) -> None:
    await applications.apply(FORM, ORIGIN)
    same_registration = replace(FORM, login="other@example.org", registration_number="2011/04/1234")
    same_login = replace(FORM, login=" ASHA@example.org", registration_number="7")
    for form in (same_registration, same_login):
        assert await apply_code(applications, form) == ("already_applied", ())
    await applications.apply(replace(same_login, login="third@example.org"), ORIGIN)
    await applications.apply(replace(same_registration, council="delhi-medical"), ORIGIN)


async def test_a_refused_application_leaves_nothing_behind(applications: Applications, store: Store) -> None:
    await applications.apply(FORM, ORIGIN)
    await apply_code(applications, replace(FORM, login="other@example.org"))
    async with store.reading() as records:
        assert await records.staff.find("other@example.org") is None


async def test_of_two_who_apply_at_once_with_one_registration_one_is_taken(applications: Applications) -> None:
    forms = [replace(FORM, login=f"doctor-{n}@example.org") for n in range(4)]
    ended = await asyncio.gather(*(applications.apply(form, ORIGIN) for form in forms), return_exceptions=True)
    assert sorted(type(one).__name__ for one in ended) == ["Refusal"] * 3 + ["str"]


async def test_an_administrator_of_the_district_verifies(
    applications: Applications, verification: Verification, administrator: StaffId, store: Store
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    assert [one.account.id for one in await verification.listed(administrator)] == [staff]
    dossier = await verification.dossier(staff, administrator, ORIGIN)
    assert dossier.application is not None
    await verification.verify(staff, administrator, ORIGIN)
    assert await status_of(store, staff) is Status.VERIFIED
    assert await verification.listed(administrator) == []
    assert await actions(store, HUB) == ["staff.applied", "staff.verified"]


async def test_an_administrator_elsewhere_finds_nobody_and_her_try_is_written_down(
    applications: Applications, verification: Verification, store: Store
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    stranger = (await employ(store, "b", Role.HUB_ADMINISTRATOR, PUNE)).id
    assert await verification.listed(stranger) == []
    for attempt in (
        verification.verify(staff, stranger, ORIGIN),
        verification.dossier(staff, stranger, ORIGIN),
        verification.suspend(staff, stranger, "because", ORIGIN),
        verification.verify(StaffId("no such id"), stranger, ORIGIN),
    ):
        with pytest.raises(Refusal) as refusal:
            await attempt
        assert refusal.value.code == "staff_unknown"
    assert await status_of(store, staff) is Status.APPLIED
    assert await actions(store, PUNE) == ["access.refused"] * 4


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.HEALTH_WORKER, Role.MEDICAL_OFFICER])
async def test_only_administrators_decide(
    applications: Applications, verification: Verification, store: Store, role: Role
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    other = (await employ(store, "b", role, DISTRICT)).id
    with pytest.raises(Refusal):
        await verification.verify(staff, other, ORIGIN)
    with pytest.raises(Refusal):
        await verification.listed(other)


async def test_nobody_decides_on_herself_or_on_those_above_her(
    verification: Verification, administrator: StaffId, store: Store, applications: Applications
) -> None:
    above_her = (await employ(store, "c", Role.STATE_ADMINISTRATOR, None)).id
    beside_her = (await employ(store, "d", Role.HUB_ADMINISTRATOR, HUB)).id
    for other in (administrator, above_her, beside_her):
        with pytest.raises(Refusal, match="no such account"):
            await verification.suspend(other, administrator, "because", ORIGIN)
    await verification.suspend(administrator, above_her, "because", ORIGIN)


async def test_a_role_below_does_not_make_one_above_suspendable(
    verification: Verification, administrator: StaffId, store: Store, applications: Applications
) -> None:
    both = (await employ(store, "c", Role.STATE_ADMINISTRATOR, None)).id
    async with store.writing() as records:
        await records.staff.assign(both, Role.DOCTOR, HUB)
    with pytest.raises(Refusal, match="no such account"):
        await verification.suspend(both, administrator, "because", ORIGIN)


async def test_a_suspension_ends_everything_at_once(
    applications: Applications,
    verification: Verification,
    administrator: StaffId,
    closing: Closing,
    store: Store,
    clock: Clock,
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    await verification.verify(staff, administrator, ORIGIN)
    sign_in = SignIn(store, quick_passwords(), clock)
    ticket = (await sign_in.begin(FORM.login, PASSWORD)).ticket
    await verification.suspend(staff, administrator, "two complaints", ORIGIN)
    assert closing.closed == [staff]
    with pytest.raises(Refusal) as refusal:
        await sign_in.enrol(ticket)
    assert refusal.value.code == "ticket_unknown"
    await verification.reinstate(staff, administrator, ORIGIN)
    assert await status_of(store, staff) is Status.VERIFIED
    assert (await actions(store, HUB))[-2:] == ["staff.suspended", "staff.reinstated"]


async def test_one_suspended_herself_decides_no_more(
    applications: Applications, verification: Verification, administrator: StaffId, store: Store
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    state = (await employ(store, "c", Role.STATE_ADMINISTRATOR, None)).id
    await verification.suspend(administrator, state, "because", ORIGIN)
    with pytest.raises(Refusal):
        await verification.verify(staff, administrator, ORIGIN)


async def test_only_who_answers_for_all_her_facilities_reinstates(
    applications: Applications, verification: Verification, administrator: StaffId, store: Store
) -> None:
    staff = (await employ(store, "c", Role.DOCTOR, SPOKE)).id
    async with store.writing() as records:
        await records.staff.assign(staff, Role.DOCTOR, OTHER_SPOKE)
    await verification.suspend(staff, administrator, "because", ORIGIN)
    with pytest.raises(Refusal, match="no such account"):
        await verification.reinstate(staff, administrator, ORIGIN)
    await verification.reinstate(staff, (await employ(store, "d", Role.STATE_ADMINISTRATOR, None)).id, ORIGIN)


async def test_a_rejection_needs_a_reason_and_frees_login_and_registration(
    applications: Applications, verification: Verification, administrator: StaffId, store: Store
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    with pytest.raises(Refusal, match="Write why"):
        await verification.reject(staff, administrator, "  ", ORIGIN)
    await verification.reject(staff, administrator, "the document is another's", ORIGIN)
    async with store.reading() as records:
        kept = await records.staff.applications.get(staff)
    assert kept is not None
    assert (kept.reason, kept.decided_by) == ("the document is another's", administrator)
    again = await applications.apply(FORM, ORIGIN)
    assert again != staff
    assert await status_of(store, staff) is Status.REJECTED


async def test_a_decision_that_cannot_be_made_now_changes_nothing(
    applications: Applications, verification: Verification, administrator: StaffId, store: Store
) -> None:
    staff = await applications.apply(FORM, ORIGIN)
    for attempt in (
        verification.suspend(staff, administrator, "because", ORIGIN),
        verification.reinstate(staff, administrator, ORIGIN),
    ):
        with pytest.raises(Refusal) as refusal:
            await attempt
        assert refusal.value.code == "staff_state"
    assert await status_of(store, staff) is Status.APPLIED
    assert await actions(store, HUB) == ["staff.applied"]


async def test_the_list_comes_in_pages_in_the_order_of_applying(
    applications: Applications, verification: Verification, administrator: StaffId, clock: Clock
) -> None:
    made = []
    for n in range(5):
        made.append(await applications.apply(_another(n), ORIGIN))
        clock.advance(n % 2)
    first = await verification.listed(administrator, limit=3)
    rest = await verification.listed(administrator, after=first[-1].account.id, limit=3)
    listed = [one.account.id for one in [*first, *rest]]
    assert sorted(listed) == sorted(made)
    assert len(rest) == 2
    assert [made.index(one) // 2 for one in listed] == [0, 0, 1, 1, 2]


def test_every_system_of_medicine_has_a_council() -> None:
    listed = councils()
    assert len(listed) > 90
    assert frozenset[System]().union(*(council.systems for council in listed.values())) == set(System)
    assert len({council.name for council in listed.values()}) == len(listed)


def _another(n: int) -> ApplicationForm:
    return replace(FORM, login=f"doctor-{n}@example.org", registration_number=str(n + 1))
