from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from http_api.health import Condition, Look, add_health


def looks(word: str, *, serves: bool) -> Look:
    async def look() -> Condition:
        return Condition(word, serves)

    return look


async def health(media: bool, **others: Look) -> tuple[int, Any]:
    app = web.Application()
    add_health(app, lambda: media, others)
    async with TestClient(TestServer(app)) as client:
        answer = await client.get("/healthz")
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.json()


async def test_a_process_that_can_serve_says_so_with_all_that_it_needs() -> None:
    body = {"status": "ok", "media_worker": "up", "database": "up", "redis": "up"}
    assert await health(True, database=looks("up", serves=True), redis=looks("up", serves=True)) == (200, body)


async def test_without_its_media_or_its_database_nobody_is_sent_there() -> None:
    assert await health(False) == (503, {"status": "unavailable", "media_worker": "away"})
    body = {"status": "unavailable", "media_worker": "up", "database": "away"}
    assert await health(True, database=looks("away", serves=False)) == (503, body)


async def test_what_is_away_for_everybody_is_told_and_people_come_all_the_same() -> None:
    body = {"status": "ok", "media_worker": "up", "redis": "away"}
    assert await health(True, redis=looks("away", serves=True)) == (200, body)
