"""A prescription's fixed phrases, spoken."""

from typing import Annotated

from aiohttp import web
from pydantic import Field

from clinic.prescription.phrases.catalogues import Catalogues
from clinic.prescription.prescription import PrescriptionId
from clinic.prescription.released import Released
from clinic.prescription.spoken import Sentence, Voice, Whose, sentences
from http_api.operations import Answer, Call, Operations, Query, Who
from rooms.ports import Refusal

MEDIA_TYPE = "audio/mpeg"
WHOSE = "X-Voice"
"""Of the answer: "synthetic" or "recorded"."""


class InLanguage(Query):
    """``language``: the page's. A language whose phrases nobody has signed is spoken in English."""

    language: Annotated[str, Field(max_length=20)] = "en"


class VoiceAnswer(Answer):
    """``voice``: whose it would be; ``None`` where this server has none."""

    voice: Whose | None


class SpokenPages:
    def __init__(self, released: Released, catalogues: Catalogues, voice: Voice) -> None:
        self._released = released
        self._catalogues = catalogues
        self._voice = voice

    async def get_voice(self, call: Call, query: InLanguage) -> VoiceAnswer:
        return VoiceAnswer(voice=await self._voice.whose(*await self._told(call, query)))

    async def speak_prescription(self, call: Call, query: InLanguage) -> web.Response:
        spoken = await self._voice.speak(*await self._told(call, query))
        if spoken is None:
            raise Refusal("spoken_unavailable", "This server has no voice for it.")
        return web.Response(body=spoken.mp3, content_type=MEDIA_TYPE, headers={WHOSE: spoken.whose})

    async def _told(self, call: Call, query: InLanguage) -> tuple[list[Sentence], str]:
        """What is said, and in which language."""
        found = await self._released.one(PrescriptionId(call.named("prescription")), call.actor)
        wanted = self._catalogues.of(query.language)
        catalogue = wanted if wanted is not None and wanted.is_printed else self._catalogues.printed("en")[0]
        return sentences(found.content, catalogue), catalogue.language


def add_spoken(operations: Operations, released: Released, catalogues: Catalogues, voice: Voice) -> None:
    pages = SpokenPages(released, catalogues, voice)
    operations.add(
        "GET",
        "/prescriptions/{prescription}/voice",
        pages.get_voice,
        "Whether it can be heard, and whose voice it is",
        takes=InLanguage,
        gives=VoiceAnswer,
        who=Who.PATIENT,
        refuses=("prescription_unknown",),
    )
    operations.add(
        "GET",
        "/prescriptions/{prescription}/spoken",
        pages.speak_prescription,
        "Its fixed phrases, spoken; never a medicine's name",
        takes=InLanguage,
        media_type=MEDIA_TYPE,
        who=Who.PATIENT,
        refuses=("prescription_unknown", "spoken_unavailable"),
    )
