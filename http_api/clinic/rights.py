"""Consents, and what the law lets a patient ask: to see, to take along, to have erased."""

from http import HTTPStatus
from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from clinic.consents.consent import Agreed, Consent
from clinic.consents.ledger import Consents
from clinic.consents.notices import newest
from clinic.patients.openings import Openings
from clinic.patients.rights import Rights
from http_api.bodies import Body
from http_api.clinic.household import NothingToSay
from http_api.clinic.patients import json_file, named
from http_api.operations import Answer, Call, Operations, Query, Who


class InLanguage(Query):
    language: Annotated[str, Field(max_length=16)] = "en"


class NoticeAnswer(Answer):
    purpose: str
    version: int
    language: str
    text: str


class GiveConsent(Body):
    purpose: Annotated[str, Field(max_length=32)]
    version: int
    language: Annotated[str, Field(max_length=16)]


class ConsentAnswer(Answer):
    purpose: str
    version: int
    language: str
    at: float
    how: str
    withdrawn_at: float | None


class ConsentsAnswer(Answer):
    consents: list[ConsentAnswer]


class ErasureAnswer(Answer):
    reference: str


class OpeningAnswer(Answer):
    """``by``: in which role. ``facility``: of which one she acted."""

    at: float
    by: str
    action: str
    facility: str | None


class OpeningsAnswer(Answer):
    openings: list[OpeningAnswer]


def add_rights(operations: Operations, consents: Consents, rights: Rights, openings: Openings) -> None:
    async def get_notice(call: Call, query: InLanguage) -> NoticeAnswer:
        notice = newest(call.named("purpose"), query.language)
        return NoticeAnswer(purpose=notice.purpose, version=notice.version, language=notice.language, text=notice.text)

    async def list_consents(call: Call) -> ConsentsAnswer:
        return ConsentsAnswer(consents=[_consent(one) for one in await consents.of(named(call), call.actor)])

    async def give_consent(call: Call, body: GiveConsent) -> ConsentAnswer:
        agreed = Agreed(body.purpose, body.version, body.language, "ticked on page")
        return _consent(await consents.give(named(call), agreed, call.actor))

    async def withdraw_consent(call: Call) -> None:
        await consents.withdraw(named(call), call.named("purpose"), call.actor)

    async def export_record(call: Call) -> web.StreamResponse:
        return json_file("paramarsh.json", await rights.export(named(call), call.actor))

    async def ask_erasure(call: Call, body: NothingToSay) -> ErasureAnswer:
        return ErasureAnswer(reference=(await rights.ask_erasure(named(call), call.actor)).id)

    async def list_openings(call: Call) -> OpeningsAnswer:
        found = await openings.of(named(call), call.actor)
        return OpeningsAnswer(
            openings=[OpeningAnswer(at=one.at, by=one.by, action=one.action, facility=one.facility) for one in found]
        )

    operations.add(
        "GET",
        "/notices/{purpose}",
        get_notice,
        "What she is to agree to",
        takes=InLanguage,
        gives=NoticeAnswer,
        refuses=("purpose_unknown",),
    )
    mine: dict[str, Any] = {"who": Who.PATIENT}
    yours = ("patient_not_yours",)
    of_patient = "/patients/{patient}/consents"
    operations.add("GET", of_patient, list_consents, "What she agreed to", gives=ConsentsAnswer, refuses=yours, **mine)
    operations.add(
        "POST",
        of_patient,
        give_consent,
        "Agree",
        takes=GiveConsent,
        gives=ConsentAnswer,
        status=HTTPStatus.CREATED,
        refuses=(*yours, "notice_unknown", "consent_not_so"),
        **mine,
    )
    operations.add(
        "DELETE",
        of_patient + "/{purpose}",
        withdraw_consent,
        "Agree no longer",
        refuses=(*yours, "consent_not_held"),
        **mine,
    )
    operations.add(
        "GET",
        "/patients/{patient}/export",
        export_record,
        "Everything that is held of her, as a file",
        media_type="application/json",
        refuses=yours,
        **mine,
    )
    operations.add(
        "POST",
        "/patients/{patient}/erasure",
        ask_erasure,
        "Ask that what is held of her be erased",
        takes=NothingToSay,
        gives=ErasureAnswer,
        status=HTTPStatus.ACCEPTED,
        refuses=yours,
        **mine,
    )
    operations.add(
        "GET",
        "/patients/{patient}/openings",
        list_openings,
        "Who opened her record",
        gives=OpeningsAnswer,
        refuses=yours,
        **mine,
    )


def _consent(consent: Consent) -> ConsentAnswer:
    return ConsentAnswer(
        purpose=consent.purpose,
        version=consent.version,
        language=consent.language,
        at=consent.at,
        how=consent.how,
        withdrawn_at=consent.withdrawn_at,
    )
