"""One function a command: what a socket asks, in terms of the rooms."""

from collections.abc import Awaitable, Callable
from typing import Any

from signaling.caller import Caller
from signaling.handlers.chat import send_chat
from signaling.handlers.media import acknowledge_slots, open_media, restart, set_media
from signaling.handlers.moderation import admit, end, mute, remove
from signaling.handlers.seating import join, leave, redeem, resume
from signaling.messages import Message

HANDLERS: dict[str, Callable[[Caller, Any], Awaitable[Message]]] = {
    "redeem": redeem,
    "join": join,
    "open_media": open_media,
    "resume": resume,
    "restart": restart,
    "acknowledge_slots": acknowledge_slots,
    "set_media": set_media,
    "send_chat": send_chat,
    "admit": admit,
    "remove": remove,
    "mute": mute,
    "end": end,
    "leave": leave,
}
