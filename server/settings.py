"""What an operator can set: each setting has a meaning, a default, an environment variable and a rule."""

import ssl
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, FilePath, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ENVIRONMENT_PREFIX = "PARAMARSH_"
EVERY_IPV4 = "0.0.0.0"  # noqa: S104 - patients come over the network
EVERY_IPV6 = "::"


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words that complete the sentence "PARAMARSH_X must be …"."""

    words: str


def _host(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        labels = text.removesuffix(".").split(".")
        if all(_is_label(label) for label in labels) and not labels[-1].isdecimal():
            return text
        raise


def _is_label(label: str) -> bool:
    """RFC 1123 section 2.1: letters, digits and inner hyphens, at most 63 of them."""
    letters = label.replace("-", "")
    edged = not label.startswith("-") and not label.endswith("-")
    return len(label) <= 63 and edged and letters.isascii() and letters.isalnum()


def _split(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return tuple(part.strip() for part in value.split(",")) if value.strip() else ()


def _unicast(text: str) -> str:
    address = ip_address(text)
    if address.is_unspecified or address.is_multicast or _needs_a_zone(address):
        raise ValueError("not an address that a packet can be sent to")
    return str(address)


def _needs_a_zone(address: IPv4Address | IPv6Address) -> bool:
    """RFC 4007 section 6: a link-local IPv6 address means nothing without its interface."""
    return address.version == 6 and address.is_link_local


def _lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


Host = Annotated[str, AfterValidator(_host), Allowed("an IP address or a host name, such as 0.0.0.0 or localhost")]
Address = Annotated[str, AfterValidator(_unicast)]
Addresses = Annotated[
    tuple[Address, ...],
    NoDecode,
    BeforeValidator(_split),
    Allowed("IP addresses separated by commas, such as 203.0.113.7,2001:db8::7 (no wildcard, no fe80::)"),
]
HttpPort = Annotated[int, Field(ge=0, le=65535), Allowed("a whole number from 0 to 65535 (0 takes any free port)")]
MediaPort = Annotated[int, Field(ge=1, le=65535), Allowed("a whole number from 1 to 65535")]
PemFile = Annotated[FilePath | None, Allowed("the path of a PEM file that exists")]
LogLevel = Literal["debug", "info", "warning", "error"]
LogFormat = Literal["console", "json"]


class Settings(BaseSettings):
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
    media_port: Annotated[
        MediaPort, Field(description="The UDP port for sound and pictures, the same on every address.")
    ] = 40000
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
    ] = 30.0
    log_level: Annotated[
        LogLevel,
        BeforeValidator(_lower),
        Field(description="The least severe log entries that are written."),
        Allowed("debug, info, warning or error"),
    ] = "info"
    log_format: Annotated[
        LogFormat,
        BeforeValidator(_lower),
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
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError(f"{_TLS_VARIABLES} must be set together or not at all.")
        try:
            self.tls_context()
        except OSError as error:  # ssl.SSLError is one
            raise ValueError(f"{_TLS_VARIABLES} must be a readable PEM certificate and its unencrypted key.") from error
        return self

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
