"""Which pages may open a socket: those of this very server (RFC 6455 section 10.2)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_own_page(origin: str | None, environ: Mapping[str, Any]) -> bool:
    """Whether the page's host and port are those that the browser asked for.

    The scheme is left out on purpose: behind a proxy that ends TLS we do not see it. A page cannot forge either header;
    ``X-Forwarded-Host`` is set by proxies that do not pass ``Host`` on. Clients that are no browsers send no origin.
    """
    if origin is None:
        return True
    asked = (environ.get("HTTP_HOST"), environ.get("HTTP_X_FORWARDED_HOST", "").split(",")[0].strip())
    try:
        page = urlsplit(origin)
        own = [_host_and_port(page.scheme, host) for host in asked if host]
        return page.scheme in _DEFAULT_PORTS and _host_and_port(page.scheme, page.netloc) in own
    except ValueError:
        return False


def _host_and_port(scheme: str, netloc: str) -> tuple[str | None, int | None]:
    parts = urlsplit(f"//{netloc}")
    return parts.hostname, parts.port or _DEFAULT_PORTS.get(scheme)
