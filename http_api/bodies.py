"""Reading what a request says: bounded, and one typed record each."""

from typing import TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, ValidationError

from http_api.problems import BadRequest

LARGEST_BODY_BYTES = 16 * 1024
MOST_FIELDS = 16
LONGEST_FIELD = 64

B = TypeVar("B", bound="Body")


class Body(BaseModel):
    """Nothing is converted and nothing is let through that is not named."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


async def read_body(request: web.Request, kind: type[B]) -> B:
    """The record; no body counts as an empty object. Raises ``BadRequest``, or aiohttp's 413."""
    text = await request.clone(client_max_size=LARGEST_BODY_BYTES).read()
    try:
        return kind.model_validate_json(text or b"{}")
    except ValidationError as error:
        raise _bad_request(error) from None


def _bad_request(error: ValidationError) -> BadRequest:
    entries = error.errors(include_input=False, include_url=False)
    if any(entry["type"] == "json_invalid" for entry in entries):
        return BadRequest("not_json", "The request's body is no JSON.")
    fields = {
        ".".join(map(str, entry["loc"]))[:LONGEST_FIELD]: entry["msg"].removeprefix("Value error, ")
        for entry in entries[:MOST_FIELDS]
    }
    return BadRequest("bad_request", "Some fields are missing, unknown or wrong.", fields)
