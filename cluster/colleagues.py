"""The other nodes, over HTTP: orders to them and from them, and what they say of themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, web

from cluster.orders import BadOrder, Order, Seal
from rooms.places import NodeId

PATH = "/cluster/orders"
ATTEMPTS = 3
PAUSE_SECONDS = 1.0
PATIENCE = ClientTimeout(total=2.0)

log = structlog.get_logger(__name__)


class HttpColleagues:
    """Satisfies ``cluster.orders.Colleagues``. ``others``: the addresses of the nodes that live, by their ids."""

    def __init__(
        self, session: Callable[[], ClientSession], seal: Seal, others: Callable[[], Mapping[NodeId, str]]
    ) -> None:
        self._session = session
        self._seal = seal
        self._others = others

    async def tell(self, order: Order) -> None:
        await asyncio.gather(*(self._tell(node, order) for node in self._others()))

    async def hear_redis(self) -> bool:
        """Whether any of them says so."""
        return any(await asyncio.gather(*(self._hears_redis(url) for url in self._others().values())))

    async def _tell(self, node: NodeId, order: Order) -> None:
        """Its address may change no more, but it may cease to live meanwhile."""
        for attempt in range(ATTEMPTS):
            url = self._others().get(node)
            if url is None or await self._is_told(url, order):
                return
            if attempt < ATTEMPTS - 1:
                await asyncio.sleep(PAUSE_SECONDS)
        log.warning("node_not_told", node=node, order=type(order).__name__)

    async def _is_told(self, url: str, order: Order) -> bool:
        try:
            async with self._session().post(f"{url}{PATH}", data=self._seal.sign(order), timeout=PATIENCE) as answer:
                return answer.status == HTTPStatus.NO_CONTENT
        except (ClientError, OSError, TimeoutError):
            return False

    async def _hears_redis(self, url: str) -> bool:
        try:
            async with self._session().get(f"{url}/healthz", timeout=PATIENCE) as answer:
                return bool((await answer.json())["redis"] == "up")
        except (ClientError, OSError, TimeoutError, ValueError, KeyError, TypeError):
            return False


def add_orders(app: web.Application, seal: Seal, obey: Callable[[Order], Awaitable[None]]) -> None:
    """``POST /cluster/orders``, for nodes alone: 204 once it is done, 403 for what no node has signed."""

    async def receive(request: web.Request) -> web.Response:
        try:
            order = seal.read(await request.text())
        except (BadOrder, ValueError):
            log.warning("order_refused", peer=request.remote)
            return web.Response(status=HTTPStatus.FORBIDDEN)
        await obey(order)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    app.router.add_post(PATH, receive)
