"""The headers that every answer carries, and what they keep out."""

import re

from aiohttp import web

_PERMISSIONS = (
    "camera=(self), microphone=(self), display-capture=(self), autoplay=(self), geolocation=(self), payment=()"
)
_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")


def content_security_policy(host: str) -> str:
    """CSP level 3: nothing but this server's own files, no inline code, framed by nobody else; pictures may be data (QR
    codes), and a voice note that was just recorded is heard from the page's own memory.

    Older Safari does not count the WebSocket of the same host to 'self', so it is named.
    """
    sockets = f" ws://{host} wss://{host}" if _HOST.fullmatch(host) else ""
    return (
        f"default-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self'{sockets}; "
        "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )


async def add_security_headers(request: web.Request, response: web.StreamResponse) -> None:
    """For ``Application.on_response_prepare``."""
    response.headers.update(
        {
            "X-Content-Type-Options": "nosniff",
            "Referrer-Policy": "no-referrer",
            "Server": "Paramarsh",  # and not the versions of its parts
        }
    )
    if not _is_part_of_a_page(request.path):
        response.headers.update(
            {
                "Content-Security-Policy": content_security_policy(request.host),
                "Permissions-Policy": _PERMISSIONS,
                "Cross-Origin-Opener-Policy": "same-origin",
            }
        )


def _is_part_of_a_page(path: str) -> bool:
    """Modules and styles obey the page's own policy; that of sixty files would weigh 30 kB. A worker has its own."""
    return path.endswith((".js", ".css")) and path != "/service_worker.js"
