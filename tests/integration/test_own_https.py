"""``--https``: the server with a certificate of its own making, as a phone that trusts its authority sees it."""

import asyncio
import os
import socket
import ssl
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientConnectorCertificateError, ClientSession, TCPConnector

from tests.support.server import ROOT, START_SECONDS, STOP_SECONDS, free_port

LAST_WORDS = "or scan it:"


@dataclass
class HttpsServer:
    greeting: str
    port: int
    trust_port: int
    data_folder: Path

    @property
    def trusting(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.data_folder / "certificates" / "authority.crt"))


@asynccontextmanager
async def https_server(folder: Path) -> AsyncIterator[HttpsServer]:
    """Started as anybody would start it, but for its addresses and ports."""
    port, trust_port = free_port(socket.SOCK_STREAM), free_port(socket.SOCK_STREAM)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "run_server.py", "--https", "--host", "127.0.0.1", "--port", str(port)),
        *("--trust-port", str(trust_port), "--data-folder", str(folder), "--media-workers", "1"),
        *("--media-port", str(free_port(socket.SOCK_DGRAM)), "--media-addresses", "127.0.0.1"),
        cwd=ROOT,
        env=_environment(),
        stdout=PIPE,
    )
    try:
        greeting = await asyncio.wait_for(_greeting(process), START_SECONDS)
        yield HttpsServer(greeting, port, trust_port, folder)
        process.terminate()
        assert await asyncio.wait_for(process.wait(), STOP_SECONDS) == 0
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _greeting(process: Process) -> str:
    """Until the address of the guide has been told."""
    assert process.stdout is not None
    text = ""
    while LAST_WORDS not in text:
        line = await process.stdout.readline()
        assert line, "the server ended by itself\n" + text
        text += line.decode()
    return text + (await process.stdout.readline()).decode()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PARAMARSH_")}


async def test_phones_trust_it_find_the_guide_and_get_links_that_they_can_open(tmp_path: Path) -> None:
    """One start for all of it: a start is what takes the time."""
    async with https_server(tmp_path) as server:
        await _every_name_is_trusted_by_those_who_trust_the_authority(server)
        await _the_guide_is_had_on_plain_http_and_leads_to_https(server)
        await _links_are_https(server)


async def _every_name_is_trusted_by_those_who_trust_the_authority(server: HttpsServer) -> None:
    async with ClientSession(connector=TCPConnector(ssl=server.trusting)) as phone:
        for host in ("localhost", "127.0.0.1"):
            async with phone.get(f"https://{host}:{server.port}/") as page:
                assert page.status == 200
    async with ClientSession() as stranger:
        with pytest.raises(ClientConnectorCertificateError):
            await stranger.get(f"https://127.0.0.1:{server.port}/")


async def _the_guide_is_had_on_plain_http_and_leads_to_https(server: HttpsServer) -> None:
    guide = f"http://localhost:{server.trust_port}/trust"
    assert server.greeting.endswith(f"{LAST_WORDS}\n  {guide}\n")
    async with ClientSession(connector=TCPConnector(ssl=server.trusting)) as phone:
        async with phone.get(guide) as page:
            assert page.status == 200
        async with phone.get(f"http://127.0.0.1:{server.trust_port}/") as page:
            assert str(page.url) == f"https://127.0.0.1:{server.port}/"
        async with phone.get(f"https://localhost:{server.port}/trust") as page:
            assert page.status == 200


async def _links_are_https(server: HttpsServer) -> None:
    assert server.greeting.count(f"https://localhost:{server.port}/#") == 2
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "server.invite", "--role", "patient"),
        cwd=ROOT,
        env=_environment() | {"PARAMARSH_DATA_FOLDER": str(server.data_folder)},
        stdout=PIPE,
    )
    output, _ = await process.communicate()
    assert output.decode().startswith(f"https://localhost:{server.port}/#")
