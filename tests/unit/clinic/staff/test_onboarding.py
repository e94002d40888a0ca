"""Staff by the thousand from one file."""

import asyncio
import csv
import io
import time

import pytest

from clinic.imports.records import ImportId
from clinic.staff.account import Assignment, Role, StaffId, Status
from clinic.staff.accounts import Accounts
from clinic.staff.onboarding import DryRun, Onboarding
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import (
    DISTRICT,
    ORIGIN,
    PASSWORD,
    SPOKE,
    actions,
    employ,
    found_facilities,
    quick_passwords,
)

HEADING = "Full name,Mobile number,Designation,Facility code,Council,Reg no,Year,Degree\n"
CHO = "Meera,+91 98123 45678,CHO,SPOKE-1,,,,\n"
DOCTOR = "आशा राव,asha@example.org,Doctor,hub-1,Maharashtra Medical Council,2011/04/1234,2011,MBBS\n"


@pytest.fixture
async def onboarding(store: Store, clock: Clock) -> Onboarding:
    await found_facilities(store)
    return Onboarding(store, clock)


@pytest.fixture
async def state(store: Store) -> StaffId:
    return (await employ(store, "a", Role.STATE_ADMINISTRATOR, None)).id


def file_of(*rows: str) -> bytes:
    return (HEADING + "".join(rows)).encode()


def codes(dry_run: DryRun) -> list[tuple[int, str, str]]:
    return [(finding.line, finding.what, finding.code) for finding in dry_run.report.findings]


async def code_of(onboarding: Onboarding, import_id: ImportId, content: bytes, by: StaffId) -> str:
    with pytest.raises(Refusal) as refusal:
        await onboarding.accept(import_id, content, by, ORIGIN)
    return refusal.value.code


async def test_a_dry_run_takes_nothing_in_and_accepting_does_all_unverified(
    onboarding: Onboarding, state: StaffId, store: Store
) -> None:
    content = file_of(CHO, DOCTOR)
    dry_run = await onboarding.dry_run(content, state, ORIGIN)
    assert codes(dry_run) == [(2, "", "accepted"), (3, "", "accepted")]
    async with store.reading() as records:
        assert await records.staff.find("asha@example.org") is None
    assert await onboarding.accept(dry_run.checked.id, content, state, ORIGIN) == 2
    async with store.reading() as records:
        asha = await records.staff.find("asha@example.org")
        meera = await records.staff.find("+919812345678")
        assert asha is not None
        assert meera is not None
        kept = await records.staff.applications.get(asha.id)
    assert (asha.status, meera.status) == (Status.APPLIED, Status.APPLIED)
    assert meera.assignments == (Assignment(Role.HEALTH_WORKER, SPOKE),)
    assert kept is not None
    assert kept.registration is not None
    assert (kept.registration.council, kept.registration.number) == ("maharashtra-medical", "2011/04/1234")
    assert await actions(store) == ["staff.import_checked", "staff.imported"]


async def test_who_was_taken_in_chooses_a_password_by_an_invitation(
    onboarding: Onboarding, state: StaffId, store: Store, clock: Clock
) -> None:
    dry_run = await onboarding.dry_run(file_of(CHO), state, ORIGIN)
    await onboarding.accept(dry_run.checked.id, file_of(CHO), state, ORIGIN)
    async with store.reading() as records:
        meera = await records.staff.find("+919812345678")
    assert meera is not None
    accounts = Accounts(store, quick_passwords(), clock)
    code = await accounts.invite(meera.id, meera.actor(ORIGIN))
    assert await accounts.choose_password(code, PASSWORD, ORIGIN) == meera.id


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (",9812345679,CHO,SPOKE-1,,,,\n", ("name", "name_invalid")),
        ("Sita,12345,CHO,SPOKE-1,,,,\n", ("login", "mobile_invalid")),
        ("Sita,sita@,CHO,SPOKE-1,,,,\n", ("login", "email_invalid")),
        ("Sita,9812345679,Emperor,SPOKE-1,,,,\n", ("role", "role_invalid")),
        ("Sita,9812345679,CHO,SPOKE-9,,,,\n", ("facility", "facility_unknown")),
        ("Sita,9812345679,CHO,!,,,,\n", ("facility", "facility_code")),
        ("Sita,9812345679,Doctor,SPOKE-1,,,,\n", ("council", "council_invalid")),
        ("Sita,9812345679,Doctor,SPOKE-1,goa-medical,,2011,MBBS\n", ("registration_number", "registration_invalid")),
        ("Sita,9812345679,Doctor,SPOKE-1,goa-medical,7,11,MBBS\n", ("year", "year_invalid")),
        ("Sita,9812345679,Doctor,SPOKE-1,goa-medical,7,2011,\n", ("qualification", "qualification_invalid")),
        ("=1+1,9812345679,CHO,SPOKE-1,,,,\n", ("name", "formula")),
        ("Sita,+91 98123 45678,CHO,SPOKE-1,,,,\n", ("login", "repeated")),
        ("Sita,a@example.org,CHO,SPOKE-1,,,,\n", ("login", "login_taken")),
        (DOCTOR.replace("asha@", "other@"), ("registration_number", "repeated")),
        ("Sita,9812345679,CHO,SPOKE-1,,,,,,too long\n", ("", "row_too_long")),
    ],
)
async def test_what_is_wrong_with_a_row_is_named_and_the_others_are_good(
    onboarding: Onboarding, state: StaffId, row: str, found: tuple[str, str]
) -> None:
    dry_run = await onboarding.dry_run(file_of(CHO, DOCTOR, row), state, ORIGIN)
    assert codes(dry_run) == [(2, "", "accepted"), (3, "", "accepted"), (4, *found)]
    assert (dry_run.checked.accepted, dry_run.checked.refused) == (2, 1)


