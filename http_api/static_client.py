"""The web client's files, served as they are (no build step)."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

# Named here, not taken from the machine's own table: with a wrong type and nosniff no module would load.
CONTENT_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
START_PAGE = "index.html"


def client_files(folder: Path) -> dict[str, Path]:
    """Every file that is served, by its path on the server. Nothing that is not listed can be asked for."""
    files = {
        "/" + path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix in CONTENT_TYPES
    }
    return {"/": folder / START_PAGE, **files}


def add_static_client(app: web.Application, folder: Path) -> None:
    """A route for each file; answers carry an ETag and are asked for again each time, so that no page is stale."""
    for url, path in client_files(folder).items():
        app.router.add_get(url, _serve(path))


def _serve(path: Path) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    headers = {"Content-Type": CONTENT_TYPES[path.suffix], "Cache-Control": "no-cache"}

    async def serve(request: web.Request) -> web.StreamResponse:
        return web.FileResponse(path, headers=headers)

    return serve
