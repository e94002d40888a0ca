"""Whether this process is the whole service, or one node of several: what follows from it for all others."""

import secrets
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Protocol

from aiohttp import web

from cluster.local import EverythingHere, NoColleagues
from cluster.orders import Colleagues
from http_api.health import Look
from rooms.directory import Rooms
from rooms.places import RoomPlaces
from server.everywhere import Everywhere
from server.settings import Settings
from storage.vault import Vault

KEY_BYTES = 32


class Cluster(Protocol):
    """``manager``: python-socketio's, for the sockets of all nodes, and ``pages_manager`` for those of pages.

    ``health``: what ``/healthz`` says of it.
    """

    @property
    def places(self) -> RoomPlaces: ...

    @property
    def colleagues(self) -> Colleagues: ...

    @property
    def manager(self) -> Any: ...

    @property
    def pages_manager(self) -> Any: ...

    @property
    def grant_key(self) -> bytes:
        """What signs join grants: every node must know those of the others."""

    @property
    def health(self) -> Mapping[str, Look]: ...

    def add_to(self, app: web.Application, rooms: Rooms, everywhere: Everywhere) -> None: ...

    def taking_part(self, settings: Settings) -> AbstractAsyncContextManager[None]:
        """While the block runs; ``settings`` as they are served. Raises ``CannotStart``."""


class OneNode:
    """Satisfies ``Cluster``: everything is in this process.

    A grant is good for two minutes: a key that does not outlive the process costs a page one more redeem.
    """

    manager = None
    pages_manager = None

    def __init__(self) -> None:
        self.places: RoomPlaces = EverythingHere()
        self.colleagues: Colleagues = NoColleagues()
        self.grant_key = secrets.token_bytes(KEY_BYTES)
        self.health: Mapping[str, Look] = {}

    def add_to(self, app: web.Application, rooms: Rooms, everywhere: Everywhere) -> None:
        """Nothing."""

    def taking_part(self, settings: Settings) -> AbstractAsyncContextManager[None]:
        return nullcontext()


def cluster_of(settings: Settings, vault: Vault) -> Cluster:
    """Redis is imported by those who use it."""
    if settings.redis_url is None:
        return OneNode()
    from server.several_nodes import SeveralNodes

    return SeveralNodes(settings.redis_url.get_secret_value(), lambda purpose: vault.lookup("cluster key", purpose))
