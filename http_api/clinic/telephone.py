"""What the telephone provider tells of calls. It shows what nobody else knows: the call's own token."""

import json
from collections.abc import Mapping

from aiohttp import web

from clinic.telephone.telephone import Telephone
from http_api.bodies import LARGEST_BODY_BYTES, read_bytes
from http_api.operations import Call, Operations
from http_api.problems import BadRequest

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
TOKEN = "call"  # noqa: S105 - a name of the address's query


def add_telephone(operations: Operations, telephone: Telephone) -> None:
    async def tell_of_call(call: Call) -> None:
        told = await read_told(call.request)
        await telephone.hear(call.request.query.get(TOKEN), told)

    operations.add(
        "POST",
        "/telephone/status",
        tell_of_call,
        "What became of a telephone call, told by the provider as JSON or a form",
        sends="application/json",
        refuses=("call_unknown", "not_json", "bad_request"),
        from_own_page=False,
    )


async def read_told(request: web.Request) -> Mapping[str, object]:
    """The fields of a form or a JSON object; none at all where nothing was sent. Raises ``BadRequest``, or a 413."""
    if request.content_type in FORMS:
        return await _form(request)
    content = await read_bytes(request, LARGEST_BODY_BYTES)
    try:
        told = json.loads(content or b"{}")
    except (ValueError, RecursionError):
        raise BadRequest("not_json", "The request's body is no JSON.") from None
    if not isinstance(told, dict):
        raise BadRequest("bad_request", "The request's body is no object.")
    return told


async def _form(request: web.Request) -> Mapping[str, object]:
    try:
        fields = await request.clone(client_max_size=LARGEST_BODY_BYTES).post()
    except (ValueError, AssertionError, LookupError):  # a multipart body that is none
        raise BadRequest("bad_request", "The request's body is no form.") from None
    return {name: value for name, value in fields.items() if isinstance(value, str)}
