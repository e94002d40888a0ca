"""What an operator can set: each setting has a meaning, a default, an environment variable and a rule."""

import os
import ssl
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_settings import SettingsConfigDict

from server.clinic_settings import ClinicSettings
from server.cluster_settings import ClusterSettings
from server.opd_settings import OpdSettings
from server.prescription_settings import PrescriptionSettings
from server.setting_rules import (
    Addresses,
    Allowed,
    Folder,
    Host,
    HttpPort,
    Key,
    MediaPort,
    MediaWorkers,
    PemFile,
    lower,
)

ENVIRONMENT_PREFIX = "PARAMARSH_"
EVERY_IPV4 = "0.0.0.0"  # noqa: S104 - patients come over the network
EVERY_IPV6 = "::"
HIGHEST_PORT = 65_535
CHECKOUT = Path(__file__).resolve().parent.parent


LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]


class Settings(ClinicSettings, ClusterSettings, OpdSettings, PrescriptionSettings):
    """Read from ``PARAMARSH_…`` variables; an empty variable counts as not set. Arguments override the environment."""

    model_config = SettingsConfigDict(
        env_prefix=ENVIRONMENT_PREFIX, env_ignore_empty=True, extra="forbid", frozen=True, validate_default=False
    )

    host: Annotated[
        Host, Field(description="The address on which the pages are served; 0.0.0.0 is every IPv4 one.")
    ] = "0.0.0.0"  # noqa: S104 - patients come over the network
    port: Annotated[HttpPort, Field(description="The TCP port on which the pages are served.")] = 8080
    tls_certificate: Annotated[
        PemFile, Field(description="The certificate chain (PEM) to serve https with; needs the key as well.")
    ] = None
    tls_key: Annotated[PemFile, Field(description="The unencrypted private key (PEM) of that certificate.")] = None
    https: Annotated[
        bool,
        Field(
            description="Whether to serve https with a certificate of this machine's own making, for phones that have "
            "been told to trust it."
        ),
        Allowed("on or off"),
    ] = False
    trust_port: Annotated[
        HttpPort,
        Field(
            description="With a certificate of its own making: the TCP port of the plain http page that tells phones "
            "how to trust it."
        ),
    ] = 8081
    data_folder: Annotated[
        Folder, Field(description="Where the database, the operator's key and certificates are kept.")
    ] = CHECKOUT / "data"
    operator_key: Annotated[
        Key,
        Field(
            description="The key of the operator's HTTP API; empty makes one in the data folder. Better given as a "
            "variable: other users of the machine can read flags."
        ),
    ] = None
    media_port: Annotated[
        MediaPort,
        Field(
            description="The UDP port of the first media worker, the same on every address; each further worker has "
            "the next port."
        ),
    ] = 40000
    media_workers: Annotated[
        MediaWorkers,
        Field(description="How many processes carry sound and pictures; auto is one for every core but one."),
    ] = "auto"
    media_addresses: Annotated[
        Addresses,
        Field(description="This machine's addresses for sound and pictures; empty takes all, IPv4 and IPv6."),
    ] = ()
    announced_addresses: Annotated[
        Addresses,
        Field(
            description="Public addresses to tell browsers instead of this machine's own of the same family, "
            "where a one-to-one NAT stands in front of it."
        ),
    ] = ()
    room_capacity: Annotated[
        int,
        Field(ge=2, le=16, description="How many people a room holds."),
        Allowed("a whole number from 2 to 16"),
    ] = 8
    grace_seconds: Annotated[
        float,
        Field(ge=0, le=3600, description="For how many seconds a lost participant's seat is kept."),
        Allowed("a number of seconds from 0 to 3600"),
    ] = 300.0
    log_level: Annotated[
        LogLevel,
        BeforeValidator(lower),
        Field(description="The least severe log entries that are written."),
        Allowed("debug, info, warning or error"),
    ] = "info"
    log_format: Annotated[
        LogFormat,
        BeforeValidator(lower),
        Field(description="How the log is written: for a person, or one JSON object a line."),
        Allowed("console or json"),
    ] = "console"
    demonstration: Annotated[
        bool,
        Field(description="Whether links for two people of a demonstration room are printed at the start."),
        Allowed("on or off"),
    ] = True

    @model_validator(mode="after")
    def _tls_files_belong_together(self) -> Self:
        if self.https and (self.tls_certificate or self.tls_key):
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}HTTPS makes a certificate: leave it off where {_TLS_VARIABLES} are set."
            )
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError(f"{_TLS_VARIABLES} must be set together or not at all.")
        try:
            self.tls_context()
        except OSError as error:  # ssl.SSLError is one
            raise ValueError(f"{_TLS_VARIABLES} must be a readable PEM certificate and its unencrypted key.") from error
        return self

    @model_validator(mode="after")
    def _every_worker_has_a_port(self) -> Self:
        if self.media_port + self.media_worker_count - 1 > HIGHEST_PORT:
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}MEDIA_PORT leaves no room below {HIGHEST_PORT} for the ports of "
                f"{self.media_worker_count} media workers."
            )
        return self

    @model_validator(mode="after")
    def _nodes_share_a_database(self) -> Self:
        if self.redis_url is None:
            return self
        if self.database_url is None:
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}REDIS_URL (or REDIS_URL) is for several servers with one database: set "
                f"{ENVIRONMENT_PREFIX}DATABASE_URL to a PostgreSQL one, or leave it empty."
            )
        if self.https:
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}HTTPS makes a certificate for one machine: leave it off with "
                f"{ENVIRONMENT_PREFIX}REDIS_URL, and let what stands in front of the servers serve https."
            )
        if self.tls_certificate is not None and not self.node_url:
            raise ValueError(
                f"{ENVIRONMENT_PREFIX}NODE_URL must be set with {_TLS_VARIABLES} and {ENVIRONMENT_PREFIX}REDIS_URL: "
                "an https address for which the certificate is good."
            )
        return self

    @property
    def media_worker_count(self) -> int:
        """With ``auto`` one core is left to the control process."""
        return max(1, len(os.sched_getaffinity(0)) - 1) if self.media_workers == "auto" else self.media_workers

    def tls_context(self) -> ssl.SSLContext | None:
        """What the pages are served with; ``None`` means plain http."""
        if self.tls_certificate is None or self.tls_key is None:
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.tls_certificate, self.tls_key, password=_no_password)
        return context


_TLS_VARIABLES = f"{ENVIRONMENT_PREFIX}TLS_CERTIFICATE and {ENVIRONMENT_PREFIX}TLS_KEY"


def _no_password() -> str:
    """Refuses an encrypted key, where OpenSSL would ask at the terminal."""
    return ""


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{ENVIRONMENT_PREFIX}{name.upper()}"


def flag(name: str) -> str:
    """The command-line flag of a setting."""
    return f"--{name.replace('_', '-')}"


def allowed(name: str) -> str:
    """What a setting may be, in words."""
    metadata = Settings.model_fields[name].metadata
    return next(entry.words for entry in metadata if isinstance(entry, Allowed))
