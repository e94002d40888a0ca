"""The rooms of one media process: the forwarder of each, and who is in which."""

from collections import Counter
from collections.abc import Callable

from media.sfu.forwarder import Forwarder
from media.sfu.outputs import Output


class Forwarders:
    """``of`` finds a participant's forwarder. ``counters`` takes over what a room has counted when it ends."""

    def __init__(self, counters: Counter[str], new_room: Callable[[], Forwarder]) -> None:
        self.of: dict[str, Forwarder] = {}
        self._counters = counters
        self._new_room = new_room
        self._rooms: dict[str, Forwarder] = {}
        self._room_of: dict[str, str] = {}

    def __bool__(self) -> bool:
        """Somebody is here."""
        return bool(self.of)

    @property
    def all(self) -> list[Forwarder]:
        return list(self._rooms.values())

    def is_in(self, participant: str, room: str) -> bool:
        return self._room_of.get(participant) == room

    def enter(self, participant: str, room: str) -> Forwarder:
        """The forwarder of this room, a new one if need be; she is in it from now on."""
        if room not in self._rooms:
            self._rooms[room] = self._new_room()
        self._room_of[participant] = room
        self.of[participant] = self._rooms[room]
        return self.of[participant]

    def leave(self, participant: str, now: float) -> list[Output]:
        """Take her out of her room, if she is in one; an empty room ends."""
        room = self._room_of.pop(participant, None)
        if room is None:
            return []
        forwarder = self.of.pop(participant)
        outputs = forwarder.remove(participant, now)
        if forwarder.is_empty:
            del self._rooms[room]
            self._counters.update(forwarder.counters)
        return outputs

    def statistics(self) -> dict[str, int]:
        total = Counter(self._counters)
        for forwarder in self._rooms.values():
            total.update(forwarder.counters)
        return {**total, "participants": len(self.of), "rooms": len(self._rooms)}
