"""What the values of settings may be: each rule as pydantic checks it, and in words for the operator."""

import re
from base64 import b64decode, urlsafe_b64decode
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, FilePath, SecretStr
from pydantic_settings import NoDecode

KEY_LENGTH = 32
MASTER_KEY_BYTES = 32
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
LONGEST_TEXT = 200
_KEY_NAME = re.compile(r"[A-Za-z0-9._-]{1,32}")
_VAPID_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._/-]*)?")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,255}")


@dataclass(frozen=True, slots=True)
class Allowed:
    """What a setting may be, in words that complete the sentence "PARAMARSH_X must be …"."""

    words: str


def _host(text: str) -> str:
    try:
        return str(ip_address(text))
    except ValueError:
        if is_host_name(text):
            return text
        raise


def is_host_name(text: str) -> bool:
    """RFC 1123 section 2.1; unlike an address, it does not end in a number."""
    labels = text.removesuffix(".").split(".")
    return all(_is_label(label) for label in labels) and not labels[-1].isdecimal()


def _is_label(label: str) -> bool:
    """Letters, digits and inner hyphens, at most 63 of them."""
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


def lower(value: Any) -> Any:
    return value.strip().lower() if isinstance(value, str) else value


def _folder(path: Path) -> Path:
    if path.exists() and not path.is_dir():
        raise ValueError("not a folder")
    return path.absolute()


def _long_enough(key: SecretStr | None) -> SecretStr | None:
    if key is not None and not is_key(key.get_secret_value()):
        raise ValueError("not a key")
    return key


def is_key(text: str) -> bool:
    """Whether nobody can guess it, and an HTTP header can carry it."""
    return len(text) >= KEY_LENGTH and text.isascii() and text.isprintable() and " " not in text


def _database_url(url: SecretStr | None) -> SecretStr | None:
    """Without parameters: each driver knows others; what libpq's variables say (PGSSLMODE) is heeded."""
    if url is not None:
        parts = urlsplit(url.get_secret_value())
        if parts.scheme not in ("postgresql", "postgres") or parts.query or parts.fragment:
            raise ValueError("not a PostgreSQL URL")
    return url


def _redis_url(url: SecretStr | None) -> SecretStr | None:
    """Without parameters: what they are called is the client library's own."""
    if url is not None:
        parts = urlsplit(url.get_secret_value())
        place = parts.path if parts.scheme == "unix" else parts.hostname
        database = "" if parts.scheme == "unix" else parts.path.strip("/")
        is_plain = not parts.query and not parts.fragment and (database.isdecimal() or not database)
        if parts.scheme not in ("redis", "rediss", "unix") or not place or not is_plain:
            raise ValueError("not a Redis URL")
        _ = parts.port  # raises ValueError where it is none
    return url


def _node_url(text: str) -> str:
    """Scheme, host and port alone: what is asked there is ours to say."""
    if text:
        parts = urlsplit(text)
        _ = parts.port  # raises ValueError where it is none
        is_plain = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username or parts.password)
        if parts.scheme not in ("http", "https") or not parts.hostname or not is_plain:
            raise ValueError("not the address of a server")
    return text.rstrip("/")


def _blob_place(text: str | None) -> str | None:
    if text is not None and not _BUCKET.fullmatch(text):
        raise ValueError("not a bucket")
    return text


def _master_keys(text: SecretStr | None) -> SecretStr | None:
    if text is not None:
        keys_of(text.get_secret_value())
    return text


def keys_of(text: str) -> dict[str, bytes]:
    """From "id:base64,id:base64" to keys by id, in that order. Raises ``ValueError``."""
    keys: dict[str, bytes] = {}
    for entry in text.split(","):
        name, _, encoded = entry.strip().partition(":")
        key = b64decode(encoded, validate=True)
        if not _KEY_NAME.fullmatch(name) or name in keys or len(key) != MASTER_KEY_BYTES:
            raise ValueError("not a key")
        keys[name] = key
    return keys


def _vapid_key(key: SecretStr | None) -> SecretStr | None:
    """A private key of P-256: a number from 1 to just below the order of the group."""
    if key is not None:
        text = key.get_secret_value()
        if not _VAPID_KEY.fullmatch(text) or not 0 < int.from_bytes(urlsafe_b64decode(text + "=")) < P256_ORDER:
            raise ValueError("not a key")
    return key


def _email(text: str) -> str:
    if text and not _EMAIL.fullmatch(text):
        raise ValueError("not an e-mail address")
    return text


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
MediaWorkers = Annotated[
    Annotated[int, Field(ge=1, le=64)] | Literal["auto"],
    BeforeValidator(lower),
    Allowed("a whole number from 1 to 64, or auto"),
]
PemFile = Annotated[FilePath | None, Allowed("the path of a PEM file that exists")]
Folder = Annotated[Path, AfterValidator(_folder), Allowed("the path of a folder; it is made where there is none")]
Key = Annotated[
    SecretStr | None,
    AfterValidator(_long_enough),
    Allowed(f"at least {KEY_LENGTH} printable ASCII characters without spaces"),
]
DatabaseUrl = Annotated[
    SecretStr | None,
    AfterValidator(_database_url),
    Allowed("a PostgreSQL URL, such as postgresql://user:password@host:5432/paramarsh"),
]
RedisUrl = Annotated[
    SecretStr | None,
    AfterValidator(_redis_url),
    Allowed("a Redis URL without parameters, such as redis://:password@host:6379/0 or rediss:// for TLS"),
]
NodeUrl = Annotated[
    str, AfterValidator(_node_url), Allowed("an http or https address without a path, such as http://10.0.0.7:8080")
]
MasterKeyList = Annotated[
    SecretStr | None,
    AfterValidator(_master_keys),
    Allowed("keys of 32 bytes in base64, each after a name and a colon, separated by commas: 2026:AbC…="),
]
BlobPlace = Annotated[str | None, AfterValidator(_blob_place), Allowed("an S3 bucket, such as s3://bucket/prefix")]
ConfigurationFile = Annotated[FilePath | None, Allowed("the path of a TOML file that exists")]
ShortText = Annotated[str, Field(max_length=LONGEST_TEXT), Allowed(f"a text of at most {LONGEST_TEXT} characters")]
Secret = Annotated[
    Annotated[SecretStr, Field(max_length=LONGEST_TEXT)] | None,
    Allowed(f"a text of at most {LONGEST_TEXT} characters"),
]
EmailAddress = Annotated[str, AfterValidator(_email), Allowed("an e-mail address")]
VapidKey = Annotated[
    SecretStr | None,
    AfterValidator(_vapid_key),
    Allowed("a private key of P-256 as 43 characters of base64url"),
]
