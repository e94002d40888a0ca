"""Reading what a request says: bounded, and one typed record each."""

import re
from typing import ClassVar, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from http_api.problems import BadRequest

LARGEST_BODY_BYTES = 16 * 1024
MOST_FIELDS = 16
LONGEST_FIELD = 64
ZERO = "\0"
"""Nobody types it, and PostgreSQL keeps no text that has it."""
_WRITTEN_ZERO = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")

B = TypeVar("B", bound="Body")
Q = TypeVar("Q", bound=BaseModel)


class Body(BaseModel):
    """Nothing is converted and nothing is let through that is not named. ``largest_bytes``: of the whole."""

    largest_bytes: ClassVar[int] = LARGEST_BODY_BYTES

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


async def read_body(request: web.Request, kind: type[B]) -> B:
    """The record; no body counts as an empty object. Raises ``BadRequest``, or aiohttp's 413."""
    text = await read_bytes(request, kind.largest_bytes)
    if _WRITTEN_ZERO.search(text):
        raise _zero()
    try:
        return kind.model_validate_json(text or b"{}")
    except ValidationError as error:
        raise _bad_request(error) from None


def read_query(request: web.Request, kind: type[Q]) -> Q:
    """Raises ``BadRequest``, also for a name that stands there twice."""
    if len(set(request.query)) != len(request.query):
        raise BadRequest("bad_request", "A field of the address stands there twice.")
    if any(ZERO in part for field in request.query.items() for part in field):
        raise _zero()
    try:
        return kind.model_validate(dict(request.query))
    except ValidationError as error:
        raise _bad_request(error) from None


async def read_bytes(request: web.Request, most: int) -> bytes:
    """The body as it is. Raises aiohttp's 413."""
    return await request.clone(client_max_size=most).read()


def _zero() -> BadRequest:
    return BadRequest("bad_request", "A text holds a zero character.")


def _bad_request(error: ValidationError) -> BadRequest:
    entries = error.errors(include_input=False, include_url=False)
    if any(entry["type"] == "json_invalid" for entry in entries):
        return BadRequest("not_json", "The request's body is no JSON.")
    fields = {
        ".".join(map(str, entry["loc"]))[:LONGEST_FIELD]: entry["msg"].removeprefix("Value error, ")
        for entry in entries[:MOST_FIELDS]
    }
    return BadRequest("bad_request", "Some fields are missing, unknown or wrong.", fields)
