from itertools import product

import pytest

from rooms.participant import TRANSITIONS, Event, IllegalEventError, Link, Participant, State


def somebody(state: State = State.JOINING) -> Participant:
    participant = Participant.arriving("Asha", now=0.0)
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


def test_only_her_own_token_is_hers() -> None:
    participant = somebody()
    assert participant.is_token(participant.resume_token)
    assert not participant.is_token(participant.resume_token[:-1])
    assert not participant.is_token("टोकन")
