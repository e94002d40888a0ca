"""The short link of an SMS. Its token comes in bodies alone: addresses stand in logs."""

from http import HTTPStatus
from typing import Annotated, Literal

from aiohttp import hdrs, web
from pydantic import Field

from clinic.prescription.links import Links, Visitor
from http_api.bodies import Body
from http_api.clinic.registration import CODE_PROBLEMS, ChallengeAnswer, SentCode, challenge_answer
from http_api.operations import Answer, Call, Operations

SHORT, PAGE, VERIFY = "/p/", "/prescriptions/", "/verify"
Token = Annotated[str, Field(max_length=40)]


class LookAtLink(Body):
    token: Token


class AskForLinkCode(Body):
    token: Token
    language: Literal["en", "hi"] = "en"


class OpenLink(SentCode):
    token: Token


class LookedAnswer(Answer):
    """``masked``: the number that a code would be sent to. ``prescription``: where this browser is hers."""

    masked: str
    prescription: str | None


class OpenedAnswer(Answer):
    prescription: str


class LinkPages:
    def __init__(self, links: Links) -> None:
        self._links = links

    async def look_at_link(self, call: Call, body: LookAtLink) -> LookedAnswer:
        found = await self._links.look(body.token, _visitor(call))
        return LookedAnswer(masked=found.masked, prescription=found.prescription)

    async def send_code_of_link(self, call: Call, body: AskForLinkCode) -> ChallengeAnswer:
        return challenge_answer(await self._links.send_code(body.token, body.language, _visitor(call)))

    async def open_link(self, call: Call, body: OpenLink) -> OpenedAnswer:
        came, prescription = await self._links.open(body.token, body.challenge, body.code, _visitor(call))
        call.keep_signed_in(came.session, came.token)
        return OpenedAnswer(prescription=prescription)


def add_links(operations: Operations, pages: LinkPages) -> None:
    unknown = ("link_unknown", "too_many")
    at = "/prescription-links"
    operations.add(
        "POST",
        f"{at}/look",
        pages.look_at_link,
        "Whose link is it?",
        takes=LookAtLink,
        gives=LookedAnswer,
        refuses=unknown,
    )
    operations.add(
        "POST",
        f"{at}/code",
        pages.send_code_of_link,
        "Have a code sent to the mobile of the link",
        takes=AskForLinkCode,
        gives=ChallengeAnswer,
        status=HTTPStatus.ACCEPTED,
        refuses=unknown,
    )
    operations.add(
        "POST",
        f"{at}/open",
        pages.open_link,
        "Come in with the code",
        takes=OpenLink,
        gives=OpenedAnswer,
        refuses=(*unknown, *CODE_PROBLEMS, "state_invalid"),
    )


def add_short_links(app: web.Application) -> None:
    """The token stands behind the "#", which browsers keep on the way and never send (RFC 9110, section 10.2.2)."""

    async def lead(_: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.FOUND, headers={hdrs.LOCATION: PAGE})

    async def to_verify(_: web.Request) -> web.Response:
        return web.Response(status=HTTPStatus.FOUND, headers={hdrs.LOCATION: f"{VERIFY}/"})

    app.router.add_get(SHORT, lead)
    app.router.add_get(VERIFY, to_verify)


def _visitor(call: Call) -> Visitor:
    return Visitor(call.device, call.origin, call.browser, None if call.signed_in is None else call.actor)
