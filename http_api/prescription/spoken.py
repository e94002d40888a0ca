"""A prescription's fixed phrases, spoken."""

from typing import Annotated

from aiohttp import web
from pydantic import Field

from clinic.prescription.phrases.catalogue import Catalogue
from clinic.prescription.phrases.catalogues import Catalogues
from clinic.prescription.prescription import PrescriptionId
from clinic.prescription.released import Released
from clinic.prescription.spoken import Voice, sentences
from http_api.operations import Answer, Call, Operations, Query, Who
from rooms.ports import Refusal

MEDIA_TYPE = "audio/mpeg"
WHOSE = "X-Voice"
"""Of the answer: "synthetic" or "recorded"."""


class InLanguage(Query):
    """``language``: the page's. A language whose phrases nobody has signed is spoken in English."""

    language: Annotated[str, Field(max_length=20)] = "en"


class VoiceAnswer(Answer):
    """``language``: in which it would be spoken; ``None`` where this server has no voice."""

    language: str | None


class SpokenPages:
    def __init__(self, released: Released, catalogues: Catalogues, voice: Voice) -> None:
        self._released = released
        self._catalogues = catalogues
        self._voice = voice

    async def get_voice(self, call: Call, query: InLanguage) -> VoiceAnswer:
        language = self._catalogue(query).language
        return VoiceAnswer(language=language if self._voice.speaks(language) else None)

    async def speak(self, call: Call, query: InLanguage) -> web.Response:
        found = await self._released.one(PrescriptionId(call.named("prescription")), call.actor)
        catalogue = self._catalogue(query)
        spoken = await self._voice.speak(sentences(found.content, catalogue), catalogue.language)
        if spoken is None:
            raise Refusal("spoken_unavailable", "This server has no voice for it.")
        whose = {WHOSE: "synthetic" if spoken.is_synthetic else "recorded"}
        return web.Response(body=spoken.mp3, content_type=MEDIA_TYPE, headers=whose)

    def _catalogue(self, query: InLanguage) -> Catalogue:
        wanted = self._catalogues.of(query.language)
        return wanted if wanted is not None and wanted.is_printed else self._catalogues.printed("en")[0]


def add_spoken(operations: Operations, released: Released, catalogues: Catalogues, voice: Voice) -> None:
    pages = SpokenPages(released, catalogues, voice)
    operations.add(
        "GET",
        "/prescription-voice",
        pages.get_voice,
        "Whether prescriptions can be heard",
        takes=InLanguage,
        gives=VoiceAnswer,
        who=Who.PATIENT,
    )
    operations.add(
        "GET",
        "/prescriptions/{prescription}/spoken",
        pages.speak,
        "Its fixed phrases, spoken; never a medicine's name",
        takes=InLanguage,
        media_type=MEDIA_TYPE,
        who=Who.PATIENT,
        refuses=("prescription_unknown", "spoken_unavailable"),
    )
