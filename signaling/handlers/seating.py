"""Coming, coming back, and going."""

from dataclasses import asdict

import structlog

from rooms.ports import ParticipantId, Refusal
from signaling.caller import Caller
from signaling.messages import Done, Join, Joined, Leave, Message, Redeem, Redeemed, Resume, Resumed

log = structlog.get_logger(__name__)


async def redeem(caller: Caller, command: Redeem) -> Message:
    return Redeemed.model_validate(asdict(await caller.entrance.redeem(command.invitation)))


async def join(caller: Caller, command: Join) -> Message:
    """Looked at again after the wait: a socket that closed meanwhile takes no seat, and nobody's seat over."""
    if caller.seats.participant_at(caller.socket) is not None:
        raise Refusal("already_joined", "This socket has a seat already.")
    ticket = await caller.entrance.check(command.grant, command.names)
    if not caller.is_open():
        raise Refusal("not_joined", "The socket closed before the answer came.")
    seating = caller.entrance.take_seat(ticket)
    caller.seats.take(seating.participant, caller.socket)
    caller.rooms.remind(seating.participant)
    log.info("joined", participant=seating.participant, admission=seating.admission)
    return Joined.model_validate(asdict(seating))


async def resume(caller: Caller, command: Resume) -> Message:
    participant = ParticipantId(command.participant)
    if caller.seats.participant_at(caller.socket) not in (None, participant):
        raise Refusal("already_joined", "This socket has another seat already.")
    resumption = caller.rooms.resume(participant, command.resume_token)
    caller.seats.take(participant, caller.socket)
    caller.rooms.remind(participant)
    log.info("resumed", participant=participant, media=resumption.media)
    return Resumed.model_validate(asdict(resumption))


async def leave(caller: Caller, command: Leave) -> Message:
    participant = caller.participant
    caller.rooms.leave(participant)
    caller.seats.vacate(caller.socket)
    log.info("left", participant=participant)
    return Done()
