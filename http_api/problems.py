"""What the API answers when it cannot do something: RFC 9457 problem details with a stable ``code``."""

from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from clinic.ports import DatabaseAway
from clinic.uploads.blobs import BlobsAway
from rooms.ports import Refusal

CONTENT_TYPE = "application/problem+json"
_INVALID = "_invalid"
_STATUSES = {
    HTTPStatus.BAD_REQUEST: ("not_json",),
    HTTPStatus.UNAUTHORIZED: (
        "key_missing",
        "key_wrong",
        "not_signed_in",
        "sign_in_wrong",
        "code_wrong",
        "ticket_expired",
    ),
    HTTPStatus.FORBIDDEN: (
        "csrf_missing",
        "not_allowed",
        "not_permitted",
        "staff_suspended",
        "staff_of_facility_only",
        "password_wrong",
    ),
    HTTPStatus.NOT_FOUND: (
        "room_unknown",
        "invitation_unknown",
        "worker_unknown",
        "otp_unknown",
        "session_unknown",
        "patient_not_yours",
        "patient_unknown",
        "staff_unknown",
        "facility_unknown",
        "upload_unknown",
        "import_unknown",
        "complaint_unknown",
        "notice_unknown",
        "purpose_unknown",
        "erasure_unknown",
        "household_unknown",
        "document_unknown",
        "clinic_unknown",
        "consultation_unknown",
        "call_unknown",
        "alert_unknown",
        "questions_unknown",
        "template_unknown",
        "result_unknown",
        "prescription_unknown",
        "medicine_unknown",
        "link_unknown",
        "spoken_unavailable",
    ),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("too_large", "upload_too_large"),
    HTTPStatus.UNPROCESSABLE_ENTITY: (
        "bad_request",
        "mobile_invalid",
        "password_short",
        "password_long",
        "password_common",
        "password_personal",
        "otp_malformed",
        "upload_type",
        "upload_checksum",
    ),
    HTTPStatus.TOO_MANY_REQUESTS: ("too_many", "too_soon"),
    HTTPStatus.SERVICE_UNAVAILABLE: ("records_away", "files_away", "document_away", "document_unchecked"),
}
# Any other refusal is a conflict with what is there.
STATUS = {code: status for status, codes in _STATUSES.items() for code in codes}
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["title", "status", "code", "detail"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
        "retry_after_seconds": {"type": "integer"},
        "current": {"type": "object"},
    },
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


class RecordsAway(Refusal):
    """The database does not answer."""

    retry_after_seconds = 5

    def __init__(self) -> None:
        super().__init__("records_away", "This cannot be done just now. Please try again in a few seconds.")


class FilesAway(Refusal):
    """The place where files are kept does not answer."""

    retry_after_seconds = 30

    def __init__(self) -> None:
        super().__init__("files_away", "Files cannot be kept just now. Please try again in a minute.")


@web.middleware
async def answer_with_problems(request: web.Request, handler: Handler) -> web.StreamResponse:
    """A middleware: whatever goes wrong is said in the same form."""
    try:
        return await handler(request)
    except Refusal as refusal:
        return _refused(refusal)
    except DatabaseAway:
        log.warning("database_away", route=_route(request))
        return _refused(RecordsAway())
    except BlobsAway:
        log.warning("files_away", route=_route(request))
        return _refused(FilesAway())
    except web.HTTPException as error:
        if error.status < HTTPStatus.BAD_REQUEST:
            raise
        status = HTTPStatus(error.status)
        return _problem(status, Refusal(*_CODES.get(status, ("http_error", status.phrase))), _allow(error))
    except ConnectionResetError:
        raise  # whoever asked has left
    except Exception:
        log.exception("request_failed", method=request.method, route=_route(request))
        return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, Refusal("internal", "Something went wrong on our side."))


def _refused(refusal: Refusal) -> web.Response:
    return _problem(status_of(refusal.code), refusal)


def _problem(status: HTTPStatus, refusal: Refusal, headers: Mapping[str, str] | None = None) -> web.Response:
    body: dict[str, Any] = {"title": status.phrase, "status": status.value}
    body |= {"code": refusal.code, "detail": refusal.message}
    if fields := _fields(refusal):
        body["fields"] = fields
    current = getattr(refusal, "current", None)
    if current is not None:
        body["current"] = current  # what is kept instead, for the page to show both
    wait = getattr(refusal, "retry_after_seconds", None)
    if wait is not None:
        body["retry_after_seconds"] = ceil(wait)
    response = web.json_response(body, status=status, content_type=CONTENT_TYPE, headers=headers)
    if refusal.code in ("key_missing", "key_wrong"):
        response.headers[hdrs.WWW_AUTHENTICATE] = "Bearer"
    if wait is not None:
        response.headers[hdrs.RETRY_AFTER] = str(ceil(wait))
    return response


def status_of(code: str) -> HTTPStatus:
    """Of a refusal's code."""
    otherwise = HTTPStatus.UNPROCESSABLE_ENTITY if code.endswith(_INVALID) else HTTPStatus.CONFLICT
    return STATUS.get(code, otherwise)


def _fields(refusal: Refusal) -> dict[str, str]:
    """What is wrong with each field, for the page to say it there."""
    if isinstance(refusal, BadRequest):
        return refusal.reasons
    named = refusal.fields or ((refusal.code.removesuffix(_INVALID),) if refusal.code.endswith(_INVALID) else ())
    return dict.fromkeys(named, refusal.message)


def _allow(error: web.HTTPException) -> dict[str, str]:
    """RFC 9110 section 15.5.6: what the address can be asked."""
    return {hdrs.ALLOW: error.headers[hdrs.ALLOW]} if hdrs.ALLOW in error.headers else {}


def _route(request: web.Request) -> str | None:
    """The route's pattern, not the address: an address may hold anything."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else None
