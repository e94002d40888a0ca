"""Writing to everybody in the room."""

from dataclasses import asdict

from rooms.ports import Refusal
from signaling.caller import Caller
from signaling.messages import Message, SendChat, Sent


async def send_chat(caller: Caller, command: SendChat) -> Message:
    if not caller.may_write():
        raise Refusal("too_many_messages", "You write too fast. Wait a moment.")
    return Sent.model_validate({"message": asdict(caller.seat.say(command.text, command.key))})
