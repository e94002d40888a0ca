"""A single process: every room is here, and there is nobody else to be told of anything."""

from cluster.orders import Order
from rooms.places import NodeId
from rooms.ports import RoomId


class EverythingHere:
    """Satisfies ``rooms.places.RoomPlaces``."""

    here: NodeId | None = None

    async def claim(self, room: RoomId) -> NodeId | None:
        return None


class NoColleagues:
    """Satisfies ``cluster.orders.Colleagues``."""

    async def tell(self, order: Order) -> None:
        """Nobody."""
