"""The whole server over real sockets, with in-memory twins of the media workers and of the invitations."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import socketio
from aiohttp.test_utils import TestServer

from media.errors import bad_offer
from media.messages import Connected, Lost, VideoPaused
from rooms.invitations import InvitedPerson
from rooms.ports import Answer, PairMids, RoomId
from rooms.roles import Role
from server.clinic import Clinic
from server.settings import Settings
from server.wiring import create_app
from signaling.flood import Allowance
from tests.support.invitations import InvitationsInMemory

PATIENCE_SECONDS = 20.0
ROOM = RoomId("ward-3")
OPERATOR_KEY = "k" * 43
new_client: Any = socketio.AsyncClient  # it has no types of its own
SECRET_OFFER = "v=0 a=ice-pwd:do-not-log-this"
Feed = tuple[str, int, str | None, str]


@dataclass
class FakePool:
    """Answers every offer but a ``bad`` or too long one; a ``broken`` one finds a mistake of ours."""

    on_report: Callable[[Connected | Lost | VideoPaused], None]
    on_replaced: Callable[[frozenset[str]], None]
    feeds: list[Feed] = field(default_factory=list)
    permitted: dict[str, set[str]] = field(default_factory=dict)
    is_ready: bool = True

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def join(self, room: str, participant: str, offer: str, permitted: Collection[str]) -> Answer:
        if offer.startswith("bad") or len(offer) > 65_536:
            raise bad_offer("This is no offer of ours.")
        if offer.startswith("broken"):
            raise KeyError(offer)
        self.permit(participant, permitted)
        return Answer("an answer", tuple(PairMids(pair, f"a{pair}", f"v{pair}") for pair in range(3)))

    async def restart(self, participant: str, offer: str) -> str:
        return "another answer"

    def permit(self, participant: str, permitted: Collection[str]) -> None:
        self.permitted[participant] = set(permitted)

    def feed(self, participant: str, pair: int, source: str | None, video: str) -> None:
        self.feeds.append((participant, pair, source, video))

    def leave(self, participant: str) -> None: ...

    def overview(self) -> tuple[()]:
        return ()

    def drain(self, index: int) -> None: ...


@dataclass
class Service:
    url: str
    pool: FakePool
    invitations: InvitationsInMemory

    async def invite(self, *people: tuple[Role, str | None], seconds: float = 3600) -> str:
        """The secret of a new invitation."""
        invited = tuple(InvitedPerson(role, name) for role, name in people)
        return (await self.invitations.invite(ROOM, invited, time.time() + seconds))[1]


class Inviting(Protocol):
    """Where a page is opened, and who invites to it."""

    @property
    def url(self) -> str: ...

    async def invite(self, *people: tuple[Role, str | None]) -> str:
        """The secret of a new invitation."""


class Page:
    """A client of the protocol. ``events`` keeps what the server says until it is asked for."""

    def __init__(self, service: Inviting) -> None:
        self._service = service
        self._client: Any = new_client(reconnection=False)
        self._client.on("*", self._heard)
        self._events: dict[str, asyncio.Queue[Any]] = {}

    async def open(self, headers: dict[str, str] | None = None, node: str | None = None) -> "Page":
        """``node``: to which it asks to be brought."""
        url = self._service.url if node is None else f"{self._service.url}?node={node}"
        await self._client.connect(url, headers=headers or {}, transports=["websocket"])
        return self

    async def close(self) -> None:
        await self._client.disconnect()

    async def ask(self, name: str, *arguments: Any) -> Any:
        data = arguments if len(arguments) != 1 else arguments[0]
        return await self._client.call(name, data, timeout=PATIENCE_SECONDS)

    async def say(self, name: str, data: Any) -> None:
        await self._client.emit(name, data)

    async def redeem(self, secret: str) -> Any:
        return await self.ask("redeem", {"protocol": 2, "invitation": secret})

    async def enter(self, secret: str, *names: str) -> Any:
        """From the link to the seat; the reply of ``join``."""
        redeemed = await self.redeem(secret)
        return await self.ask("join", {"protocol": 2, "grant": redeemed["grant"], "names": list(names)})

    async def join(self, name: str, role: Role = Role.DOCTOR) -> Any:
        """With an invitation of her own, and without media."""
        return await self.enter(await self._service.invite((role, name)))

    async def sit_down(self, name: str, role: Role = Role.HEALTH_WORKER) -> Any:
        """With media; the reply of ``join``."""
        seat = await self.join(name, role)
        await self.ask("open_media", {"offer": SECRET_OFFER})
        return seat

    async def event(self, name: str) -> Any:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await self._queue(name).get()

    async def closed(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._client.wait()

    async def _heard(self, name: str, data: Any) -> None:
        self._queue(name).put_nowait(data)

    def _queue(self, name: str) -> asyncio.Queue[Any]:
        return self._events.setdefault(name, asyncio.Queue())


@asynccontextmanager
async def served(allowance: Allowance | None = None, clinic: Clinic | None = None) -> AsyncIterator[Service]:
    pools: list[FakePool] = []
    invitations = InvitationsInMemory()
    await invitations.create_room(ROOM)

    def open_media(on_report: Any, on_replaced: Any) -> FakePool:
        pools.append(FakePool(on_report, on_replaced))
        return pools[0]

    app = create_app(Settings(room_capacity=4), open_media, invitations, OPERATOR_KEY, allowance, clinic)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server(shutdown_timeout=0.1)
    try:
        yield Service(str(server.make_url("/")).rstrip("/"), pools[0], invitations)
    finally:
        await server.close()


@asynccontextmanager
async def page(
    service: Inviting, headers: dict[str, str] | None = None, node: str | None = None
) -> AsyncIterator[Page]:
    opened = await Page(service).open(headers, node)
    try:
        yield opened
    finally:
        await opened.close()


def resume_of(seat: Any) -> dict[str, Any]:
    return {"protocol": 2, "participant": seat["participant"], **token_of(seat)}


def token_of(reply: Any) -> dict[str, Any]:
    return {"resume_token": reply["resume_token"]}
