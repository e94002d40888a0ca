"""The operator's side of a server under test: rooms, invitations and workers, over the HTTP API."""

import asyncio
import json
import urllib.request
from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError

from tests.support.namespaces import entered

ANSWER_SECONDS = 15.0


@dataclass(frozen=True, slots=True)
class Invited:
    """One of the people of an invitation; without a name her page asks for it."""

    role: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Invitation:
    id: str
    link: str

    @property
    def secret(self) -> str:
        return self.link.partition("#")[2]


class OperatorRefused(AssertionError):
    """The API did not do what it was asked."""


@dataclass
class Operator:
    """Whoever has the key; ``namespace`` is where the server is reached."""

    url: str
    key: str
    namespace: str | None = None

    async def open_room(self, room: str) -> None:
        await self.ask("POST", "/api/rooms", {"room": room})

    async def close_room(self, room: str) -> None:
        await self.ask("DELETE", f"/api/rooms/{room}")

    async def invite(self, room: str, *people: Invited, valid_hours: float = 1) -> Invitation:
        """For one seat; two people share it."""
        named = [{"role": one.role} | ({} if one.name is None else {"name": one.name}) for one in people]
        made = await self.ask("POST", f"/api/rooms/{room}/invitations", {"people": named, "valid_hours": valid_hours})
        return Invitation(made["id"], made["link"])

    async def revoke(self, invitation: Invitation) -> None:
        await self.ask("DELETE", f"/api/invitations/{invitation.id}")

    async def ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        return await asyncio.to_thread(self._ask, method, path, body)

    def _ask(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        request = urllib.request.Request(self.url + path, method=method)
        request.add_header("Authorization", f"Bearer {self.key}")
        if body is not None:
            request.add_header("Content-Type", "application/json")
            request.data = json.dumps(body).encode()
        with nullcontext() if self.namespace is None else entered(self.namespace):
            try:
                with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                    content = answer.read()
            except HTTPError as error:
                raise OperatorRefused(f"{method} {path}: {error.code} {error.read().decode()}") from error
        return dict(json.loads(content)) if content else {}
