"""What arrives on a socket, made into a typed command or refused."""

from typing import Any

from pydantic import ValidationError

from rooms.ports import Refusal
from signaling.messages import COMMANDS, PROTOCOL_VERSION, Message

MOST_FIELDS = 16
LONGEST_FIELD = 64


class BadMessage(Refusal):
    """The message is not as the protocol says."""

    def __init__(self, message: str, fields: tuple[str, ...] = ()) -> None:
        super().__init__("bad_message", message, fields)


def parse(name: str, arguments: list[Any]) -> Message:
    """The typed command. Raises ``Refusal``: unknown_message, protocol_mismatch or bad_message with all its fields."""
    if name not in COMMANDS:
        raise Refusal("unknown_message", "There is no command of that name.")
    if len(arguments) != 1 or not isinstance(arguments[0], dict):
        raise BadMessage("A command takes exactly one object.")
    _check_protocol(arguments[0])
    try:
        return COMMANDS[name].command.model_validate(_tuples(arguments[0]))
    except ValidationError as error:
        raise BadMessage("Some fields are missing, unknown or wrong.", _wrong_fields(error)) from None


def _tuples(payload: dict[str, Any]) -> dict[str, Any]:
    """JSON knows arrays only, and a strict record takes no list for a tuple."""
    return {name: tuple(value) if isinstance(value, list) else value for name, value in payload.items()}


def _check_protocol(payload: dict[str, Any]) -> None:
    """Before anything else: the messages of another version may look different."""
    protocol = payload.get("protocol", PROTOCOL_VERSION)
    if type(protocol) is int and protocol != PROTOCOL_VERSION:
        raise Refusal("protocol_mismatch", f"The server speaks version {PROTOCOL_VERSION}. Load the page again.")


def _wrong_fields(error: ValidationError) -> tuple[str, ...]:
    """Bounded: the names of unknown fields are the client's own text."""
    names = {".".join(map(str, entry["loc"]))[:LONGEST_FIELD] for entry in error.errors(include_input=False)}
    return tuple(sorted(names)[:MOST_FIELDS])
