"""What arrives on a socket, brought into one harmless shape before python-socketio acts on it.

Left alone, a client could call the reserved handlers by their event names, keep memory busy with binary attachments
that never end, or crash a handler with a name that cannot be hashed. So every event becomes
``[COMMAND, name, arguments]``.
"""

import json
from typing import Any

from socketio import packet

COMMAND = "command"
NAMELESS = ""
_PASSED_ON = (packet.CONNECT, packet.DISCONNECT)


class BoundedJson:
    """The ``json`` module for the socket: text nested too deeply is bad text like any other."""

    JSONDecodeError = json.JSONDecodeError
    dumps = staticmethod(json.dumps)

    @staticmethod
    def loads(text: str | bytes) -> Any:
        try:
            return json.loads(text)
        except RecursionError:
            raise ValueError("nested too deeply") from None


class CommandPacket(packet.Packet):
    """A Socket.IO packet whose decoding never fails and yields a connect, a disconnect or one command."""

    def decode(self, encoded_packet: Any) -> int:
        """Returns the number of binary attachments to wait for: none, ever."""
        try:
            binary = not isinstance(encoded_packet, str) or bool(super().decode(encoded_packet))  # type: ignore[no-untyped-call]
        except (ValueError, TypeError, RecursionError):
            binary = True
        if binary or self.packet_type not in _PASSED_ON:
            self._become_command(malformed=binary or self.packet_type != packet.EVENT)
        return 0

    def _become_command(self, *, malformed: bool) -> None:
        name, arguments = NAMELESS, []
        if not malformed and isinstance(self.data, list) and self.data and isinstance(self.data[0], str):
            name, *arguments = self.data
        self.packet_type = packet.EVENT
        self.data = [COMMAND, name, arguments]
