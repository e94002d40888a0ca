from itertools import product

import pytest

from rooms import admission
from rooms.admission import Admission, AdmissionEvent
from rooms.participant import TRANSITIONS, Event, IllegalEventError, Link, Participant, State
from rooms.roles import Role
from tests.unit.rooms.fakes import entry_of


def somebody(state: State = State.JOINING) -> Participant:
    participant = Participant.arriving(entry_of("Asha", Role.PATIENT))
    participant.let_in(now=0.0)
    participant.state = state
    return participant


@pytest.mark.parametrize(("state", "event"), [pair for pair in product(State, Event) if pair not in TRANSITIONS])
def test_an_illegal_event_raises_and_changes_nothing(state: State, event: Event) -> None:
    participant = somebody(state)
    with pytest.raises(IllegalEventError):
        participant.apply(event)
    assert participant.state is state


@pytest.mark.parametrize(("state", "event"), TRANSITIONS)
def test_a_legal_event_moves_by_the_table(state: State, event: Event) -> None:
    participant = somebody(state)
    participant.apply(event)
    assert participant.state is TRANSITIONS[state, event]


def test_she_is_connected_once_her_media_is_there() -> None:
    participant = somebody()
    participant.link_up(Link.MEDIA)
    assert participant.connection == "connected"


def test_she_is_back_only_when_socket_and_media_are_back() -> None:
    participant = somebody()
    participant.link_up(Link.MEDIA)
    participant.link_down(Link.SOCKET, now=1.0)
    participant.link_down(Link.MEDIA, now=2.0)
    seen = []
    for link in (Link.SOCKET, Link.MEDIA):
        participant.link_up(link)
        seen.append(participant.connection)
    assert seen == ["lost", "connected"]


def test_a_second_report_of_the_same_loss_does_not_prolong_the_grace() -> None:
    participant = somebody()
    participant.link_up(Link.MEDIA)
    participant.link_down(Link.SOCKET, now=10.0)
    participant.link_down(Link.SOCKET, now=30.0)
    assert not participant.is_overdue(now=39.0, grace_seconds=30.0)
    assert participant.is_overdue(now=40.0, grace_seconds=30.0)


def test_how_long_she_has_been_away_counts_from_the_first_loss() -> None:
    participant = somebody()
    assert participant.lost_since is None
    participant.link_up(Link.MEDIA)
    participant.link_down(Link.SOCKET, now=10.0)
    participant.link_down(Link.MEDIA, now=12.0)
    assert participant.lost_since == 10.0


def test_in_the_lobby_nobody_becomes_connected() -> None:
    participant = Participant.arriving(entry_of("Asha", Role.PATIENT))
    participant.link_down(Link.SOCKET, now=1.0)
    assert not participant.is_here
    participant.link_up(Link.SOCKET)
    assert participant.connection == "joining"
    assert not participant.is_overdue(now=1e9, grace_seconds=1.0)


ADMISSIONS = list(product(Admission, AdmissionEvent))


@pytest.mark.parametrize(("before", "event"), ADMISSIONS)
def test_admission_moves_by_its_table_only(before: Admission, event: AdmissionEvent) -> None:
    participant = Participant.arriving(entry_of("Asha", Role.PATIENT))
    participant.admission = before
    move = participant.announce if event is AdmissionEvent.ANNOUNCE else participant.let_in
    if (before, event) in admission.TRANSITIONS:
        move(now=1.0)
        assert participant.admission is admission.TRANSITIONS[before, event]
    else:
        with pytest.raises(IllegalEventError):
            move(now=1.0)
        assert participant.admission is before
