"""The key of web push, and through what pushes go."""

from base64 import urlsafe_b64encode
from pathlib import Path
from stat import S_IMODE

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pydantic import SecretStr, ValidationError

from clinic.notification.notice import Kind
from clinic.notification.texts import push_of
from server.cannot_start import CannotStart
from server.push_gateway import contact, proxy_hosts, push_gateway
from server.setting_rules import P256_ORDER
from server.settings import Settings
from server.vapid_key import vapid_key, vapid_key_file
from tests.support.push_twin import running_twin, subscribed
from tests.unit.clinic.notification.notices import told


def number_of(key: EllipticCurvePrivateKey) -> int:
    return key.private_numbers().private_value


def written(number: int) -> str:
    """As tools of web push write keys."""
    return urlsafe_b64encode(number.to_bytes(32)).rstrip(b"=").decode()


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    assert number_of(vapid_key(settings)) == number_of(vapid_key(settings))
    assert S_IMODE(vapid_key_file(settings).stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [vapid_key_file(settings)]


def test_a_key_that_is_set_is_the_one(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path, push_key=SecretStr(written(7)))
    assert number_of(vapid_key(settings)) == 7
    assert list(tmp_path.iterdir()) == []
    assert written(7) not in repr(settings)


@pytest.mark.parametrize(
    "text", ["", "short", written(0), written(P256_ORDER), written(7) + "=", written(7)[:-1] + "!"]
)
def test_what_is_no_key_of_the_curve_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Settings(push_key=SecretStr(text))


ED25519 = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("content", [b"", b"nonsense", ED25519])
def test_a_damaged_key_is_said_in_a_sentence_and_not_replaced(content: bytes, tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path)
    vapid_key_file(settings).write_bytes(content)
    with pytest.raises(CannotStart, match="holds no P-256 key: restore it, or remove it"):
        vapid_key(settings)
    assert vapid_key_file(settings).read_bytes() == content


def test_a_folder_that_cannot_hold_it_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=r"The push key .* cannot be read or made: No such file or directory\."):
        vapid_key(Settings(data_folder=tmp_path / "none"))


@pytest.mark.parametrize(
    ("told", "contact_told"),
    [
        ({"push_contact": "ops@example.in", "grievance_email": "officer@example.in"}, "mailto:ops@example.in"),
        ({"grievance_email": "officer@example.in"}, "mailto:officer@example.in"),
        ({"page_host": "opd.example.in"}, "https://opd.example.in"),
    ],
)
def test_operators_of_push_services_are_told_whom_to_ask(told: dict[str, str], contact_told: str) -> None:
    assert contact(Settings.model_validate(told)) == contact_told


def test_proxies_are_those_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HTTPS_PROXY", "http://user:key@proxy.example:3128")
    assert "proxy.example" in proxy_hosts()


async def test_a_push_goes_out_signed_with_the_key_of_the_data_folder(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path, push_private_services=True)
    async with running_twin() as twin, push_gateway(settings) as gateway:
        twin.key, asha = gateway.public_key, twin.subscribe("asha")
        await gateway.send(push_of(told(Kind.CALLED, 0.0), 0.0), subscribed(asha))
    assert [message["kind"] for message in asha.received] == ["called"]


async def test_without_being_told_so_it_asks_nobody_in_a_private_network(tmp_path: Path) -> None:
    async with push_gateway(Settings(data_folder=tmp_path)) as gateway:
        assert not gateway.accepts("https://127.0.0.1/push")
        assert not gateway.accepts("http://push.example/1")
        assert gateway.accepts("https://push.example/1")
