"""A prescription's fixed phrases, spoken."""

from typing import Annotated

from aiohttp import web
from pydantic import Field

from clinic.prescription.phrases.catalogues import Catalogues
from clinic.prescription.prescription import PrescriptionId
from clinic.prescription.released import Released
from clinic.prescription.spoken import Voice, sentences
from http_api.operations import Call, Operations, Query, Who
from rooms.ports import Refusal

MEDIA_TYPE = "audio/mpeg"


class InLanguage(Query):
    """``language``: the page's. A language whose phrases nobody has signed is spoken in English."""

    language: Annotated[str, Field(max_length=20)] = "en"


def add_spoken(operations: Operations, released: Released, catalogues: Catalogues, voice: Voice) -> None:
    async def speak(call: Call, query: InLanguage) -> web.Response:
        found = await released.one(PrescriptionId(call.named("prescription")), call.actor)
        wanted = catalogues.of(query.language)
        catalogue = wanted if wanted is not None and wanted.is_printed else catalogues.printed("en")[0]
        sound = await voice.speak(sentences(found.content, catalogue), catalogue.language)
        if sound is None:
            raise Refusal("spoken_unavailable", "This server has no voice for it.")
        return web.Response(body=sound, content_type=MEDIA_TYPE)

    operations.add(
        "GET",
        "/prescriptions/{prescription}/spoken",
        speak,
        "Its fixed phrases, spoken; never a medicine's name",
        takes=InLanguage,
        media_type=MEDIA_TYPE,
        who=Who.PATIENT,
        refuses=("prescription_unknown", "spoken_unavailable"),
    )
