"""The other nodes, over HTTP: orders to them and from them, and what they say of themselves."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

import structlog
from aiohttp import ClientError, ClientSession, ClientTimeout, web

from cluster.orders import BadOrder, Order, Seal
from cluster.tasks import ended
from rooms.places import NodeId

PATH = "/cluster/orders"
MORE_ATTEMPTS = 3
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
        self._trying: set[asyncio.Task[None]] = set()

    async def tell(self, order: Order) -> None:
        """Waits for one attempt with each; the others go on beside."""
        await asyncio.gather(*(self._tell(node, url, order) for node, url in self._others().items()))

    async def settled(self) -> None:
        """Nothing is tried any more."""
        if self._trying:
            await asyncio.wait(set(self._trying))

    async def close(self) -> None:
        """What is still being tried is given up: the others find it in the database."""
        for task in set(self._trying):
            await ended(task)

    async def hear_redis(self) -> bool:
        """Whether any of them says so."""
        return any(await asyncio.gather(*(self._hears_redis(url) for url in self._others().values())))

    async def _tell(self, node: NodeId, url: str, order: Order) -> None:
        if not await self._is_told(url, order):
            task = asyncio.create_task(self._tell_again(node, url, order))
            self._trying.add(task)
            task.add_done_callback(self._trying.discard)

    async def _tell_again(self, node: NodeId, url: str, order: Order) -> None:
        """As long as it lives."""
        for _ in range(MORE_ATTEMPTS):
            await asyncio.sleep(PAUSE_SECONDS)
            if node not in self._others() or await self._is_told(url, order):
                return
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
            log.debug("order_refused", peer=request.remote)
            return web.Response(status=HTTPStatus.FORBIDDEN)
        await obey(order)
        return web.Response(status=HTTPStatus.NO_CONTENT)

    app.router.add_post(PATH, receive)
