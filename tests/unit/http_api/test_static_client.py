import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer

from http_api.failures import page_for_missing
from http_api.health import add_health
from http_api.security_headers import add_security_headers, content_security_policy
from http_api.static_client import CONTENT_TYPES, accepts_gzip, add_static_client

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


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A client of a few files."""
    (tmp_path / "trust").mkdir()
    for name in ("index.html", "main.js", "look.css", "app.webmanifest", "icon.png", "trust/index.html", "SUMS"):
        (tmp_path / name).write_text(f"{name} " * 100)
    return tmp_path


@pytest.fixture
async def small(folder: Path) -> AsyncIterator[Client]:
    app = web.Application()
    add_static_client(app, folder)
    async with TestClient(TestServer(app), auto_decompress=False) as client:
        yield client


async def get(client: Client, path: str, **headers: str) -> ClientResponse:
    return await client.get(path, headers={"Accept-Encoding": "identity", **headers})


async def test_files_have_the_types_that_browsers_insist_on(small: Client) -> None:
    for path, content_type in (
        ("/", "text/html"),
        ("/main.js", "text/javascript"),
        ("/look.css", "text/css"),
        ("/app.webmanifest", "application/manifest+json"),
        ("/icon.png", "image/png"),
    ):
        response = await get(small, path)
        assert (response.status, response.content_type) == (200, content_type)


async def test_text_is_sent_compressed_to_whoever_takes_it(small: Client) -> None:
    plain = await get(small, "/main.js")
    packed = await get(small, "/main.js", **{"Accept-Encoding": "br, gzip;q=0.8"})
    assert plain.headers.get("Content-Encoding") is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(await packed.read()) == await plain.read()
    assert plain.headers["Vary"] == packed.headers["Vary"] == "Accept-Encoding"
    assert plain.headers["ETag"] != packed.headers["ETag"]


async def test_a_picture_is_not_compressed_once_more(small: Client) -> None:
    response = await get(small, "/icon.png", **{"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip", True),
        ("gzip, deflate, br, zstd", True),
        ("br;q=1.0, GZIP;q=0.5", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("identity", False),
        ("", False),
        ("notgzip", False),
        ("br", False),
    ],
)
def test_who_takes_gzip(header: str, taken: bool) -> None:
    assert accepts_gzip(header) is taken


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
async def test_an_unchanged_file_is_not_sent_again(encoding: str, small: Client) -> None:
    asked = {"Accept-Encoding": encoding}
    first = await get(small, "/main.js", **asked)
    assert first.headers["Cache-Control"] == "no-cache"
    second = await get(small, "/main.js", **asked, **{"If-None-Match": f'"other", {first.headers["ETag"]}'})
    assert (second.status, await second.read()) == (304, b"")
    assert second.headers["ETag"] == first.headers["ETag"]


async def test_a_changed_file_is_sent_without_a_restart(small: Client, folder: Path) -> None:
    tag = (await get(small, "/main.js")).headers["ETag"]
    (folder / "main.js").write_text("new")
    response = await get(small, "/main.js", **{"If-None-Match": tag})
    assert (response.status, await response.text()) == (200, "new")


async def test_a_removed_file_is_not_there(small: Client, folder: Path) -> None:
    (folder / "main.js").unlink()
    assert (await get(small, "/main.js")).status == 404


async def test_the_guide_for_phones_is_not_part_of_the_client(small: Client) -> None:
    assert (await get(small, "/trust/index.html")).status == 404


async def test_the_head_of_a_file_can_be_asked_for(small: Client) -> None:
    response = await small.head("/main.js")
    assert (response.status, await response.read()) == (200, b"")


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
            assert "geolocation=(self)" in headers["Permissions-Policy"]
            assert headers["Content-Security-Policy"].startswith(
                "default-src 'self'; img-src 'self' data:; media-src 'self' blob:; connect-src 'self' ws://"
            )


async def test_the_parts_of_a_page_leave_its_policy_to_the_page(client: Client) -> None:
    async with client:
        headers = (await client.get("/main.js")).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "Content-Security-Policy" not in headers
        assert "Content-Security-Policy" in (await client.get("/service_worker.js")).headers, "it has one of its own"


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


def test_the_call_may_stand_in_a_page_of_ours_and_in_nobody_elses() -> None:
    policy = content_security_policy("call.example")
    assert "frame-ancestors 'self'" in policy
    assert "default-src 'self'" in policy, "which holds for what is framed, too"


def test_no_page_needs_what_the_policy_forbids() -> None:
    for page in CLIENT.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "style=" not in text
        assert "<script>" not in text


def test_every_file_of_the_client_can_be_served() -> None:
    """But for types, which are for the checks alone."""
    files = [path for path in CLIENT.rglob("*") if path.is_file() and not path.name.endswith(".d.ts")]
    assert {path.suffix for path in files} - set(CONTENT_TYPES) - {""} == set()
