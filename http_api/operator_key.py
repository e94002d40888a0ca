"""Who may use the operator's API: whoever shows the key (RFC 6750 section 2.1)."""

import hmac

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

from rooms.ports import Refusal

_SCHEME = "bearer"

log = structlog.get_logger(__name__)


def require_key(key: str) -> Middleware:
    """A middleware; it is compared in constant time, so that the time of an answer tells nothing of it."""

    @web.middleware
    async def check_key(request: web.Request, handler: Handler) -> web.StreamResponse:
        scheme, _, shown = request.headers.get(hdrs.AUTHORIZATION, "").partition(" ")
        if scheme.lower() != _SCHEME:
            raise Refusal("key_missing", "Show the operator's key: Authorization: Bearer KEY.")
        if not hmac.compare_digest(shown.strip().encode(errors="surrogateescape"), key.encode()):
            log.warning("operator_key_refused", peer=request.remote)
            raise Refusal("key_wrong", "This is not the operator's key.")
        return await handler(request)

    return check_key
