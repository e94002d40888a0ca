"""The part of the application that answers under ``/api``: one shape of problems, and nothing is kept by caches."""

from collections.abc import Callable

from aiohttp import web

from http_api.docs import add_docs
from http_api.operations import Operations
from http_api.problems import answer_with_problems

PREFIX = "/api"
VERSION = "0.1.0"

AddPart = Callable[[web.Application], None]


def add_api(app: web.Application, *parts: AddPart) -> None:
    """Each part adds its routes."""
    api = web.Application(middlewares=[answer_with_problems])
    api.on_response_prepare.append(_never_kept)
    for add in parts:
        add(api)
    app.add_subapp(PREFIX, api)


def operations_part(operations: Operations) -> AddPart:
    """With their description."""

    def add(api: web.Application) -> None:
        operations.mount(api)
        add_docs(api, operations.all, PREFIX, VERSION)

    return add


async def _never_kept(request: web.Request, response: web.StreamResponse) -> None:
    """Answers hold links, and what is known of people."""
    response.headers["Cache-Control"] = "no-store"
