"""A prescription's phrases as sound: ``clinic.prescription.spoken.Voice``."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from clinic.prescription.spoken import Sentence, Spoken, Whose
from gateways.speech.espeak import Espeak
from gateways.speech.recordings import Recordings
from gateways.speech.sound import SENTENCE_REST_SECONDS, NotSound, Samples, decoded, mp3, rest

MOST_KEPT = 200
"""Those that were heard last: some 20 MB."""


class FixedVoice:
    """A sentence is spoken by recordings only where all its pieces are recorded, by the machine otherwise."""

    def __init__(self, recordings: Path, machine: Espeak | None = None) -> None:
        self._recordings = Recordings(recordings)
        self._machine = machine or Espeak()
        self._one_at_a_time = asyncio.Lock()
        self._kept: OrderedDict[str, Spoken] = OrderedDict()

    async def whose(self, sentences: Sequence[Sentence], language: str) -> Whose | None:
        if not sentences:
            return None
        if await asyncio.to_thread(self._recordings.names, sentences, language):
            return "recorded"
        return "synthetic" if self._machine.speaks(language) else None

    async def speak(self, sentences: Sequence[Sentence], language: str) -> Spoken | None:
        told = json.dumps([language, self._recordings.version(language), sentences])
        name = hashlib.sha256(told.encode()).hexdigest()
        if name not in self._kept:
            async with self._one_at_a_time:
                await self._make(name, sentences, language)
        if name in self._kept:
            self._kept.move_to_end(name)
        return self._kept.get(name)

    async def _make(self, name: str, sentences: Sequence[Sentence], language: str) -> None:
        """Unless whoever was before in the row has made the same."""
        spoken = None if name in self._kept else await self._spoken(sentences, language)
        if spoken is None:
            return
        self._kept[name] = spoken
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    async def _spoken(self, sentences: Sequence[Sentence], language: str) -> Spoken | None:
        parts: list[Samples] = []
        whose: Whose = "recorded"
        for sentence in sentences:
            sounds = await asyncio.to_thread(self._recordings.of, sentence, language)
            if sounds is None:
                sounds, whose = await self._by_machine(sentence, language), "synthetic"
            if sounds is None:
                return None
            parts += [*sounds, rest(SENTENCE_REST_SECONDS)]
        if not parts:
            return None
        return Spoken(await asyncio.to_thread(mp3, parts, whose), whose)

    async def _by_machine(self, sentence: Sentence, language: str) -> list[Samples] | None:
        wav = await self._machine.wav(", ".join(sentence), language)
        try:
            return None if wav is None else [await asyncio.to_thread(decoded, wav)]
        except NotSound:
            return None
