"""Live pages of the clinic: a namespace of its own beside the call's, which tells a page that something changed.

What is told is never a secret and never a name: the page asks anew what it may know.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from signaling import packets
from signaling.edge import Holder, HolderOf, Pings, SocketServer
from signaling.flood import Allowance, TokenBucket, Verdict

NAMESPACE = "/live"
STAFF = "staff"
MOST_WATCHED = 30
ID_LENGTH = 64
ALLOWANCE = Allowance(rate_hz=2.0, burst=20, patience=40)

log = structlog.get_logger(__name__)


LIVE_PINGS = Pings(interval=20, timeout=10)
"""Half as often as in a call: a waiting room has thousands of pages, and a page asks for what it missed."""


@dataclass
class Page:
    """A socket of this process. ``watched``: the clinics whose board it shows."""

    holder: Holder | None
    bucket: TokenBucket
    watched: frozenset[str] = frozenset()


class Live:
    """Sockets stand in Socket.IO rooms: ``holder:<kind>:<id>`` of who is signed in, ``clinic:<id>`` of what it watches.

    So several processes reach each other's pages by the server's own manager.
    """

    def __init__(self, server: SocketServer, holder_of: HolderOf, clock: Callable[[], float]) -> None:
        """``holder_of``: the handshake uses the session of the pages. ``clock``: steady seconds."""
        self._server = server
        self._holder_of = holder_of
        self._clock = clock
        self._pages: dict[str, Page] = {}
        self._holders: Counter[Holder] = Counter()
        server.on("connect", self._connected, NAMESPACE)
        server.on("disconnect", self._disconnected, NAMESPACE)
        server.on(packets.COMMAND, self._command, NAMESPACE)

    def __len__(self) -> int:
        return len(self._pages)

    def present(self, kind: str) -> Collection[str]:
        """Whose pages are open here: ids of accounts of that kind."""
        return [holder.subject for holder in self._holders if holder.kind == kind]

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None:
        """Every page of whoever is signed in with that account."""
        await self._server.emit(event, payload, to=_room_of(Holder(kind, subject)), namespace=NAMESPACE)

    async def tell_watchers(self, clinic: str, event: str, payload: Mapping[str, Any]) -> None:
        await self._server.emit(event, payload, to=f"clinic:{clinic}", namespace=NAMESPACE)

    async def tell_everybody(self, event: str, payload: Mapping[str, Any]) -> None:
        await self._server.emit(event, payload, to=None, namespace=NAMESPACE)

    async def show_out(self, holder: Holder) -> None:
        """The sockets of an account that was suspended, here and on other nodes, hear nothing more."""
        await self._server.close_room(_room_of(holder), namespace=NAMESPACE)

    async def _connected(self, sid: str, environ: Mapping[str, Any], auth: Any = None) -> None:
        """The page may speak at once: its first words can come before it is known whose it is."""
        page = self._pages[sid] = Page(None, TokenBucket(ALLOWANCE, self._clock()))
        holder = await self._holder_of(environ)
        if holder is None or self._pages.get(sid) is not page:
            return
        await self._server.enter_room(sid, _room_of(holder), namespace=NAMESPACE)
        if holder.kind == STAFF and await self._holder_of(environ) != holder:  # suspended between the two
            await self._server.leave_room(sid, _room_of(holder), namespace=NAMESPACE)
        elif self._pages.get(sid) is page:
            page.holder = holder
            self._holders[holder] += 1

    async def _disconnected(self, sid: str, reason: str) -> None:
        page = self._pages.pop(sid, None)
        if page is not None and page.holder is not None:
            self._holders[page.holder] -= 1
            if self._holders[page.holder] <= 0:
                del self._holders[page.holder]

    async def _command(self, sid: str, name: str, arguments: list[Any]) -> dict[str, Any]:
        page = self._pages.get(sid)
        verdict = Verdict.REFUSED if page is None else page.bucket.take(self._clock())
        if verdict is Verdict.FLOODED:
            await self._server.disconnect(sid, namespace=NAMESPACE)
        if page is None or verdict is not Verdict.GRANTED:
            return {"ok": False, "code": "too_many_messages"}
        wanted = _watched(arguments) if name == "watch" else None
        if wanted is None:
            return {"ok": False, "code": "bad_message"}
        await self._watch(sid, page, wanted)
        return {"ok": True}

    async def _watch(self, sid: str, page: Page, wanted: frozenset[str]) -> None:
        left, entered, page.watched = page.watched - wanted, wanted - page.watched, wanted
        for clinic in left:
            await self._server.leave_room(sid, f"clinic:{clinic}", namespace=NAMESPACE)
        for clinic in entered:
            await self._server.enter_room(sid, f"clinic:{clinic}", namespace=NAMESPACE)


def _room_of(holder: Holder) -> str:
    return f"holder:{holder.kind}:{holder.subject}"


def _watched(arguments: list[Any]) -> frozenset[str] | None:
    """The ids of ``{"clinics": [...]}``; ``None`` for anything else."""
    if len(arguments) != 1 or not isinstance(arguments[0], dict) or set(arguments[0]) != {"clinics"}:
        return None
    clinics = arguments[0]["clinics"]
    if not isinstance(clinics, list) or len(clinics) > MOST_WATCHED:
        return None
    if not all(isinstance(one, str) and 0 < len(one) <= ID_LENGTH for one in clinics):
        return None
    return frozenset(clinics)
