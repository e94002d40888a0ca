"""What the log sees of people who go."""

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from http_api.failures import close_broken_sockets


async def gone_meanwhile(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.close()
    socket = web.WebSocketResponse()
    await socket.prepare(request)
    return socket


async def test_whoever_goes_before_the_socket_is_open_leaves_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    app = web.Application(middlewares=[close_broken_sockets("/socket")])
    app.router.add_get("/socket", gone_meanwhile)
    async with TestClient(TestServer(app)) as client:
        with pytest.raises(aiohttp.ClientError):
            await client.ws_connect("/socket")
    assert [one for one in caplog.records if one.exc_info] == []
