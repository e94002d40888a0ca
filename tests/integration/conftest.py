"""The server that all tests share, for those who want nothing else of it than rooms and invitations."""

from collections.abc import AsyncIterator

import pytest

from tests.support.server import Server, with_a_room_of_its_own


@pytest.fixture
async def server(shared_server: Server) -> AsyncIterator[Server]:
    async with with_a_room_of_its_own(shared_server) as shared:
        yield shared
