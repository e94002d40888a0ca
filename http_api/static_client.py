"""The web client's files, served as they are (no build step)."""

import gzip
import hashlib
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from aiohttp import hdrs, web

# Named here, not taken from the machine's own table: with a wrong type and nosniff no module would load.
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".png": "image/png",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
COMPRESSED_ALREADY = {".png", ".webp", ".woff2"}
START_PAGE = "index.html"
GUIDE = "/trust/"
_GZIP = re.compile(r"(?:^|,)\s*(?:x-)?gzip\s*(?:;\s*q=(?P<weight>[0-9.]+)\s*)?(?:,|$)", re.IGNORECASE)

Serve = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Representation:
    """One form in which a file is sent (RFC 9110 section 3.2). ``tag`` is its entity tag."""

    body: bytes
    tag: str
    encoding: str | None


class ServedFile:
    """Read and compressed when it is first asked for, and again when it has changed on disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._content_type = CONTENT_TYPES[path.suffix]
        self._seen: tuple[int, int] | None = None
        self._plain = self._compressed = Representation(b"", "", None)

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Asked for again each time, so that no page is stale; what has not changed is not sent again."""
        try:
            self._look_again()
        except FileNotFoundError:
            raise web.HTTPNotFound from None
        chosen = self._compressed if accepts_gzip(request.headers.get(hdrs.ACCEPT_ENCODING, "")) else self._plain
        if _is_known(request, chosen.tag):
            response = web.Response(status=HTTPStatus.NOT_MODIFIED)
        else:
            response = web.Response(body=chosen.body, headers={hdrs.CONTENT_TYPE: self._content_type})
            if chosen.encoding:
                response.headers[hdrs.CONTENT_ENCODING] = chosen.encoding
        response.headers[hdrs.ETAG] = f'"{chosen.tag}"'
        response.headers[hdrs.CACHE_CONTROL] = "no-cache"
        response.headers[hdrs.VARY] = hdrs.ACCEPT_ENCODING
        return response

    def _look_again(self) -> None:
        status = self._path.stat()
        if self._seen == (status.st_mtime_ns, status.st_size):
            return
        body = self._path.read_bytes()
        tag = hashlib.sha256(body).hexdigest()[:20]
        self._seen = (status.st_mtime_ns, status.st_size)
        self._plain = self._compressed = Representation(body, tag, None)
        if self._path.suffix not in COMPRESSED_ALREADY:
            self._compressed = Representation(gzip.compress(body, mtime=0), f"{tag}-gzip", "gzip")


def client_files(folder: Path) -> dict[str, Path]:
    """Every file that is served, by its path on the server. Nothing that is not listed can be asked for."""
    return {
        "/" + path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in CONTENT_TYPES and not path.name.endswith(".d.ts")
    }


def add_static_client(app: web.Application, folder: Path) -> None:
    """A route for each file, and for each folder with a page. The guide for phones is ``http_api.trust``'s."""
    files = client_files(folder)
    folders = {url.removesuffix(START_PAGE): path for url, path in files.items() if path.name == START_PAGE}
    for url, path in {**folders, **files}.items():
        if not url.startswith(GUIDE):
            app.router.add_get(url, serve(path))


def serve(path: Path) -> Serve:
    """A handler that sends this file."""
    return ServedFile(path).answer


def accepts_gzip(header: str) -> bool:
    """RFC 9110 section 12.5.3; a weight of zero refuses."""
    found = _GZIP.search(header)
    return found is not None and found["weight"] not in ("0", "0.", "0.0", "0.00", "0.000")


def _is_known(request: web.Request, tag: str) -> bool:
    """RFC 9110 section 13.1.2: one tag of the list, or any."""
    known = request.if_none_match or ()
    return any(entry.value in (tag, "*") for entry in known)
