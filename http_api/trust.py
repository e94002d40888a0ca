"""The page that tells phones how to trust this server's own certificate authority, and what it gives them."""

import io
import ssl
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import segno
from aiohttp import web
from yarl import URL

from http_api.security_headers import add_security_headers
from http_api.static_client import Serve, client_files, serve

PAGE = "/trust"
AUTHORITY = "/paramarsh-ca.crt"
PAGE_QR = "/trust-qr.svg"
START_QR = "/start-qr.svg"


class TrustGuide:
    """``folder`` holds the page, ``authority`` is a certificate in PEM.

    ``page_url`` and ``start_url`` are asked when a phone asks: ports may be known only then.
    """

    def __init__(
        self, folder: Path, authority: Path, *, page_url: Callable[[], str], start_url: Callable[[], str]
    ) -> None:
        self._folder = folder
        self._authority = authority
        self._page_url = page_url
        self._start_url = start_url

    def add_to(self, app: web.Application) -> None:
        app.router.add_get(PAGE, serve(self._folder / "index.html"))
        for url, path in client_files(self._folder).items():
            app.router.add_get(f"{PAGE}{url}", serve(path))
        app.router.add_get(PAGE_QR, _qr_code(self._page_url))
        app.router.add_get(START_QR, _qr_code(self._start_url))
        app.router.add_get(AUTHORITY, self._give_authority)

    async def _give_authority(self, request: web.Request) -> web.StreamResponse:
        """In DER, under the type by which both phones know what it is (RFC 2585 section 4.1 has the file's form)."""
        body = ssl.PEM_cert_to_DER_cert(self._authority.read_text(encoding="ascii"))
        headers = {"Content-Type": "application/x-x509-ca-cert", "Cache-Control": "no-store"}
        return web.Response(body=body, headers=headers)


def trust_app(guide: TrustGuide, https_port: Callable[[], int]) -> web.Application:
    """What is served on plain http: the guide. Everything else is asked for again on https."""

    async def redirect(request: web.Request) -> web.StreamResponse:
        try:
            host = URL(f"//{request.host}").host
            address = URL.build(scheme="https", host=host or "", port=https_port(), path=request.path)
        except ValueError:
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        raise web.HTTPTemporaryRedirect(address.with_query(request.query))

    app = web.Application()
    app.on_response_prepare.append(add_security_headers)
    guide.add_to(app)
    app.router.add_route("*", "/{path:.*}", redirect)
    return app


def _qr_code(text: Callable[[], str]) -> Serve:
    async def draw(request: web.Request) -> web.StreamResponse:
        drawing = io.BytesIO()
        segno.make_qr(text()).save(drawing, kind="svg", scale=8, border=4, light="white", xmldecl=False)
        headers = {"Content-Type": "image/svg+xml", "Cache-Control": "no-store"}
        return web.Response(body=drawing.getvalue(), headers=headers)

    return draw
