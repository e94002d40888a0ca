"""Where a room lives: of several server processes, called nodes, one has it with everybody in it."""

from typing import NewType, Protocol

from rooms.ports import RoomId

NodeId = NewType("NodeId", str)


class RoomPlaces(Protocol):
    """Of a single process all rooms are here: ``cluster.local``; of several each is on one: ``cluster.redis``."""

    @property
    def here(self) -> NodeId | None:
        """This process; ``None`` where there is no other one."""

    async def claim(self, room: RoomId) -> NodeId | None:
        """Where the room lives; here from now on if it lived nowhere. Raises ``Refusal`` places_unknown."""
