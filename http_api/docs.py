"""The API's description: for machines at ``/api/openapi.json``, for people at ``/api/docs``."""

import json
from functools import cache
from html import escape
from typing import Any

from aiohttp import web

from http_api.openapi import openapi
from http_api.operations import Operation

HTML = "text/html"


def add_docs(app: web.Application, operations: list[Operation], prefix: str, version: str) -> None:
    """Each is made when it is asked for first: it takes as long as a tenth of a server's start."""

    @cache
    def document() -> dict[str, Any]:
        return openapi(operations, prefix, version)

    @cache
    def described() -> str:
        return json.dumps(document())

    @cache
    def page() -> str:
        return docs_page(document())

    async def get_openapi(request: web.Request) -> web.Response:
        return web.Response(text=described(), content_type="application/json")

    async def get_docs(request: web.Request) -> web.Response:
        return web.Response(text=page(), content_type=HTML)

    app.router.add_get("/openapi.json", get_openapi)
    app.router.add_get("/docs", get_docs)


def docs_page(document: dict[str, Any]) -> str:
    """One section an operation, without a script."""
    sections = "".join(
        _section(method, path, described)
        for path, methods in document["paths"].items()
        for method, described in methods.items()
    )
    schemas = "".join(_schema(name, schema) for name, schema in document["components"]["schemas"].items())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Paramarsh API</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/design/tokens.css"><link rel="stylesheet" href="/design/base.css">'
        '</head><body><main class="page"><h1>Paramarsh API</h1>'
        f'<p>{escape(document["info"]["description"])} <a href="/api/openapi.json">openapi.json</a></p>'
        f"{sections}<h2>Records</h2>{schemas}</main></body></html>"
    )


def _section(method: str, path: str, described: dict[str, Any]) -> str:
    rows = "".join(
        f"<li><code>{escape(status)}</code> {escape(answer['description'])}{_link(answer)}</li>"
        for status, answer in described["responses"].items()
    )
    taken = _link(described["requestBody"]) if "requestBody" in described else ""
    who = " (signed in)" if "security" in described else ""
    return (
        f"<section><h2><code>{escape(method.upper())} {escape(path)}</code></h2>"
        f"<p>{escape(described['summary'])}{who}.{' Takes' + taken if taken else ''}</p><ul>{rows}</ul></section>"
    )


def _link(described: dict[str, Any]) -> str:
    for content in described.get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        if name:
            return f' <a href="#{escape(name)}">{escape(name)}</a>'
    return ""


def _schema(name: str, schema: dict[str, Any]) -> str:
    written = escape(json.dumps(schema, indent=2, ensure_ascii=False))
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3><pre>{written}</pre></section>'
