"""Connections, slots, and what of one's own is on."""

from dataclasses import asdict

from rooms.media_choice import MediaChoice
from signaling.caller import Caller
from signaling.messages import AcknowledgeSlots, Done, MediaOpened, Message, OpenMedia, Restart, Restarted, SetMedia


async def open_media(caller: Caller, command: OpenMedia) -> Message:
    fields = asdict(await caller.seat.open_media(command.offer))
    answer = fields.pop("answer")
    return MediaOpened.model_validate({**fields, "answer": answer["sdp"], "pairs": answer["pairs"]})


async def restart(caller: Caller, command: Restart) -> Message:
    return Restarted(answer=await caller.seat.restart(command.offer))


async def acknowledge_slots(caller: Caller, command: AcknowledgeSlots) -> Message:
    caller.seat.acknowledge(command.revision)
    return Done()


async def set_media(caller: Caller, command: SetMedia) -> Message:
    caller.seat.set_media(MediaChoice(command.microphone, command.camera, command.second))
    return Done()
