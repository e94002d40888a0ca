from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from http_api.failures import page_for_missing
from http_api.health import add_health
from http_api.security_headers import add_security_headers, content_security_policy
from http_api.static_client import CONTENT_TYPES, add_static_client

CLIENT = Path(__file__).resolve().parents[3] / "web_client"
Client = TestClient[web.Request, web.Application]


@dataclass
class FakeWorker:
    is_up: bool = True


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
async def client(worker: FakeWorker) -> Client:
    app = web.Application(middlewares=[page_for_missing(CLIENT / "missing.html")])
    app.on_response_prepare.append(add_security_headers)
    add_static_client(app, CLIENT)
    add_health(app, lambda: worker.is_up)
    return TestClient(TestServer(app))


async def test_the_page_and_its_modules_have_the_types_that_browsers_insist_on(client: Client) -> None:
    async with client:
        for path, content_type in (("/", "text/html"), ("/main.js", "text/javascript"), ("/style.css", "text/css")):
            response = await client.get(path)
            assert (response.status, response.content_type) == (200, content_type)


async def test_an_unchanged_file_is_not_sent_again(client: Client) -> None:
    async with client:
        first = await client.get("/main.js")
        assert first.headers["Cache-Control"] == "no-cache"
        second = await client.get("/main.js", headers={"If-None-Match": first.headers["ETag"]})
        assert second.status == 304


@pytest.mark.parametrize("path", ["/nothing", "/..%2frun_server.py", "/views", "/vendor/SHA256SUMS", "/main.js/"])
async def test_what_is_not_there_is_said_in_a_sentence(client: Client, path: str) -> None:
    async with client:
        response = await client.get(path)
        assert response.status == 404
        assert "There is no page here" in await response.text()


async def test_every_answer_carries_the_security_headers(client: Client) -> None:
    async with client:
        for path in ("/", "/nothing", "/healthz"):
            headers = (await client.get(path)).headers
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Server"] == "Paramarsh"
            assert "camera=(self)" in headers["Permissions-Policy"]
            assert headers["Content-Security-Policy"].startswith("default-src 'self'; connect-src 'self' ws://")


async def test_health_is_503_while_the_media_worker_is_away(client: Client, worker: FakeWorker) -> None:
    async with client:
        assert (await client.get("/healthz")).status == 200
        worker.is_up = False
        response = await client.get("/healthz")
        assert response.status == 503
        assert (await response.json())["media_worker"] == "away"


def test_a_strange_host_gets_no_place_in_the_policy() -> None:
    assert "evil" not in content_security_policy("evil; script-src *")
    assert "wss://call.example:8443" in content_security_policy("call.example:8443")


def test_no_page_needs_what_the_policy_forbids() -> None:
    for page in CLIENT.glob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "style=" not in text
        assert "<script>" not in text


def test_every_file_of_the_client_can_be_served() -> None:
    """But for types, which are for the checks alone."""
    files = [path for path in CLIENT.rglob("*") if path.is_file() and not path.name.endswith(".d.ts")]
    assert {path.suffix for path in files} - set(CONTENT_TYPES) - {""} == set()
