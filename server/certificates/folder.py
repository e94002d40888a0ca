"""The folder with this server's own certificates: made once, renewed at a start that needs it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.exceptions import InvalidSignature

from server.cannot_start import CannotStart
from server.certificates.authority import issue, make_authority, permitted_by
from server.certificates.names import general_names, is_permitted
from server.certificates.pem import KeyedCertificate, PemFiles, load, save
from server.data_folder import make_folder

RENEWED_BEFORE = timedelta(days=30)

log = structlog.get_logger(__name__)


class CertificateFolder:
    """``authority`` is what phones install; ``server`` is what the pages are served with."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.authority = PemFiles(folder / "authority.crt", folder / "authority.key")
        self.server = PemFiles(folder / "server.crt", folder / "server.key")

    def prepare(self, machine: str, names: Iterable[str], now: datetime) -> None:
        """Make or renew what is missing, too old, or for other names. ``now`` has a time zone."""
        make_folder(self._folder)
        try:
            wanted = general_names(names)
            authority = self._authority(machine, wanted, now)
            self._renew_server(authority, _permitted(authority, wanted), now)
        except OSError as error:
            raise CannotStart(f"The certificates in {self._folder} cannot be kept: {error.strerror}.") from error

    def _authority(self, machine: str, names: tuple[x509.GeneralName, ...], now: datetime) -> KeyedCertificate:
        present = load(self.authority)
        if present is not None and _is_fresh(present, now):
            return present
        made = make_authority(machine, names, now)
        save(self.authority, made)
        log.info("authority_made", reason="none was there" if present is None else "the old one expires")
        return made

    def _renew_server(self, authority: KeyedCertificate, names: tuple[x509.GeneralName, ...], now: datetime) -> None:
        present = load(self.server)
        if present is None or not (_is_fresh(present, now) and _fits(present, authority, names)):
            save(self.server, issue(authority, names, now))
            log.info("certificate_made", names=len(names))


def _permitted(authority: KeyedCertificate, names: tuple[x509.GeneralName, ...]) -> tuple[x509.GeneralName, ...]:
    """Public names that are newer than the authority are left out: it may not speak for them."""
    permitted = permitted_by(authority)
    foreign = [str(name.value) for name in names if not is_permitted(name, permitted)]
    if foreign:
        log.warning("names_left_out", names=foreign, remedy="remove the certificates' folder to make a new authority")
    return tuple(name for name in names if is_permitted(name, permitted))


def _is_fresh(present: KeyedCertificate, now: datetime) -> bool:
    certificate = present.certificate
    return certificate.not_valid_before_utc <= now and now + RENEWED_BEFORE < certificate.not_valid_after_utc


def _fits(present: KeyedCertificate, authority: KeyedCertificate, names: tuple[x509.GeneralName, ...]) -> bool:
    try:
        present.certificate.verify_directly_issued_by(authority.certificate)
        alternative = present.certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except (ValueError, TypeError, InvalidSignature, x509.ExtensionNotFound):
        return False
    return set(alternative.value) == set(names)
