"""Packets by aiortc's RTCPeerConnection, through the real server."""

from tests.support.capture import BLUE, GREEN, RED
from tests.support.peer import peer
from tests.support.server import Server


async def test_two_aiortc_peers_see_and_hear_each_other(server: Server) -> None:
    async with peer(server, "Asha", RED) as asha, peer(server, "Dr Rao", GREEN) as rao:
        await asha.join()
        await rao.join()
        await asha.sees_and_hears(rao)
        await rao.sees_and_hears(asha)


async def test_rooms_are_apart(server: Server) -> None:
    async with peer(server, "Asha", RED) as asha, peer(server, "Dr Rao", GREEN) as rao:
        await asha.join()
        server.room += "-another"
        await rao.join()
        assert set(asha.shown.values()) == {None}
        assert set(rao.shown.values()) == {None}


async def test_a_freed_pair_shows_the_next_person(server: Server) -> None:
    async with (
        peer(server, "Asha", RED, pairs=1) as asha,
        peer(server, "Dr Rao", GREEN, pairs=1) as rao,
        peer(server, "Bina", BLUE, pairs=1) as bina,
    ):
        await asha.join()
        await rao.join()
        await asha.sees_and_hears(rao)
        await rao.leave()
        await bina.join()
        await asha.sees_and_hears(bina)
        await bina.sees_and_hears(asha)
