"""What is ended is ended on every node: here at once, on others by an order, and by the database if that is lost."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable

import structlog

from cluster.orders import Colleagues, InvitationRevoked, Order, RoomClosed, ShowOut
from rooms.directory import Rooms
from rooms.invitations import InvitationId
from rooms.ports import RoomId
from signaling.edge import Holder, SocketEdge

CATCH_UP_SECONDS = 60.0

log = structlog.get_logger(__name__)

IsBarred = Callable[[Holder], Awaitable[bool]]
"""Whether an account may not be in any call: it was suspended."""


async def nobody_is_barred(_: Holder) -> bool:
    return False


class Everywhere:
    """The rooms and sockets of all nodes, as far as they are ended from outside."""

    def __init__(
        self, rooms: Rooms, edge: SocketEdge, colleagues: Colleagues, is_barred: IsBarred = nobody_is_barred
    ) -> None:
        self._rooms = rooms
        self._edge = edge
        self._colleagues = colleagues
        self._is_barred = is_barred
        self._is_behind = asyncio.Event()

    async def close_room(self, room: RoomId) -> None:
        """The meeting is over for everybody, and nobody joins any more."""
        await self._rooms.close_room(room)
        await self._colleagues.tell(RoomClosed(room))

    async def turn_out(self, invitation: InvitationId) -> None:
        """It was revoked, and the database says so already."""
        self._rooms.turn_out(invitation)
        await self._colleagues.tell(InvitationRevoked(invitation))

    async def show_out(self, holder: Holder) -> None:
        """From every room and every socket: the account was suspended."""
        await self._edge.show_out(holder)
        await self._colleagues.tell(ShowOut(holder.kind, holder.subject))

    async def obey(self, order: Order) -> None:
        """What another node has told."""
        match order:
            case RoomClosed(room):
                await self._rooms.heed_closing(RoomId(room))
            case InvitationRevoked(invitation):
                await self._rooms.heed_revoking(InvitationId(invitation))
            case ShowOut(kind, subject):
                await self._edge.show_out(Holder(kind, subject))

    def fell_behind(self) -> None:
        """Orders may have been lost: the database is asked soon."""
        self._is_behind.set()

    async def catch_up_regularly(self) -> None:
        """Until it is cancelled. A failure is logged, and tried again."""
        while True:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(CATCH_UP_SECONDS):
                    await self._is_behind.wait()
            self._is_behind.clear()
            try:
                await self._catch_up()
            except Exception:
                log.exception("catching_up_failed")

    async def _catch_up(self) -> None:
        await self._rooms.heed_all()
        await self._edge.show_out_all(self._is_barred)
