"""The description of the API for machines: OpenAPI 3.1, from the operations themselves."""

import re
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from http_api.bodies import Body
from http_api.cookies import CSRF_HEADER
from http_api.operations import SAFE, Operation, Who
from http_api.problems import CONTENT_TYPE, PROBLEM_SCHEMA, status_of

TEMPLATE = "#/components/schemas/{model}"
JSON = "application/json"
_NAMED = re.compile(r"\{(\w+)(?::[^}]*)?\}")
_COMMON = ("bad_request", "not_json")


def openapi(operations: list[Operation], prefix: str, version: str) -> dict[str, Any]:
    """The whole document."""
    schemas = _schemas(operations)
    paths: dict[str, dict[str, Any]] = {}
    for operation in operations:
        path = prefix + _NAMED.sub(r"{\1}", operation.path)
        paths.setdefault(path, {})[operation.method.lower()] = _described(operation)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Paramarsh", "version": version, "description": _DESCRIPTION},
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": PROBLEM_SCHEMA},
            "securitySchemes": {"session": {"type": "apiKey", "in": "cookie", "name": "__Host-paramarsh_session"}},
        },
    }


_DESCRIPTION = (
    "Every problem is an application/problem+json document (RFC 9457) with a stable `code`. Writes carry the token of "
    f"`GET /api/session` in the header `{CSRF_HEADER}`. Times are seconds since 1970 UTC."
)


def _schemas(operations: list[Operation]) -> dict[str, Any]:
    taken = {one.takes for one in operations if one.takes is not None and issubclass(one.takes, Body)}
    given = {one.gives for one in operations if one.gives is not None}
    wanted = [(kind, "validation") for kind in taken] + [(kind, "serialization") for kind in given]
    _, found = models_json_schema(sorted(wanted, key=_name), ref_template=TEMPLATE)  # type: ignore[arg-type]
    return dict(found.get("$defs", {}))


def _name(entry: tuple[type[BaseModel], str]) -> str:
    return entry[0].__name__


def _described(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {
        "operationId": operation.handler.__name__,
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation),
    }
    if operation.takes is not None and issubclass(operation.takes, Body):
        described["requestBody"] = {"required": True, "content": {JSON: {"schema": _reference(operation.takes)}}}
    elif operation.sends is not None:
        binary = {"type": "string", "format": "binary"}
        described["requestBody"] = {"required": True, "content": {operation.sends: {"schema": binary}}}
    if operation.who is not Who.ANYBODY:
        described["security"] = [{"session": []}]
    return described


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _NAMED.findall(operation.path)
    ]
    if operation.takes is not None and not issubclass(operation.takes, Body):
        schema = operation.takes.model_json_schema()
        required = schema.get("required", [])
        found += [
            {"name": name, "in": "query", "required": name in required, "schema": described}
            for name, described in schema["properties"].items()
        ]
    if operation.shows_token:
        found.append({"name": CSRF_HEADER, "in": "header", "required": True, "schema": {"type": "string"}})
    return found


def _responses(operation: Operation) -> dict[str, Any]:
    good: dict[str, Any] = {"description": operation.summary}
    status = operation.status
    if operation.gives is not None:
        good["content"] = {JSON: {"schema": _reference(operation.gives)}}
    elif operation.media_type is not None:
        good["content"] = {operation.media_type: {"schema": {}}}
    elif status is HTTPStatus.OK:
        status = HTTPStatus.NO_CONTENT
    return {str(status.value): good} | _problems(operation)


def _problems(operation: Operation) -> dict[str, Any]:
    by_status: dict[HTTPStatus, list[str]] = {}
    for code in _codes(operation):
        by_status.setdefault(status_of(code), []).append(code)
    content = {CONTENT_TYPE: {"schema": {"$ref": TEMPLATE.format(model="Problem")}}}
    return {
        str(status.value): {"description": ", ".join(codes), "content": content}
        for status, codes in sorted(by_status.items())
    }


def _codes(operation: Operation) -> list[str]:
    codes = list(operation.refuses)
    if operation.takes is not None:
        codes += _COMMON
    if operation.shows_token:
        codes.append("csrf_missing")
    if operation.method not in SAFE:
        codes.append("too_large")
    if operation.who is not Who.ANYBODY:
        codes += ["not_signed_in", "not_allowed"]
    return list(dict.fromkeys(codes))


def _reference(kind: type[BaseModel]) -> dict[str, str]:
    return {"$ref": TEMPLATE.format(model=kind.__name__)}
