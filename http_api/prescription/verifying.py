"""For chemists, without signing in: the published keys, where a prescription stands, and whether a PDF is ours."""

from base64 import urlsafe_b64decode
from binascii import Error as NoBase64
from typing import Annotated, Literal

from pydantic import Field

from clinic.identity.guard import Guard
from clinic.prescription.summary.keys import PublicKey
from clinic.prescription.summary.signed import encoded
from clinic.prescription.verifying import Verifying
from http_api.bodies import Body, read_bytes
from http_api.operations import Answer, Call, Operations
from rooms.ports import Refusal

MOST_DOCUMENT_BYTES = 2 * 1024 * 1024
StandingWord = Literal["signed", "replaced", "cancelled", "unknown"]
SealWord = Literal["authentic", "altered", "foreign", "none"]


class AskStanding(Body):
    """``signature``: of the QR code, 64 bytes as base64url."""

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    signature: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{86}$")]


class StandingAnswer(Answer):
    status: StandingWord


class KeyAnswer(Answer):
    """``public``: the uncompressed point of P-256, as base64url. ``development``: it proves nothing."""

    id: str
    algorithm: Literal["ES256"]
    public: str
    since: float
    until: float | None
    development: bool


class KeysAnswer(Answer):
    """The present one first."""

    keys: list[KeyAnswer]


class DocumentAnswer(Answer):
    """``development``: sealed by a key for development, which proves nothing."""

    seal: SealWord
    development: bool
    status: StandingWord
    id: str | None


class VerifyingPages:
    def __init__(self, verifying: Verifying, guard: Guard) -> None:
        self._verifying = verifying
        self._guard = guard

    async def get_verifying_keys(self, call: Call) -> KeysAnswer:
        ring = self._verifying.ring
        return KeysAnswer(keys=[_key(one, development=ring.is_development) for one in ring.published])

    async def get_prescription_standing(self, call: Call, body: AskStanding) -> StandingAnswer:
        await self._guard.take("verification", call.device, call.origin)
        standing = await self._verifying.standing(body.id, _signature(body.signature))
        return StandingAnswer(status=standing)

    async def check_document(self, call: Call) -> DocumentAnswer:
        """The body is the PDF itself."""
        await self._guard.take("document_check", call.device, call.origin)
        found = await self._verifying.document(await read_bytes(call.request, MOST_DOCUMENT_BYTES))
        seal = found.seal
        return DocumentAnswer(seal=seal.state, development=seal.is_development, status=found.standing, id=found.id)


def add_verifying(operations: Operations, pages: VerifyingPages) -> None:
    operations.add("GET", "/verify/keys", pages.get_verifying_keys, "The keys that sign QR codes", gives=KeysAnswer)
    operations.add(
        "POST",
        "/verify/status",
        pages.get_prescription_standing,
        "Where a prescription stands, for who holds its code",
        takes=AskStanding,
        gives=StandingAnswer,
        refuses=("too_many",),
    )
    operations.add(
        "POST",
        "/verify/document",
        pages.check_document,
        "Whether a PDF is as it was sealed",
        gives=DocumentAnswer,
        sends="application/octet-stream",
        refuses=("too_many", "document_unchecked"),
    )


def _key(one: PublicKey, *, development: bool) -> KeyAnswer:
    return KeyAnswer(
        id=one.id,
        algorithm="ES256",
        public=encoded(one.point),
        since=one.since,
        until=one.until,
        development=development,
    )


def _signature(text: str) -> bytes:
    try:
        return urlsafe_b64decode(text + "==")
    except NoBase64:
        raise Refusal("bad_request", "This is no signature.") from None
