import pytest

from rooms.roles import GRANTS, Grant, Role, grants_of, is_observer, waits


def test_every_role_has_its_grants_written_down() -> None:
    assert set(GRANTS) == set(Role)


@pytest.mark.parametrize("role", [Role.PATIENT, Role.COMPANION, Role.INTERPRETER])
def test_some_only_take_part(role: Role) -> None:
    assert grants_of([role]) == {Grant.PUBLISH}


def test_an_observer_may_do_nothing_but_watch() -> None:
    assert grants_of([Role.OBSERVER]) == frozenset()


def test_a_health_worker_lets_people_in_but_ends_nothing() -> None:
    assert grants_of([Role.HEALTH_WORKER]) == {Grant.PUBLISH, Grant.SCREEN, Grant.ADMIT}


def test_two_people_on_one_seat_may_do_what_either_may() -> None:
    assert grants_of([Role.PATIENT, Role.HEALTH_WORKER]) == grants_of([Role.HEALTH_WORKER])


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ([Role.PATIENT], True),
        ([Role.COMPANION], True),
        ([Role.OBSERVER], True),
        ([Role.PATIENT, Role.COMPANION], True),
        ([Role.PATIENT, Role.HEALTH_WORKER], False),
        ([Role.DOCTOR], False),
        ([Role.SPECIALIST], False),
        ([Role.INTERPRETER], False),
    ],
)
def test_a_seat_waits_only_if_all_of_its_people_do(roles: list[Role], expected: bool) -> None:
    assert waits(roles) is expected


def test_a_seat_is_an_observers_only_if_nobody_else_sits_there() -> None:
    assert is_observer([Role.OBSERVER])
    assert not is_observer([Role.OBSERVER, Role.PATIENT])
