"""``scripts/invite``: one link for one seat, made by the server of this data folder or by one elsewhere."""

import argparse
import json
import os
import ssl
import sys
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit

from rooms.roles import Role
from server.cannot_start import CannotStart
from server.certificates.folder import CertificateFolder
from server.command_line import read_settings
from server.data_folder import address_file, certificates_folder, key_file, read_key
from server.settings import Settings, variable

ANSWER_SECONDS = 10.0


class CannotInvite(Exception):
    """The message is a sentence for whoever typed the command."""


class _Role(argparse.Action):
    def __call__(self, parser: object, namespace: Any, values: Any, option: object = None) -> None:
        namespace.people = [*namespace.people, {"role": values}]


class _Name(argparse.Action):
    """Belongs to the role before it."""

    def __call__(self, parser: Any, namespace: Any, values: Any, option: object = None) -> None:
        if not namespace.people:
            parser.error("say the role before the name: --role patient --name Asha")
        namespace.people = [*namespace.people[:-1], {**namespace.people[-1], "name": values}]


@dataclass(frozen=True, slots=True)
class OperatorApi:
    """``url`` is the server's, ``key`` the operator's."""

    url: str
    key: str
    tls: ssl.SSLContext

    def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
        """The answer's JSON. Raises ``CannotInvite``."""
        request = urllib.request.Request(  # noqa: S310 - the operator's own address
            f"{self.url}/api/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        try:
            with self._opener().open(request, timeout=ANSWER_SECONDS) as answer:
                return json.loads(answer.read() or b"null")
        except HTTPError as error:
            raise CannotInvite(_detail(error)) from error
        except (OSError, ValueError) as error:
            raise CannotInvite(self._unreachable(error)) from error

    def _opener(self) -> urllib.request.OpenerDirector:
        """Straight to the server, past the proxies of the environment: the key is nobody else's."""
        return urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self.tls)
        )

    def _unreachable(self, error: Exception) -> str:
        if isinstance(error, URLError) and isinstance(error.reason, ssl.SSLCertVerificationError):
            return f"The certificate of {self.url} is not trusted here, or is for another name: choose that by --url."
        return f"No Paramarsh server answers at {self.url}: start it by scripts/run, or say where it is by --url."


def main(arguments: Sequence[str]) -> None:
    """Prints the link, or exits with a sentence."""
    wanted = _parser().parse_args(arguments)
    try:
        api = _api(read_settings([], os.environ), wanted.url)
        print(_revoke(api, wanted.revoke) if wanted.revoke else _invite(api, wanted))
    except (CannotInvite, CannotStart) as error:
        sys.exit(str(error))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="scripts/invite",
        description="Makes a link for one seat of a room. Two roles, each with its name, share one seat.",
    )
    parser.set_defaults(people=[])
    parser.add_argument("--role", action=_Role, choices=[role.value for role in Role], help="what she is there")
    parser.add_argument("--name", action=_Name, help="her name; without one her page asks for it")
    parser.add_argument("--room", default="demo", help="opened where there is none; default: %(default)s")
    parser.add_argument("--hours", type=float, default=72, help="for how long the link is good; default: %(default)s")
    parser.add_argument("--url", type=_origin, help="the server's address, also for the link; default: this machine's")
    parser.add_argument("--revoke", metavar="ID", help="take an invitation back instead")
    return parser


def _origin(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise argparse.ArgumentTypeError("write it as https://HOST:PORT")
    return url.rstrip("/")


def _invite(api: OperatorApi, wanted: argparse.Namespace) -> str:
    if not wanted.people:
        raise CannotInvite("Say for whom: scripts/invite --role patient --name Asha")
    api.ask("POST", "rooms", {"room": wanted.room})
    invitation = {"people": wanted.people, "valid_hours": wanted.hours}
    made = api.ask("POST", f"rooms/{wanted.room}/invitations", invitation)
    print(f"Invitation {made['id']}, good until {made['expires_at']}", file=sys.stderr)
    return str(made["link"])


def _revoke(api: OperatorApi, invitation: str) -> str:
    api.ask("DELETE", f"invitations/{quote(invitation, safe='')}")
    return "Revoked."


def _api(settings: Settings, url: str | None) -> OperatorApi:
    return OperatorApi(url or _own_url(settings), _key(settings), _tls(settings))


def _own_url(settings: Settings) -> str:
    """Where the server of this data folder said that it is."""
    try:
        return address_file(settings).read_text(encoding="utf-8").strip()
    except OSError:
        return f"http://localhost:{settings.port}"


def _key(settings: Settings) -> str:
    if settings.operator_key is not None:
        return settings.operator_key.get_secret_value()
    file = key_file(settings)
    try:
        return read_key(file)
    except FileNotFoundError:
        remedy = f"start the server once by scripts/run, or set {variable('operator_key')}"
        raise CannotInvite(f"There is no operator's key at {file}: {remedy}.") from None
    except OSError as error:
        raise CannotInvite(f"The operator's key {file} cannot be read: {error.strerror}.") from error


def _tls(settings: Settings) -> ssl.SSLContext:
    """Trusts this machine's own authority too, where there is one."""
    context = ssl.create_default_context()
    authority = CertificateFolder(certificates_folder(settings)).authority.certificate
    if authority.exists():
        context.load_verify_locations(authority)
    return context


def _detail(error: HTTPError) -> str:
    try:
        problem = json.loads(error.read())
        wrong = "".join(f"\n  {field}: {reason}" for field, reason in problem.get("fields", {}).items())
        return f"{problem['detail']}{wrong}"
    except (ValueError, KeyError, TypeError, AttributeError):
        return f"The server answered {error.code} {error.reason}."


if __name__ == "__main__":
    main(sys.argv[1:])
