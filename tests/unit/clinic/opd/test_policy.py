"""The written policy of a waiting room, clause by clause."""

from dataclasses import replace
from typing import Any

import pytest

from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import State
from clinic.opd.clinic import Duty, DutyState
from clinic.opd.policy import Choice, Room, chosen, in_order, next_for, rank_at
from clinic.opd.rules import Rules
from clinic.patients.patient import MobileId, PatientId
from clinic.staff.account import StaffId
from tests.unit.clinic.opd.fakes import CLINIC

NOW = 100_000.0
RULES = Rules()


def waiting(number: int, **otherwise: Any) -> Consultation:
    """Somebody whose page is there and who has just come."""
    one = Consultation(
        id=ConsultationId(f"c{number}"),
        clinic=CLINIC,
        day="2026-09-21",
        number=number,
        patient=PatientId(f"p{number}"),
        mobile=MobileId(f"m{number}"),
        state=State.WAITING,
        rank=float(number),
        language="hi",
        mode="video",
        requested_at=NOW,
        key=f"key-{number}",
        waiting_since=NOW,
        seen_at=NOW,
    )
    return replace(one, **otherwise)


def doctor(name: str = "Rao", *languages: str, gender: str = "female", state: DutyState = DutyState.ON) -> Duty:
    return Duty(StaffId(name), CLINIC, state, NOW, NOW, languages or ("hi",), gender)


def room(
    *line: Consultation, by: Duty | None = None, others: tuple[Duty, ...] = (), blocked: tuple[str, ...] = ()
) -> Room:
    one = by or doctor()
    return Room(line, one, (one, *others), tuple(map(PatientId, blocked)))


def called(choice: Choice | None) -> int | None:
    return None if choice is None else choice.called.number


def test_whoever_came_first_is_called_first() -> None:
    assert called(next_for(room(waiting(1), waiting(2)), RULES, NOW)) == 1


def test_an_empty_room_calls_nobody() -> None:
    assert next_for(room(), RULES, NOW) is None


def test_an_urgent_one_is_called_before() -> None:
    choice = next_for(room(waiting(1), waiting(2, urgent=True)), RULES, NOW)
    assert called(choice) == 2
    assert choice is not None
    assert choice.overtaken is not None
    assert choice.overtaken.number == 1


def test_who_was_overtaken_as_often_as_may_be_is_called_even_before_an_urgent_one() -> None:
    line = waiting(1, overtaken=RULES.most_overtaken), waiting(2, urgent=True)
    assert called(next_for(room(*line), RULES, NOW)) == 1


def test_two_urgent_ones_go_in_the_order_in_which_they_came() -> None:
    line = waiting(1), waiting(2, urgent=True), waiting(3, urgent=True)
    assert [one.number for one in in_order(line)] == [2, 3, 1]


def test_a_patient_waits_for_a_doctor_who_speaks_her_language() -> None:
    tamil = doctor("Iyer", "ta")
    assert called(next_for(room(waiting(1, language="ta"), waiting(2), others=(tamil,)), RULES, NOW)) == 2
    assert called(next_for(room(waiting(1, language="ta"), waiting(2), by=tamil), RULES, NOW)) == 1


def test_where_nobody_speaks_her_language_she_does_not_wait_for_it() -> None:
    assert called(next_for(room(waiting(1, language="ta"), waiting(2)), RULES, NOW)) == 1


@pytest.mark.parametrize("state", [DutyState.BREAK, DutyState.OFF])
def test_she_does_not_wait_for_a_doctor_who_is_not_at_work(state: DutyState) -> None:
    line = room(waiting(1, language="ta"), others=(doctor("Iyer", "ta", state=state),))
    assert called(next_for(line, RULES, NOW)) == 1


def test_her_patience_for_a_language_ends() -> None:
    line = room(waiting(1, language="ta"), others=(doctor("Iyer", "ta"),))
    assert next_for(line, RULES, NOW) is None
    assert called(next_for(line, RULES, NOW + RULES.language_patience_seconds)) == 1


def test_a_wish_for_a_woman_or_a_man_is_kept_however_long_it_takes() -> None:
    line = room(waiting(1, doctor_gender="male", overtaken=9), waiting(2))
    assert called(next_for(line, RULES, NOW + 1_000)) == 2
    assert called(next_for(replace(line, doctor=doctor(gender="male")), RULES, NOW)) == 1


def test_a_return_visit_is_kept_for_her_doctor_for_a_while() -> None:
    hers = doctor("Iyer")
    line = room(waiting(1, return_to=StaffId("Iyer"), held_until=NOW + 60), waiting(2), others=(hers,))
    assert called(next_for(line, RULES, NOW)) == 2
    assert called(next_for(line, RULES, NOW + 60)) == 1
    assert called(next_for(replace(line, doctor=hers), RULES, NOW)) == 1


def test_a_return_visit_is_not_kept_for_a_doctor_who_does_not_work_today() -> None:
    assert called(next_for(room(waiting(1, return_to=StaffId("Iyer"), held_until=NOW + 60)), RULES, NOW)) == 1


def test_whose_page_is_away_is_passed_over_and_not_overtaken() -> None:
    gone = waiting(1, seen_at=NOW - RULES.away_seconds - 1, waiting_since=NOW - RULES.away_seconds - 1)
    choice = next_for(room(gone, waiting(2)), RULES, NOW)
    assert called(choice) == 2
    assert choice is not None
    assert choice.overtaken is None


def test_nobody_is_away_on_the_telephone() -> None:
    old = NOW - RULES.away_seconds - 1
    assert called(next_for(room(waiting(1, mode="telephone", seen_at=old, waiting_since=old)), RULES, NOW)) == 1


def test_two_who_have_parted_ways_do_not_meet_again() -> None:
    assert called(next_for(room(waiting(1), waiting(2), blocked=("p1",)), RULES, NOW)) == 2


def test_a_doctors_own_choice_overtakes_whoever_is_first() -> None:
    line = waiting(1), waiting(2)
    choice = chosen(room(*line), line[1], RULES, NOW)
    assert choice is not None
    assert choice.overtaken == line[0]


def test_a_doctors_own_choice_is_bounded_too_but_never_for_an_urgent_one() -> None:
    first = waiting(1, overtaken=RULES.most_overtaken)
    assert chosen(room(first, waiting(2)), waiting(2), RULES, NOW) is None
    urgent = waiting(2, urgent=True)
    assert called(chosen(room(first, urgent), urgent, RULES, NOW)) == 2


@pytest.mark.parametrize(("index", "expected"), [(-1, 0.0), (0, 0.0), (1, 1.5), (2, 2.5), (3, 4.0), (9, 4.0)])
def test_a_rank_stands_where_it_is_wanted(index: int, expected: float) -> None:
    assert rank_at([waiting(1), waiting(2), waiting(3)], index) == expected


def test_ranks_that_are_too_close_are_told() -> None:
    close = waiting(1, rank=1.0), waiting(2, rank=1.0000000000000002)
    assert rank_at(close, 1) is None


def test_the_first_one_of_all_has_a_rank() -> None:
    assert rank_at([], 5) == 0.0
