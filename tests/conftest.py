"""Fixtures of all tests. What a test needs of the machine stands in ``tests.support.needs``."""

from collections.abc import AsyncIterator

import pytest

from tests.support.meeting import Meeting, meeting


@pytest.fixture
async def demo() -> AsyncIterator[Meeting]:
    """A server on this machine's loopback, and nobody there yet."""
    async with meeting() as opened:
        yield opened
