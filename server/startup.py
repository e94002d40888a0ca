"""What is said when the server has started."""

import io
from collections.abc import Sequence

import segno

from server.addresses import THIS_MACHINE, in_url, is_served, local_name, outward_name
from server.demonstration import DemonstrationLink
from server.settings import Settings, flag


def greeting(
    settings: Settings,
    addresses: Sequence[str],
    links: Sequence[DemonstrationLink] = (),
    trust_page: str | None = None,
) -> str:
    """The text for the operator's terminal; ``addresses`` are those of the machine, such as ``machine_addresses()``.

    ``trust_page`` is where phones learn to trust a certificate of this machine's own.
    """
    here = origin(settings, addresses)
    parts = (
        f"Paramarsh is ready: {here}",
        _demonstration(here, links),
        "Invite others:  scripts/invite --help",
        f"Patients register at {here}/register/, staff sign in at {here}/staff/.",
        _network(settings, addresses),
        _trust(trust_page),
    )
    return "\n\n".join(part for part in parts if part)


def origin(settings: Settings, addresses: Sequence[str]) -> str:
    """What to open: without https on this very machine, which gets a camera; with our own https on a phone too."""
    name = outward_name(settings.host, addresses) if settings.https else local_name(settings.host)
    return _origin(settings, name)


def _origin(settings: Settings, host: str) -> str:
    scheme = "https" if settings.tls_certificate else "http"
    return f"{scheme}://{in_url(host)}:{settings.port}"


def _demonstration(here: str, links: Sequence[DemonstrationLink]) -> str:
    if not links:
        return ""
    lines = (f"  {link.person.name}, {link.person.role}:  {here}/#{link.secret}" for link in links)
    return "\n".join(["Try a call between two people, each link in a window of its own, today:", *lines])


def _network(settings: Settings, addresses: Sequence[str]) -> str:
    if settings.host in THIS_MACHINE:
        return "Only this machine can open the pages."
    links = [f"  {_origin(settings, address)}" for address in addresses if is_served(settings.host, address)]
    return "\n".join([*(links and ["On this machine's network:", *links]), *_camera_needs_https(settings)])


def _camera_needs_https(settings: Settings) -> list[str]:
    if settings.tls_certificate:
        return []
    return [f"A phone's browser gives its camera only to https pages: {flag('https')} serves them."]


def _trust(page: str | None) -> str:
    """Half-blocks in the terminal's own colours: for a dark one, and read by most phones on a light one too."""
    if page is None:
        return ""
    drawing = io.StringIO()
    segno.make_qr(page).terminal(drawing, border=2, compact=True)
    return f"A phone has to trust this server once. Open this page on it, or scan it:\n  {page}\n\n{drawing.getvalue()}"
