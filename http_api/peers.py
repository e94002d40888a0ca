"""From where a request comes."""

from collections.abc import Collection

from aiohttp import web

UNKNOWN = "unknown"


def origin_of(request: web.Request, trusted_proxies: Collection[str]) -> str:
    """The peer's address; behind proxies that are trusted, the one that the outermost of them saw."""
    peer = request.remote or UNKNOWN
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    while peer in trusted_proxies and passed:
        peer = passed.pop()
    return peer[:64]
