"""How the database is, for ``/healthz``: asked at most once a second, whoever asks us."""

import asyncio
from collections.abc import Callable

from http_api.health import Condition, Look
from storage.engine import Database

PATIENCE_SECONDS = 5.0
KEPT_SECONDS = 1.0


def database_look(database: Database, clock: Callable[[], float]) -> Look:
    """``clock`` gives steady seconds."""
    turn = asyncio.Lock()
    known, known_until = False, clock()

    async def look() -> Condition:
        nonlocal known, known_until
        async with turn:
            if clock() >= known_until:
                known = await database.answers(PATIENCE_SECONDS)
                known_until = clock() + KEPT_SECONDS
        return Condition("up" if known else "away", serves=known)

    return look
