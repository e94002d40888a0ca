from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import NameOID

from clinic.prescription.verifying import Seal
from gateways.document.check import check
from gateways.document.material import SealMaterial
from gateways.document.seal import ServerSeal
from server.cannot_start import CannotStart
from server.seal_key import VALID, seal_of
from tests.unit.gateways.document.test_seal import unsealed

NOW = datetime.now(UTC)


def own(folder: Path, now: datetime = NOW) -> SealMaterial:
    return seal_of(folder, None, None, production=False, now=now)


def operators(
    folder: Path, name: str = "District seal", encryption: KeySerializationEncryption | None = None
) -> tuple[Path, Path]:
    """One that issues itself, of RSA, as a private authority makes them."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=365))
        .add_extension(x509.KeyUsage(True, False, False, False, False, False, False, False, False), critical=True)
        .sign(key, SHA256())
    )
    files = folder / "key.pem", folder / "certificate.pem"
    files[0].write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption or NoEncryption()))
    files[1].write_bytes(certificate.public_bytes(Encoding.PEM))
    return files


def test_the_first_run_makes_a_development_key_that_stays(tmp_path: Path) -> None:
    first = own(tmp_path)
    assert first.is_development
    assert own(tmp_path) == first
    assert len(first.chain) == 2


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    own(tmp_path)
    assert (tmp_path / "seal.pem").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["seal.pem"]


def test_each_server_makes_its_own(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert own(tmp_path / "a").fingerprint != own(tmp_path / "b").fingerprint


def test_in_production_a_development_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="In production prescriptions need a real seal"):
        seal_of(tmp_path, None, None, production=True, now=NOW)
    assert list(tmp_path.iterdir()) == []


def test_in_production_a_development_key_is_refused_as_the_operators_too(tmp_path: Path) -> None:
    own(tmp_path)
    file = tmp_path / "seal.pem"
    with pytest.raises(CannotStart, match="is a development certificate"):
        seal_of(tmp_path, file, file, production=True, now=NOW)


async def test_the_operators_own_key_seals(tmp_path: Path) -> None:
    key, certificate = operators(tmp_path)
    material = seal_of(tmp_path, key, certificate, production=True, now=NOW)
    assert not material.is_development
    assert await check(await ServerSeal(material).seal(unsealed()), material.trusted) == Seal("authentic")


@pytest.mark.parametrize("given", ["key", "certificate"])
def test_a_key_needs_its_certificate(tmp_path: Path, given: str) -> None:
    files = dict(zip(("key", "certificate"), operators(tmp_path), strict=True))
    with pytest.raises(CannotStart, match="needs both"):
        seal_of(
            tmp_path,
            files["key"] if given == "key" else None,
            files["certificate"] if given == "certificate" else None,
            production=False,
            now=NOW,
        )


def test_a_certificate_of_another_key_is_refused(tmp_path: Path) -> None:
    key, _ = operators(tmp_path)
    own(tmp_path)
    with pytest.raises(CannotStart, match="not that of the key"):
        seal_of(tmp_path, key, tmp_path / "seal.pem", production=False, now=NOW)


def test_an_expired_certificate_is_refused(tmp_path: Path) -> None:
    own(tmp_path)
    with pytest.raises(CannotStart, match="valid until"):
        own(tmp_path, NOW + VALID + timedelta(days=2))


@pytest.mark.parametrize(
    "content", [b"", b"garbage", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
)
def test_a_damaged_file_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "seal.pem").write_bytes(content)
    with pytest.raises(CannotStart, match=r"seal\.pem"):
        own(tmp_path)


def test_an_encrypted_key_is_refused(tmp_path: Path) -> None:
    key, certificate = operators(tmp_path, encryption=BestAvailableEncryption(b"secret"))
    with pytest.raises(CannotStart, match="unencrypted PEM key"):
        seal_of(tmp_path, key, certificate, production=False, now=NOW)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="cannot be read"):
        seal_of(tmp_path, tmp_path / "none", tmp_path / "none", production=False, now=NOW)
