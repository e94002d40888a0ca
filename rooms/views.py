"""Participants as others are told of them."""

from rooms import admission
from rooms.media_choice import state_of
from rooms.participant import Participant
from rooms.records import Person, ShownPair, SlotsView, WaitingPerson
from rooms.roles import Grant


def person(participant: Participant, now: float) -> Person:
    lost_since = participant.lost_since
    return Person(
        participant=participant.id,
        people=participant.people,
        connection=participant.connection,
        lost_seconds=None if lost_since is None else round(now - lost_since, 1),
        microphone=state_of("microphone", participant.choice, participant.muted),
        camera=state_of("camera", participant.choice, participant.muted),
        second=participant.choice.second,
    )


def waiting_person(participant: Participant) -> WaitingPerson:
    return WaitingPerson(
        participant=participant.id,
        people=participant.people,
        admission=admission.WORDS[participant.admission],
        is_here=participant.is_here,
    )


def slots_of(receiver: Participant) -> SlotsView:
    pairs = (
        ShownPair(
            pair=placement.pair,
            participant=None if placement.shown is None else placement.shown.participant,
            video=None if placement.shown is None else placement.shown.video,
        )
        for placement in receiver.slots.placements
    )
    return SlotsView(receiver.slots.revision, tuple(pairs))


def grants_of(participant: Participant) -> tuple[Grant, ...]:
    """In the order of their definition."""
    return tuple(grant for grant in Grant if grant in participant.grants)
