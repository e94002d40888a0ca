"""A prescription's phrases as sound: ``clinic.prescription.spoken.Voice``."""

import asyncio
import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from pathlib import Path

from clinic.prescription.spoken import Sentence
from gateways.speech.espeak import Espeak
from gateways.speech.sound import PIECE_REST_SECONDS, SENTENCE_REST_SECONDS, Samples, decoded, mp3, rest

MANIFEST = "recordings.json"
MOST_KEPT = 200


class FixedVoice:
    """``recordings``: a folder with a folder for each language, in it sounds and ``MANIFEST``, which names for each
    piece its file. A sentence is spoken by them only where all its pieces are recorded, by the machine otherwise.
    """

    def __init__(self, recordings: Path, machine: Espeak | None = None) -> None:
        self._recordings = recordings
        self._machine = machine or Espeak()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    async def speak(self, sentences: Sequence[Sentence], language: str) -> bytes | None:
        name = hashlib.sha256(json.dumps([language, sentences]).encode()).hexdigest()
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        parts: list[Samples] = []
        for sentence in sentences:
            spoken = await self._sentence(sentence, language)
            if spoken is None:
                return None
            parts += [*spoken, rest(SENTENCE_REST_SECONDS)]
        sound = await asyncio.to_thread(mp3, parts) if parts else None
        return None if sound is None else self._keep(name, sound)

    async def _sentence(self, sentence: Sentence, language: str) -> list[Samples] | None:
        recorded = await asyncio.to_thread(self._recorded, sentence, language)
        if recorded is not None:
            return recorded
        wav = await self._machine.wav(", ".join(sentence), language)
        return None if wav is None else [await asyncio.to_thread(decoded, wav)]

    def _recorded(self, sentence: Sentence, language: str) -> list[Samples] | None:
        folder = self._recordings / language
        files = _manifest(folder / MANIFEST)
        if not all(piece in files for piece in sentence):
            return None
        sounds = [decoded((folder / Path(files[piece]).name).read_bytes()) for piece in sentence]
        return [part for sound in sounds for part in (sound, rest(PIECE_REST_SECONDS))]

    def _keep(self, name: str, sound: bytes) -> bytes:
        self._kept[name] = sound
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        return sound


def _manifest(file: Path) -> Mapping[str, str]:
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
