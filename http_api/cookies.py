"""The two cookies: the device, by which limits count and forms are known to be ours, and the session."""

import hmac
import re
import secrets
from collections.abc import Callable

from aiohttp import hdrs, web

from rooms.ports import Refusal

CSRF_HEADER = "X-CSRF-Token"
YEAR_SECONDS = 365 * 86_400
DEVICE_BYTES = 24
_DEVICE = re.compile(r"[A-Za-z0-9_-]{32}")
_DEVICE_NAME, _SESSION_NAME = "paramarsh_device", "paramarsh_session"

TokenFor = Callable[[str], str]
"""From a device's id to the token that its pages show with every write."""


def is_https(request: web.Request) -> bool:
    """A proxy that ends TLS says so in ``X-Forwarded-Proto``."""
    return request.headers.get("X-Forwarded-Proto", request.scheme) == "https"


def device_of(request: web.Request) -> str | None:
    found = request.cookies.get(_name(request, _DEVICE_NAME), "")
    return found if _DEVICE.fullmatch(found) else None


def new_device() -> str:
    return secrets.token_urlsafe(DEVICE_BYTES)


def session_token(request: web.Request) -> str | None:
    return request.cookies.get(_name(request, _SESSION_NAME)) or None


def set_device(request: web.Request, response: web.StreamResponse, device: str) -> None:
    _set(request, response, _DEVICE_NAME, device, YEAR_SECONDS)


def set_session(request: web.Request, response: web.StreamResponse, token: str, seconds: float) -> None:
    _set(request, response, _SESSION_NAME, token, int(seconds))


def drop_session(request: web.Request, response: web.StreamResponse) -> None:
    _set(request, response, _SESSION_NAME, "", 0)


def require_own_page(request: web.Request, token_for: TokenFor) -> None:
    """A write must come from one of our pages (OWASP: token bound to the device, and fetch metadata).

    Raises ``Refusal``.
    """
    device = device_of(request)
    shown = request.headers.get(CSRF_HEADER, "")
    is_foreign = request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none")
    if device is None or is_foreign or not hmac.compare_digest(shown.encode(), token_for(device).encode()):
        raise Refusal("csrf_missing", "This did not come from one of our pages. Open the page again.")


def _set(request: web.Request, response: web.StreamResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        _name(request, name),
        value,
        max_age=seconds,
        path="/",
        httponly=True,
        secure=is_https(request),
        samesite="Lax",
    )


def _name(request: web.Request, name: str) -> str:
    """With the prefix nobody else can set it, not even a neighbour under the same domain (RFC 6265bis 4.1.3.2)."""
    return f"__Host-{name}" if is_https(request) else name


def called(request: web.Request) -> str:
    """What the browser calls itself."""
    return request.headers.get(hdrs.USER_AGENT, "")
