"""Nodes as Redis holds them: an id and the address at which the others reach it, signed.

Whoever can write to Redis but has no key of this service cannot have sockets and cookies brought to an address of hers.
"""

import hmac
import secrets
from hashlib import sha256
from typing import Protocol

from rooms.places import NodeId

ID_BYTES = 8


class NodeTable(Protocol):
    """What is known of the nodes that live."""

    @property
    def here(self) -> NodeId: ...

    def url_of(self, node: str) -> str | None:
        """``None`` for one that does not live, or never did."""


def new_node() -> NodeId:
    """A process has another one after each start: nothing that its predecessor held is taken for its own."""
    return NodeId(secrets.token_hex(ID_BYTES))


class NodeRecords:
    """Signs addresses and reads those that are signed."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, node: NodeId, url: str) -> str:
        return f"{self._mac(node, url)} {url}"

    def read(self, node: NodeId, record: str) -> str | None:
        """The address; ``None`` where it was not signed for this node."""
        mac, _, url = record.partition(" ")
        return url if hmac.compare_digest(mac.encode(), self._mac(node, url).encode()) else None

    def _mac(self, node: NodeId, url: str) -> str:
        return hmac.new(self._key, f"{node} {url}".encode(), sha256).hexdigest()