async def test_a_registration_that_has_an_account_is_refused(onboarding: Onboarding, state: StaffId) -> None:
    first = await onboarding.dry_run(file_of(DOCTOR), state, ORIGIN)
    await onboarding.accept(first.checked.id, file_of(DOCTOR), state, ORIGIN)
    again = await onboarding.dry_run(file_of(DOCTOR.replace("asha@", "other@")), state, ORIGIN)
    assert codes(again) == [(2, "registration_number", "registration_taken")]


async def test_an_administrator_takes_in_only_whom_she_governs_where_she_answers(
    onboarding: Onboarding, store: Store
) -> None:
    hub = (await employ(store, "b", Role.HUB_ADMINISTRATOR, DISTRICT)).id
    elsewhere = "Sita,9812345679,CHO,SPOKE-2,,,,\n"
    superior = "Rani,9812345670,state administrator,SPOKE-1,,,,\n"
    dry_run = await onboarding.dry_run(file_of(CHO, elsewhere, superior), hub, ORIGIN)
    assert codes(dry_run) == [
        (2, "", "accepted"),
        (3, "facility", "facility_unknown"),
        (4, "role", "role_not_permitted"),
    ]


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.HEALTH_WORKER])
async def test_others_cannot_even_try(onboarding: Onboarding, store: Store, role: Role) -> None:
    other = (await employ(store, "b", role, None)).id
    with pytest.raises(Refusal, match="not allowed"):
        await onboarding.dry_run(file_of(CHO), other, ORIGIN)


async def test_only_the_same_bytes_are_taken_in_once_and_by_her_who_tried_them(
    onboarding: Onboarding, state: StaffId, store: Store
) -> None:
    other = (await employ(store, "b", Role.STATE_ADMINISTRATOR, None)).id
    made = (await onboarding.dry_run(file_of(CHO), state, ORIGIN)).checked.id
    assert await code_of(onboarding, made, file_of(CHO, DOCTOR), state) == "import_other_file"
    assert await code_of(onboarding, made, file_of(CHO), other) == "import_unknown"
    assert await code_of(onboarding, ImportId("guess"), file_of(CHO), state) == "import_unknown"
    await onboarding.accept(made, file_of(CHO), state, ORIGIN)
    assert await code_of(onboarding, made, file_of(CHO), state) == "import_done"


async def test_two_who_accept_at_once_take_it_in_once(onboarding: Onboarding, state: StaffId) -> None:
    made = (await onboarding.dry_run(file_of(CHO), state, ORIGIN)).checked.id
    ended = await asyncio.gather(
        *(onboarding.accept(made, file_of(CHO), state, ORIGIN) for _ in range(3)), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in ended) == ["Refusal", "Refusal", "int"]


async def test_when_something_has_changed_in_between_nothing_is_taken_in(
    onboarding: Onboarding, state: StaffId, store: Store
) -> None:
    content = file_of(CHO, "Bina,b@example.org,CHO,SPOKE-1,,,,\n")
    made = (await onboarding.dry_run(content, state, ORIGIN)).checked.id
    await employ(store, "b", Role.DOCTOR, SPOKE)
    assert await code_of(onboarding, made, content, state) == "import_stale"
    async with store.reading() as records:
        assert await records.staff.find("+919812345678") is None
        kept = await records.staff.imports.get(made)
    assert kept is not None
    assert kept.accepted_at is None


async def test_the_report_is_a_file_for_her_alone_without_formulas(onboarding: Onboarding, state: StaffId) -> None:
    dry_run = await onboarding.dry_run(file_of(CHO, "=1+1,9812345679,CHO,SPOKE-1,,,,\n"), state, ORIGIN)
    report = await onboarding.report_of(dry_run.checked.id, state)
    lines = list(csv.reader(io.StringIO(report.removeprefix("\ufeff"), newline="")))
    assert lines[0] == ["line", "what", "code", "sentence", "value"]
    assert lines[1][:3] == ["2", "", "accepted"]
    assert (lines[2][2], lines[2][4]) == ("formula", "'=1+1")
    with pytest.raises(Refusal, match="no such file"):
        await onboarding.report_of(dry_run.checked.id, StaffId("b"))


async def test_twenty_thousand_rows_are_taken_in_while_the_service_goes_on(
    onboarding: Onboarding, state: StaffId
) -> None:
    rows = [f"Worker {n},98{n:08d},CHO,SPOKE-1,,,,\n" for n in range(10_000)]
    rows += [f"Doctor {n},d{n}@example.org,Doctor,HUB-1,goa-medical,{n + 1},2011,MBBS\n" for n in range(10_000)]
    content, told = file_of(*rows), list[int]()
    began = time.perf_counter()
    watch = asyncio.create_task(_longest_pause())
    dry_run = await onboarding.dry_run(content, state, ORIGIN, lambda done, _: told.append(done))
    taken = await onboarding.accept(dry_run.checked.id, content, state, ORIGIN)
    seconds = time.perf_counter() - began
    watch.cancel()
    print(f"{taken} rows in {seconds:.1f} s, longest pause {_pause[0]:.2f} s")
    assert taken == dry_run.report.accepted > 19_000
    assert told == sorted(told)
    assert told[-1] == 20_000
    assert seconds < 60


_pause = [0.0]


async def _longest_pause() -> None:
    _pause[0] = 0.0
    before = time.perf_counter()
    while True:
        await asyncio.sleep(0.005)
        _pause[0] = max(_pause[0], time.perf_counter() - before)
        before = time.perf_counter()
