"""What those do who run the meeting."""

import structlog

from rooms.ports import ParticipantId
from signaling.caller import Caller
from signaling.messages import Admit, Done, End, Message, Mute, Remove

log = structlog.get_logger(__name__)


async def admit(caller: Caller, command: Admit) -> Message:
    caller.seat.admit(ParticipantId(command.participant))
    log.info("admitted", participant=command.participant, by=caller.participant)
    return Done()


async def remove(caller: Caller, command: Remove) -> Message:
    by = caller.participant
    caller.rooms.remove(by, ParticipantId(command.participant))
    log.info("removed", participant=command.participant, by=by)
    return Done()


async def mute(caller: Caller, command: Mute) -> Message:
    caller.seat.mute(ParticipantId(command.participant), command.source, muted=command.muted)
    log.info("muted", participant=command.participant, by=caller.participant, muted=command.muted)
    return Done()


async def end(caller: Caller, command: End) -> Message:
    by = caller.participant
    await caller.rooms.end(by)
    log.info("ended", by=by)
    return Done()
