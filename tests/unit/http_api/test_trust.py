from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography import x509

from http_api.trust import TrustGuide, trust_app
from server.certificates.folder import CertificateFolder

GUIDE = Path(__file__).resolve().parents[3] / "web_client" / "trust"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
def authority(tmp_path: Path) -> Path:
    folder = CertificateFolder(tmp_path / "certificates")
    folder.prepare("clinic", ["localhost"], datetime(2026, 1, 1, tzinfo=UTC))
    return folder.authority.certificate


@pytest.fixture
async def phone(authority: Path) -> AsyncIterator[Client]:
    guide = TrustGuide(
        GUIDE,
        authority,
        page_url=lambda: "http://192.168.1.7:8081/trust",
        start_url=lambda: "https://192.168.1.7:8080/",
    )
    async with TestClient(TestServer(trust_app(guide, lambda: 8080))) as client:
        yield client


async def test_the_guide_has_all_that_it_shows_and_nothing_from_elsewhere(phone: Client) -> None:
    page = await phone.get("/trust")
    assert (page.status, page.content_type) == (200, "text/html")
    text = await page.text()
    assert "http://" not in text
    assert "https://" not in text
    for path in _addresses(text):
        answer = await phone.get(path, allow_redirects=False)
        assert answer.status == (307 if path == "/" else 200), path


async def test_a_phone_gets_the_authority_in_the_form_that_it_can_install(phone: Client, authority: Path) -> None:
    answer = await phone.get("/paramarsh-ca.crt")
    assert answer.content_type == "application/x-x509-ca-cert"
    given = x509.load_der_x509_certificate(await answer.read())
    assert given == _certificate(authority)


async def test_the_pictures_to_scan_are_drawings_of_two_addresses(phone: Client) -> None:
    drawings = []
    for path in ("/trust-qr.svg", "/start-qr.svg"):
        answer = await phone.get(path)
        assert answer.content_type == "image/svg+xml"
        drawings.append(await answer.text())
        assert ElementTree.fromstring(drawings[-1]).tag == "{http://www.w3.org/2000/svg}svg"
    assert drawings[0] != drawings[1]


@pytest.mark.parametrize(
    ("path", "host", "target"),
    [
        ("/", "192.168.1.7:8081", "https://192.168.1.7:8080/"),
        ("/x/y?a=b&c=%20", "clinic.local:8081", "https://clinic.local:8080/x/y?a=b&c=+"),
        ("/", "[2001:db8::7]:8081", "https://[2001:db8::7]:8080/"),
        ("//evil.example/", "clinic", "https://clinic:8080//evil.example/"),
    ],
)
async def test_everything_else_is_asked_for_again_on_https(path: str, host: str, target: str, phone: Client) -> None:
    answer = await phone.session.get(
        f"http://127.0.0.1:{phone.port}{path}", headers={"Host": host}, allow_redirects=False
    )
    assert (answer.status, answer.headers["Location"]) == (307, target)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("host", ["", "a b", "[::1", "x:port"])
async def test_a_host_that_is_none_leads_nowhere(host: str, phone: Client) -> None:
    answer = await phone.get("/", headers={"Host": host}, allow_redirects=False)
    assert answer.status == 400


async def test_keys_are_not_served(phone: Client) -> None:
    for path in ("/authority.key", "/certificates/authority.key", "/trust/../authority.key"):
        assert (await phone.get(path, allow_redirects=False)).status == 307


def _certificate(file: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(file.read_bytes())


def _addresses(page: str) -> list[str]:
    parts = page.split('href="')[1:] + page.split('src="')[1:]
    return [part.partition('"')[0] for part in parts]
