"""Who may what, where."""

import pytest

from clinic.staff.account import Account, Assignment, Role, StaffId, Status
from clinic.staff.permissions import (
    GOVERNS,
    PERMISSIONS,
    Permission,
    check_may,
    governed_roles,
    hidden_if_small,
    may,
    may_anywhere,
)
from rooms.ports import Refusal


def one(*assignments: Assignment, status: Status = Status.VERIFIED) -> Account:
    return Account(StaffId("a"), "a@example.org", "A", status, assignments)


CHO = one(Assignment(Role.HEALTH_WORKER, "spoke"))
DISTRICT_ADMINISTRATOR = one(Assignment(Role.HUB_ADMINISTRATOR, "district"))
STATE_ADMINISTRATOR = one(Assignment(Role.STATE_ADMINISTRATOR, None))


def test_a_role_counts_for_its_facility_and_all_below_it() -> None:
    assert may(DISTRICT_ADMINISTRATOR, Permission.SEE_COUNTS, "district", ["state"])
    assert may(DISTRICT_ADMINISTRATOR, Permission.SEE_COUNTS, "spoke", ["district", "state"])
    assert not may(DISTRICT_ADMINISTRATOR, Permission.SEE_COUNTS, "other", ["other district", "state"])
    assert not may(DISTRICT_ADMINISTRATOR, Permission.SEE_COUNTS, "state", [])
    assert not may(DISTRICT_ADMINISTRATOR, Permission.SEE_COUNTS, None)


def test_a_health_worker_sees_her_own_spokes_patients_alone() -> None:
    assert may(CHO, Permission.SEARCH_PATIENT, "spoke", ["district", "state"])
    assert not may(CHO, Permission.SEARCH_PATIENT, "district", ["state"])
    assert not may(CHO, Permission.SEARCH_PATIENT, "spoke-2", ["district", "state"])
    assert not may(CHO, Permission.PRESCRIBE, "spoke", ["district", "state"])


def test_one_for_the_whole_state_may_everywhere() -> None:
    for facility in (None, "state", "spoke"):
        assert may(STATE_ADMINISTRATOR, Permission.VERIFY_STAFF, facility)


@pytest.mark.parametrize("status", [Status.APPLIED, Status.SUSPENDED, Status.REJECTED])
@pytest.mark.parametrize("role", list(Role))
def test_who_is_not_verified_may_nothing(role: Role, status: Status) -> None:
    account = one(Assignment(role, None), status=status)
    assert not [permission for permission in Permission if may(account, permission, None)]
    assert not [permission for permission in Permission if may_anywhere(account, permission)]


def test_administrators_reach_a_record_only_by_breaking_the_glass() -> None:
    for role in GOVERNS:
        assert not PERMISSIONS[role] & {Permission.SEARCH_PATIENT, Permission.CONSULT, Permission.MERGE_PATIENTS}
        assert {Permission.SEE_COUNTS, Permission.BREAK_GLASS} <= PERMISSIONS[role]


def test_every_role_has_permissions_and_every_permission_a_role() -> None:
    assert set(PERMISSIONS) == set(Role)
    assert frozenset[Permission]().union(*PERMISSIONS.values()) == set(Permission)


def test_only_those_for_the_state_raise_others_to_their_own_rank() -> None:
    assert {role for role, governed in GOVERNS.items() if role in governed} == {Role.STATE_ADMINISTRATOR}
    assert Role.STATE_ADMINISTRATOR not in governed_roles(DISTRICT_ADMINISTRATOR, Permission.VERIFY_STAFF)
    assert not governed_roles(CHO, Permission.VERIFY_STAFF)


def test_a_refusal_says_nothing_of_the_facility() -> None:
    with pytest.raises(Refusal) as refusal:
        check_may(CHO, Permission.VERIFY_STAFF, "spoke")
    assert refusal.value.code == "not_permitted"
    assert "spoke" not in refusal.value.message


@pytest.mark.parametrize(("count", "shown"), [(0, 0), (1, None), (4, None), (5, 5), (434_000, 434_000)])
def test_small_counts_are_hidden(count: int, shown: int | None) -> None:
    assert hidden_if_small(count) == shown
