"""What is ended on one node is ended on the others, told or not."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from cluster.orders import InvitationRevoked, Order, RoomClosed, ShowOut
from rooms.invitations import InvitationId
from rooms.ports import RoomId
from server import everywhere
from server.everywhere import Everywhere
from signaling.edge import Holder
from tests.support.waiting import eventually

WARD, ASHA = RoomId("ward-3"), InvitationId("i" * 16)
RAO, SEN = Holder("staff", "r" * 32), Holder("staff", "s" * 32)


@dataclass
class Node:
    """Rooms, sockets and colleagues in one: what each was asked for, in its order."""

    asked: list[Any] = field(default_factory=list)
    told: list[Order] = field(default_factory=list)
    fails: int = 0

    async def close_room(self, room: RoomId) -> None:
        self.asked.append(("close", room))

    def turn_out(self, invitation: InvitationId) -> None:
        self.asked.append(("turn out", invitation))

    async def heed_closing(self, room: RoomId) -> None:
        self.asked.append(("heed", room))

    async def heed_revoking(self, invitation: InvitationId) -> None:
        self.asked.append(("heed", invitation))

    async def heed_all(self) -> None:
        self.fails -= 1
        if self.fails >= 0:
            raise OSError("the database is away")
        self.asked.append("heed all")

    async def show_out(self, holder: Holder) -> None:
        self.asked.append(holder)

    async def show_out_all(self, is_barred: Any) -> None:
        self.asked += [holder for holder in (RAO, SEN) if await is_barred(holder)]

    async def tell(self, order: Order) -> None:
        self.told.append(order)


async def rao_is_barred(holder: Holder) -> bool:
    return holder == RAO


def everywhere_of(node: Any) -> Everywhere:
    return Everywhere(node, node, node, rao_is_barred)


async def test_what_is_ended_here_is_told_to_the_others() -> None:
    node = Node()
    ours = everywhere_of(node)
    await ours.close_room(WARD)
    await ours.turn_out(ASHA)
    await ours.show_out(RAO)
    assert node.asked == [("close", WARD), ("turn out", ASHA), RAO]
    assert node.told == [RoomClosed(WARD), InvitationRevoked(ASHA), ShowOut("staff", "r" * 32)]


async def test_what_others_tell_is_done_here_and_told_no_further() -> None:
    node = Node()
    ours = everywhere_of(node)
    for order in (RoomClosed(WARD), InvitationRevoked(ASHA), ShowOut("staff", "r" * 32)):
        await ours.obey(order)
    assert (node.asked, node.told) == ([("heed", WARD), ("heed", ASHA), RAO], [])


@asynccontextmanager
async def catching_up(ours: Everywhere) -> AsyncIterator[None]:
    task = asyncio.create_task(ours.catch_up_regularly())
    yield
    task.cancel()
    await asyncio.wait([task])


async def everything_was_looked_at(node: Node) -> None:
    async def done() -> bool:
        return node.asked == ["heed all", RAO]

    await eventually("closed rooms, revoked invitations and suspended accounts", done, within_seconds=2)


async def test_whoever_fell_behind_looks_at_everything_soon() -> None:
    node = Node()
    ours = everywhere_of(node)
    async with catching_up(ours):
        await asyncio.sleep(0.05)
        assert node.asked == []
        ours.fell_behind()
        await everything_was_looked_at(node)


async def test_what_was_missed_unnoticed_is_found_after_a_while_and_a_failure_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(everywhere, "CATCH_UP_SECONDS", 0.1)
    node = Node(fails=1)
    async with catching_up(everywhere_of(node)):
        await everything_was_looked_at(node)
