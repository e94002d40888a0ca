"""What the API answers when it cannot do something: RFC 9457 problem details with a stable ``code``."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from rooms.ports import Refusal

CONTENT_TYPE = "application/problem+json"
# Of the rooms' refusals those that the operator can meet; any other is a conflict with what is there.
STATUS = {
    "room_unknown": HTTPStatus.NOT_FOUND,
    "invitation_unknown": HTTPStatus.NOT_FOUND,
    "worker_unknown": HTTPStatus.NOT_FOUND,
    "bad_request": HTTPStatus.UNPROCESSABLE_ENTITY,
    "not_json": HTTPStatus.BAD_REQUEST,
    "key_missing": HTTPStatus.UNAUTHORIZED,
    "key_wrong": HTTPStatus.UNAUTHORIZED,
}
_CODES = {
    HTTPStatus.NOT_FOUND: ("not_found", "There is nothing at this address."),
    HTTPStatus.METHOD_NOT_ALLOWED: ("method_not_allowed", "This address is not asked in this way."),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "The request's body is too large."),
}

log = structlog.get_logger(__name__)


class BadRequest(Refusal):
    """The body is not as the API says. ``reasons`` says of each wrong field what is wrong."""

    def __init__(self, code: str, message: str, reasons: Mapping[str, str] | None = None) -> None:
        super().__init__(code, message)
        self.reasons = dict(reasons or {})


@web.middleware
async def answer_with_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A middleware: whatever goes wrong is said in the same form."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return _problem(STATUS.get(refusal.code, HTTPStatus.CONFLICT), refusal)
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        status = HTTPStatus(error.status)
        return _problem(status, Refusal(*_CODES.get(status, ("http_error", status.phrase))), _allow(error))
    except Exception:
        log.exception("request_failed", method=request.method, route=_route(request))
        return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, Refusal("internal", "Something went wrong on our side."))


def _problem(status: HTTPStatus, refusal: Refusal, headers: Mapping[str, str] | None = None) -> web.Response:
    body: dict[str, Any] = {"title": status.phrase, "status": status.value}
    body |= {"code": refusal.code, "detail": refusal.message}
    if isinstance(refusal, BadRequest) and refusal.reasons:
        body["fields"] = refusal.reasons
    response = web.json_response(body, status=status, content_type=CONTENT_TYPE, headers=headers)
    if status is HTTPStatus.UNAUTHORIZED:
        response.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
    return response


def _allow(error: web.HTTPException) -> dict[str, str]:
    """RFC 9110 section 15.5.6: what the address can be asked."""
    return {hdrs.ALLOW: error.headers[hdrs.ALLOW]} if hdrs.ALLOW in error.headers else {}


def _route(request: web.Request) -> str | None:
    """The route's pattern, not the address: an address may hold anything."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else None
