"""What may come of asking somebody else's server: bounded, and told apart."""

from http import HTTPStatus

from aiohttp import ClientResponse

LONGEST_ANSWER_BYTES = 65_536
TEMPORARY_STATUSES = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS})
FIRST_SERVER_ERROR = 500


def is_temporary(status: int) -> bool:
    """Whether a second try may be answered otherwise."""
    return status in TEMPORARY_STATUSES or status >= FIRST_SERVER_ERROR


async def text_of(response: ClientResponse) -> str:
    """Its beginning: nobody needs more to know whether a request was taken."""
    answer = bytearray()
    async for piece in response.content.iter_chunked(LONGEST_ANSWER_BYTES):
        answer += piece
        if len(answer) >= LONGEST_ANSWER_BYTES:
            break
    return answer.decode(errors="replace")


def retry_after(response: ClientResponse) -> float:
    """RFC 9110 section 10.2.3, in seconds; a date is left to our own pauses."""
    written = response.headers.get("Retry-After", "")
    return float(written) if written.isascii() and written.isdigit() else 0.0
