"""Opening one record with a reason."""

import pytest

from clinic.staff.account import Role, StaffId, Status
from clinic.staff.break_glass import BreakGlass
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import DISTRICT, ORIGIN, OTHER_SPOKE, SPOKE, actions, employ, found_facilities

PATIENT = "9" * 32
REASON = "police enquiry 12 of 2026"


@pytest.fixture
async def glass(store: Store, clock: Clock) -> BreakGlass:
    await found_facilities(store)
    return BreakGlass(store, clock)


@pytest.fixture
async def administrator(store: Store) -> StaffId:
    return (await employ(store, "a", Role.HUB_ADMINISTRATOR, DISTRICT)).id


async def test_one_record_is_open_for_half_an_hour_and_no_other(
    glass: BreakGlass, administrator: StaffId, clock: Clock, store: Store
) -> None:
    assert not await glass.is_open(administrator, PATIENT)
    opening = await glass.open(administrator, PATIENT, SPOKE, REASON, ORIGIN)
    assert opening.until == clock.now + 1800
    clock.advance(1799)
    assert await glass.is_open(administrator, PATIENT)
    assert not await glass.is_open(administrator, "8" * 32)
    assert not await glass.is_open(StaffId("b" * 32), PATIENT)
    clock.advance(1)
    assert not await glass.is_open(administrator, PATIENT)


async def test_the_reason_is_in_the_audit_with_the_patient(
    glass: BreakGlass, administrator: StaffId, store: Store
) -> None:
    await glass.open(administrator, PATIENT, SPOKE, f"  {REASON} ", ORIGIN)
    async with store.reading() as records:
        (entry,) = await records.audit.of_patient(PATIENT)
        assert (entry.action, entry.actor.id, entry.chain) == ("record.broken_glass", administrator, SPOKE)
        assert records.audit.reason(entry) == REASON


@pytest.mark.parametrize("reason", ["", " " * 40, "fourteen signs", "x" * 1001])
async def test_without_a_reason_it_stays_closed(
    glass: BreakGlass, administrator: StaffId, store: Store, reason: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        await glass.open(administrator, PATIENT, SPOKE, reason, ORIGIN)
    assert refusal.value.code == "reason_short"
    assert await actions(store, SPOKE) == []


@pytest.mark.parametrize("where", [OTHER_SPOKE, None])
async def test_a_record_elsewhere_stays_closed(glass: BreakGlass, administrator: StaffId, where: str | None) -> None:
    with pytest.raises(Refusal, match="not allowed"):
        await glass.open(administrator, PATIENT, where, REASON, ORIGIN)
    assert not await glass.is_open(administrator, PATIENT)


@pytest.mark.parametrize("role", [Role.DOCTOR, Role.HEALTH_WORKER, Role.MEDICAL_OFFICER])
async def test_others_of_the_staff_cannot(glass: BreakGlass, store: Store, role: Role) -> None:
    other = (await employ(store, "b", role, DISTRICT)).id
    with pytest.raises(Refusal, match="not allowed"):
        await glass.open(other, PATIENT, SPOKE, REASON, ORIGIN)


async def test_a_suspension_closes_the_record_at_once(
    glass: BreakGlass, administrator: StaffId, store: Store, clock: Clock
) -> None:
    await glass.open(administrator, PATIENT, SPOKE, REASON, ORIGIN)
    async with store.writing() as records:
        await records.staff.move(administrator, Status.VERIFIED, Status.SUSPENDED, clock.now)
    assert not await glass.is_open(administrator, PATIENT)
