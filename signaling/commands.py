"""One function a command: what a socket asks, in terms of the rooms."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from typing import Any

from pydantic import ValidationError

from rooms.directory import Rooms
from rooms.ports import ParticipantId, Refusal, RoomId
from rooms.records import Seating
from signaling.messages import (
    COMMANDS,
    PROTOCOL_VERSION,
    AcknowledgeSlots,
    Done,
    Join,
    Leave,
    Message,
    Rejoin,
    Restart,
    Restarted,
    Resume,
    Resumed,
    Seated,
)
from signaling.seats import Seats, SocketId

MOST_FIELDS = 16
LONGEST_FIELD = 64


class BadMessage(Refusal):
    """The message is not as the protocol says. ``fields`` names what is missing, unknown or wrong."""

    def __init__(self, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__("bad_message", message)
        self.fields = fields


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking. ``is_open`` tells after a wait whether the socket is still there."""

    socket: SocketId
    rooms: Rooms
    seats: Seats
    is_open: Callable[[], bool]

    @property
    def participant(self) -> ParticipantId:
        """Raises ``Refusal`` where this socket has no seat."""
        participant = self.seats.participant_at(self.socket)
        if participant is None:
            raise Refusal("not_joined", "Join a room first.")
        return participant


def parse(name: str, arguments: list[Any]) -> Message:
    """The typed command. Raises ``Refusal``: unknown_message, protocol_mismatch or bad_message with all its fields."""
    if name not in COMMANDS:
        raise Refusal("unknown_message", "There is no command of that name.")
    if len(arguments) != 1 or not isinstance(arguments[0], dict):
        raise BadMessage("A command takes exactly one object.")
    _check_protocol(arguments[0])
    try:
        return COMMANDS[name].command.model_validate(arguments[0])
    except ValidationError as error:
        raise BadMessage("Some fields are missing, unknown or wrong.", _wrong_fields(error)) from None


async def join(caller: Caller, command: Join) -> Message:
    if caller.seats.participant_at(caller.socket) is not None:
        raise Refusal("already_joined", "This socket has a seat already.")
    seating = await caller.rooms.join(RoomId(command.room), command.name, command.offer)
    if not caller.is_open():
        caller.rooms.leave(seating.participant)
        raise Refusal("not_joined", "The socket closed before the answer came.")
    caller.seats.take(seating.participant, caller.socket)
    return _seated(seating)


async def rejoin(caller: Caller, command: Rejoin) -> Message:
    return _seated(await caller.rooms.rejoin(caller.participant, command.offer))


async def resume(caller: Caller, command: Resume) -> Message:
    participant = ParticipantId(command.participant)
    if caller.seats.participant_at(caller.socket) not in (None, participant):
        raise Refusal("already_joined", "This socket has another seat already.")
    resumption = caller.rooms.resume(participant, command.resume_token)
    caller.seats.take(participant, caller.socket)
    return Resumed.model_validate(asdict(resumption))


async def restart(caller: Caller, command: Restart) -> Message:
    return Restarted(answer=await caller.rooms.restart(caller.participant, command.offer))


async def acknowledge_slots(caller: Caller, command: AcknowledgeSlots) -> Message:
    try:
        caller.rooms.acknowledge(caller.participant, command.revision)
    except ValueError:
        raise BadMessage("That revision was never sent.", ("revision",)) from None
    return Done()


async def leave(caller: Caller, command: Leave) -> Message:
    caller.rooms.leave(caller.participant)
    caller.seats.vacate(caller.socket)
    return Done()


HANDLERS: dict[str, Callable[[Caller, Any], Awaitable[Message]]] = {
    "join": join,
    "rejoin": rejoin,
    "resume": resume,
    "restart": restart,
    "acknowledge_slots": acknowledge_slots,
    "leave": leave,
}


def _seated(seating: Seating) -> Seated:
    fields = asdict(seating)
    answer = fields.pop("answer")
    return Seated.model_validate({**fields, "answer": answer["sdp"], "pairs": answer["pairs"]})


def _check_protocol(payload: dict[str, Any]) -> None:
    """Before anything else: the messages of another version may look different."""
    protocol = payload.get("protocol", PROTOCOL_VERSION)
    if type(protocol) is int and protocol != PROTOCOL_VERSION:
        raise Refusal("protocol_mismatch", f"The server speaks version {PROTOCOL_VERSION}. Load the page again.")


def _wrong_fields(error: ValidationError) -> tuple[str, ...]:
    """Bounded: the names of unknown fields are the client's own text."""
    names = {".".join(map(str, entry["loc"]))[:LONGEST_FIELD] for entry in error.errors(include_input=False)}
    return tuple(sorted(names)[:MOST_FIELDS])
