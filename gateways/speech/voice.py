"""A prescription's phrases as sound: ``clinic.prescription.spoken.Voice``."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

from clinic.prescription.spoken import Sentence, Spoken
from gateways.speech.espeak import Espeak
from gateways.speech.recordings import Recordings
from gateways.speech.sound import SENTENCE_REST_SECONDS, Samples, decoded, mp3, rest

MOST_KEPT = 200
MOST_AT_ONCE = 2


class FixedVoice:
    """A sentence is spoken by recordings only where all its pieces are recorded, by the machine otherwise."""

    def __init__(self, recordings: Path, machine: Espeak | None = None) -> None:
        self._recordings = Recordings(recordings)
        self._machine = machine or Espeak()
        self._turns = asyncio.Semaphore(MOST_AT_ONCE)
        self._kept: OrderedDict[str, Spoken] = OrderedDict()

    def speaks(self, language: str) -> bool:
        return self._machine.speaks(language) or self._recordings.has(language)

    async def speak(self, sentences: Sequence[Sentence], language: str) -> Spoken | None:
        told = json.dumps([language, self._recordings.version(language), sentences])
        name = hashlib.sha256(told.encode()).hexdigest()
        async with self._turns:
            if name not in self._kept:
                spoken = await self._spoken(sentences, language)
                if spoken is None:
                    return None
                self._keep(name, spoken)
            self._kept.move_to_end(name)
            return self._kept[name]

    async def _spoken(self, sentences: Sequence[Sentence], language: str) -> Spoken | None:
        parts: list[Samples] = []
        is_synthetic = False
        for sentence in sentences:
            sounds = await asyncio.to_thread(self._recordings.of, sentence, language)
            if sounds is None:
                sounds, is_synthetic = await self._by_machine(sentence, language), True
            if sounds is None:
                return None
            parts += [*sounds, rest(SENTENCE_REST_SECONDS)]
        if not parts:
            return None
        return Spoken(await asyncio.to_thread(mp3, parts, is_synthetic=is_synthetic), is_synthetic)

    async def _by_machine(self, sentence: Sentence, language: str) -> list[Samples] | None:
        wav = await self._machine.wav(", ".join(sentence), language)
        return None if wav is None else [await asyncio.to_thread(decoded, wav)]

    def _keep(self, name: str, spoken: Spoken) -> None:
        self._kept[name] = spoken
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
