"""The operator's API of the real server, and the command that makes links with it."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import socketio

from signaling.messages import PROTOCOL_VERSION
from tests.support.operator import Invitation, Invited, OperatorRefused
from tests.support.server import ROOT, Server, running_server

PATIENCE_SECONDS = 20.0
new_client: Any = socketio.AsyncClient  # it has no types of its own


class Page:
    """As much of a page as has a seat. ``heard`` gets the names of what the server says."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.heard: asyncio.Queue[str] = asyncio.Queue()
        client.on("*", self._hear)

    async def ask(self, name: str, **fields: Any) -> Any:
        return await self._client.call(name, {"protocol": PROTOCOL_VERSION, **fields}, timeout=PATIENCE_SECONDS)

    async def redeem(self, secret: str) -> Any:
        return await self.ask("redeem", invitation=secret)

    async def sit_down(self, invitation: Invitation) -> None:
        redeemed = await self.redeem(invitation.secret)
        joined = await self.ask("join", grant=redeemed["grant"], names=["Asha"])
        assert joined["ok"], joined

    async def hears(self, event: str) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self.heard.get() != event:
                pass

    async def _hear(self, name: str, _: Any) -> None:
        self.heard.put_nowait(name)


@asynccontextmanager
async def page(server: Server) -> AsyncIterator[Page]:
    client = new_client(reconnection=False)
    opened = Page(client)
    await client.connect(server.url, transports=["websocket"])
    try:
        yield opened
    finally:
        await client.disconnect()


async def run_invite(server: Server, *arguments: str) -> tuple[int, str, str]:
    """The command, as somebody types it beside a server that runs: exit status, output, what it said."""
    settings = {
        "PARAMARSH_DATA_FOLDER": server.data_folder,
        "PARAMARSH_OPERATOR_KEY": server.operator_key,
        "http_proxy": "http://127.0.0.1:9",  # must not be asked
        "PYTHONPATH": str(ROOT),
    }
    others = {name: value for name, value in os.environ.items() if not name.startswith("PARAMARSH_")}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server.invite", *arguments),
        cwd="/",
        env=others | settings,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    output, said = await process.communicate()
    return process.returncode or 0, output.decode(), said.decode()


async def test_revoking_an_invitation_shows_her_out_and_her_link_is_dead(server: Server) -> None:
    invitation = await server.invite(Invited("doctor"))
    async with page(server) as rao:
        await rao.sit_down(invitation)
        await server.operator.revoke(invitation)
        await rao.hears("removed")
        assert (await rao.redeem(invitation.secret))["code"] == "invitation_revoked"


async def test_closing_a_room_ends_the_meeting_for_everybody_in_it(server: Server) -> None:
    doctor, patient = await server.invite(Invited("doctor")), await server.invite(Invited("patient"))
    async with page(server) as rao, page(server) as asha:
        await rao.sit_down(doctor)
        await asha.sit_down(patient)
        await server.operator.close_room(server.room)
        await rao.hears("ended")
        await asha.hears("ended")
        assert (await asha.redeem(patient.secret))["code"] == "room_closed"
    with pytest.raises(OperatorRefused, match="room_closed"):
        await server.operator.open_room(server.room)


async def test_links_are_good_after_a_restart_of_the_server() -> None:
    async with running_server() as server:
        good, revoked = await server.invite(Invited("doctor")), await server.invite(Invited("doctor"))
        await server.operator.revoke(revoked)
        await server.restart()
        async with page(server) as rao:
            await rao.sit_down(good)
            assert (await rao.redeem(revoked.secret))["code"] == "invitation_revoked"


async def test_an_invitation_ends_with_its_time(server: Server) -> None:
    invitation = await server.invite(Invited("doctor"), valid_hours=0.2 / 3600)
    await asyncio.sleep(0.25)
    async with page(server) as rao:
        assert (await rao.redeem(invitation.secret))["code"] == "invitation_expired"


async def test_the_command_finds_the_server_and_prints_a_link_for_two_on_one_seat(server: Server) -> None:
    seat = ("--role", "patient", "--name", "आशा", "--role", "health_worker", "--room", "ward-3")
    status, output, said = await run_invite(server, *seat)
    assert status == 0, said
    origin, _, secret = output.strip().partition("/#")
    assert origin == f"http://localhost:{server.port}"
    async with page(server) as asha:
        redeemed = await asha.redeem(secret)
        assert redeemed["people"] == [{"role": "patient", "name": "आशा"}, {"role": "health_worker", "name": None}]
    invitation = said.split()[1].rstrip(",")
    assert (await run_invite(server, "--revoke", invitation))[:2] == (0, "Revoked.\n")
