"""Https with a certificate of this machine's own, and the plain page beside it that tells phones to trust it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from aiohttp import web

from http_api.trust import PAGE, TrustGuide, trust_app
from server.addresses import THIS_MACHINE, in_url, machine_names, outward_name
from server.cannot_start import CannotStart
from server.certificates.folder import CertificateFolder
from server.data_folder import certificates_folder
from server.settings import EVERY_IPV4, EVERY_IPV6, Settings

GUIDE_FOLDER = Path(__file__).resolve().parent.parent / "web_client" / "trust"


class OwnHttps:
    """``addresses`` are those of the machine. Ports that the settings leave open are known once they are served."""

    def __init__(self, settings: Settings, addresses: Sequence[str]) -> None:
        self._settings = settings
        self._addresses = addresses
        self._outward = in_url(outward_name(settings.host, addresses))
        self._ports = {"https": settings.port, "http": settings.trust_port}
        self._folder = CertificateFolder(certificates_folder(settings))
        self.guide = TrustGuide(
            GUIDE_FOLDER,
            self._folder.authority.certificate,
            page_url=lambda: self.page_url,
            start_url=lambda: f"https://{self._outward}:{self._ports['https']}/",
        )

    @property
    def page_url(self) -> str:
        """What a phone opens to learn how to trust this server."""
        return f"http://{self._outward}:{self._ports['http']}{PAGE}"

    def with_certificate(self, now: datetime) -> Settings:
        """The settings with a certificate that is good for all names of this machine; ``now`` has a time zone."""
        machine = machine_names()
        self._folder.prepare(next(iter(machine), "server"), (*THIS_MACHINE, *machine, *self._names()), now)
        files = {"tls_certificate": self._folder.server.certificate, "tls_key": self._folder.server.key}
        return self._settings.model_copy(update=files)

    @asynccontextmanager
    async def serving_guide(self, https_port: int) -> AsyncIterator[None]:
        """On plain http, while the block runs."""
        self._ports["https"] = https_port
        runner = web.AppRunner(trust_app(self.guide, lambda: https_port), access_log=None, shutdown_timeout=0)
        try:
            await runner.setup()
            self._ports["http"] = await self._listen(runner)
            yield
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> int:
        host, port = self._settings.host, self._settings.trust_port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            reason = error.strerror or error
            raise CannotStart(f"Cannot serve the page for phones on {host}, port {port}: {reason}.") from error
        bound: int = runner.addresses[0][1]
        return bound

    def _names(self) -> list[str]:
        settings = self._settings
        host = () if settings.host in (EVERY_IPV4, EVERY_IPV6) else (settings.host,)
        return [*host, *self._addresses, *settings.announced_addresses]
