"""The media workers: what each carries, and taking one out of service while its calls go on."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Protocol

from aiohttp import web

from http_api.operator_key import KeyedRoutes
from rooms.ports import Refusal


class WorkerOverview(Protocol):
    """``state``: up, draining, or away while it is replaced."""

    @property
    def index(self) -> int: ...

    @property
    def pid(self) -> int | None: ...

    @property
    def port(self) -> int | None: ...

    @property
    def state(self) -> str: ...

    @property
    def rooms(self) -> int: ...

    @property
    def participants(self) -> int: ...


class Workers(Protocol):
    """What is used of ``media.pool.WorkerPool``."""

    def overview(self) -> Sequence[WorkerOverview]: ...

    def drain(self, index: int) -> None:
        """No new rooms; once its last room has gone its process is replaced, and serves again."""


def add_workers(routes: KeyedRoutes, workers: Workers) -> None:
    """``GET /workers`` and ``POST /workers/INDEX/drain``, which answers as ``GET`` does."""

    def answer(status: HTTPStatus) -> web.Response:
        return web.json_response({"workers": [_written(worker) for worker in workers.overview()]}, status=status)

    async def show(request: web.Request) -> web.Response:
        return answer(HTTPStatus.OK)

    async def drain(request: web.Request) -> web.Response:
        index = int(request.match_info["index"])
        if index not in {worker.index for worker in workers.overview()}:
            raise Refusal("worker_unknown", "There is no media worker of that number.")
        workers.drain(index)
        return answer(HTTPStatus.ACCEPTED)

    routes.add_get("/workers", show)
    routes.add_post(r"/workers/{index:\d{1,4}}/drain", drain)


def _written(worker: WorkerOverview) -> dict[str, Any]:
    return {name: getattr(worker, name) for name in ("index", "pid", "port", "state", "rooms", "participants")}
