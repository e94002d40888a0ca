"""Opening a media transport: the one thing of a room that has to wait."""

from rooms.participant import Link, Participant, State
from rooms.ports import Answer, Refusal
from rooms.records import MediaOpening
from rooms.room import Room
from rooms.views import slots_of

ANSWER_ATTEMPTS = 3


async def open_transport(room: Room, participant: Participant, offer: str) -> MediaOpening:
    """After the wait everything is looked at again: people come, go, are muted and lose their worker meanwhile."""
    answer = await _answer(room, participant, offer)
    before = participant.connection
    participant.link_down(Link.MEDIA, room.world.clock())
    room.stage.open(participant, answer)
    room.stage.permit(participant)
    if participant.connection != before:
        room.tell_people()
    return MediaOpening(answer, slots_of(participant))


async def _answer(room: Room, participant: Participant, offer: str) -> Answer:
    """The relay's answer from the worker that is there *after* the wait; the same offer is good for a next one."""
    participant.negotiations += 1
    negotiation = participant.negotiations
    for _ in range(ANSWER_ATTEMPTS):
        generation = room.worker_generation
        answer = await room.world.relay.join(room.id, participant.id, offer, participant.permitted)
        _check_still_wanted(room, participant, negotiation)
        if generation == room.worker_generation:
            return answer
    raise Refusal("media_unavailable", "The media worker is being replaced. Try again in a moment.")


def _check_still_wanted(room: Room, participant: Participant, negotiation: int) -> None:
    if participant.state is State.LEFT:
        room.world.relay.leave(participant.id)
        raise Refusal("not_joined", "You left before the call could begin.")
    if negotiation != participant.negotiations:
        raise Refusal("superseded", "A newer offer took the place of this one.")
