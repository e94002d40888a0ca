import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from stat import S_IMODE

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID
from structlog.testing import capture_logs

from server.certificates.authority import issue
from server.certificates.folder import CertificateFolder
from server.certificates.names import general_names
from server.certificates.pem import KeyedCertificate, PemFiles, load

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)
NAMES = ("localhost", "127.0.0.1", "::1", "clinic", "clinic.local", "192.168.1.7", "203.0.113.7", "2001:db8::7")


@pytest.fixture
def folder(tmp_path: Path) -> CertificateFolder:
    made = CertificateFolder(tmp_path / "certificates")
    made.prepare("clinic", NAMES, NOW)
    return made


def present(files: PemFiles) -> KeyedCertificate:
    loaded = load(files)
    assert loaded is not None
    return loaded


def names_of(files: PemFiles) -> set[str]:
    extensions = present(files).certificate.extensions
    return {str(name.value) for name in extensions.get_extension_for_class(x509.SubjectAlternativeName).value}


def is_trusted(folder: CertificateFolder, certificate: Path, name: str) -> bool:
    """As OpenSSL sees it, which keeps to RFC 5280 strictly."""
    try:
        ip_address(name)
        check = ["-verify_ip", name]
    except ValueError:
        check = ["-verify_hostname", name]
    when = ["-attime", str(int((NOW + DAY).timestamp()))]
    trust = ["-CAfile", str(folder.authority.certificate)]
    command = ["openssl", "verify", "-x509_strict", *when, *trust, *check, str(certificate)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


needs_openssl = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not here")


@needs_openssl
@pytest.mark.parametrize("name", NAMES)
def test_the_certificate_is_good_for_every_name_of_the_machine(name: str, folder: CertificateFolder) -> None:
    assert is_trusted(folder, folder.server.certificate, name)


@needs_openssl
@pytest.mark.parametrize("name", ["bank.example", "8.8.8.8", "2001:db8:1::7", "evil-clinic"])
def test_whoever_steals_the_authoritys_key_cannot_pass_for_the_rest_of_the_web(
    name: str, folder: CertificateFolder, tmp_path: Path
) -> None:
    forged = issue(present(folder.authority), general_names([name]), NOW)
    file = tmp_path / "forged.crt"
    file.write_bytes(forged.certificate.public_bytes(Encoding.PEM))
    assert not is_trusted(folder, file, name)


def test_the_certificate_is_as_phones_demand_it(folder: CertificateFolder) -> None:
    certificate = present(folder.server).certificate
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert list(usage) == [ExtendedKeyUsageOID.SERVER_AUTH]
    assert certificate.not_valid_after_utc - certificate.not_valid_before_utc <= timedelta(days=825)
    assert certificate.not_valid_before_utc < NOW
    authority = present(folder.authority).certificate
    assert "Paramarsh clinic 2026-11-22" in authority.subject.rfc4514_string()
    assert authority.not_valid_after_utc > NOW + 3600 * DAY


def test_only_the_owner_can_read_them(folder: CertificateFolder) -> None:
    files = list(folder.server.key.parent.iterdir())
    assert sorted(file.name for file in files) == ["authority.crt", "authority.key", "server.crt", "server.key"]
    assert {S_IMODE(file.stat().st_mode) for file in files} == {0o600}


def test_a_next_start_changes_nothing(folder: CertificateFolder) -> None:
    before = (present(folder.authority).certificate, present(folder.server).certificate)
    folder.prepare("clinic", NAMES, NOW + 700 * DAY)
    assert (present(folder.authority).certificate, present(folder.server).certificate) == before


def test_a_new_address_renews_the_certificate_and_phones_go_on_trusting_the_authority(
    folder: CertificateFolder,
) -> None:
    authority = present(folder.authority).certificate
    folder.prepare("clinic", [*NAMES, "10.1.2.3"], NOW)
    assert "10.1.2.3" in names_of(folder.server)
    assert present(folder.authority).certificate == authority


def test_a_certificate_is_renewed_before_it_expires(folder: CertificateFolder) -> None:
    folder.prepare("clinic", NAMES, NOW + 790 * DAY)
    assert present(folder.server).certificate.not_valid_after_utc > NOW + 1500 * DAY


def test_a_certificate_never_outlives_the_authority_which_is_renewed_as_well(folder: CertificateFolder) -> None:
    folder.prepare("clinic", NAMES, NOW + 3600 * DAY)
    assert (
        present(folder.server).certificate.not_valid_after_utc
        <= present(folder.authority).certificate.not_valid_after_utc
    )
    old = present(folder.authority).certificate
    folder.prepare("clinic", NAMES, NOW + 3630 * DAY)
    assert present(folder.authority).certificate != old


def test_a_public_address_that_is_newer_than_the_authority_is_left_out_and_said(folder: CertificateFolder) -> None:
    with capture_logs() as entries:
        folder.prepare("clinic", [*NAMES, "198.51.100.7"], NOW)
    assert "198.51.100.7" not in names_of(folder.server)
    assert [entry["names"] for entry in entries if entry["event"] == "names_left_out"] == [["198.51.100.7"]]


@pytest.mark.parametrize("damaged", ["authority.key", "authority.crt", "server.key", "server.crt"])
def test_what_is_damaged_or_missing_is_made_anew(damaged: str, folder: CertificateFolder) -> None:
    for break_it in (lambda file: file.write_text("x"), Path.unlink):
        break_it(folder.server.key.parent / damaged)
        folder.prepare("clinic", NAMES, NOW)
        certificate = present(folder.server).certificate
        certificate.verify_directly_issued_by(present(folder.authority).certificate)
