"""What a department has had recorded: in the place of the machine, where all of a sentence is there."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import structlog

from clinic.prescription.spoken import Sentence
from gateways.speech.sound import PIECE_REST_SECONDS, NotSound, Samples, decoded, rest

MANIFEST = "recordings.json"
log = structlog.get_logger(__name__)


class Recordings:
    """``folder``: with a folder for each language, in it sounds and ``MANIFEST``: for each piece its file's name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def names(self, sentences: Sequence[Sentence], language: str) -> bool:
        """Whether every piece of them has a file."""
        files = self._files(language)
        return all(piece in files for sentence in sentences for piece in sentence)

    def version(self, language: str) -> int:
        """Another one as soon as the manifest is written anew; 0 where there is none."""
        try:
            return self._manifest(language).stat().st_mtime_ns
        except OSError:
            return 0

    def of(self, sentence: Sentence, language: str) -> list[Samples] | None:
        """``None`` where a piece is missing or cannot be heard."""
        files = self._files(language)
        if not all(piece in files for piece in sentence):
            return None
        try:
            sounds = [self._sound(language, files[piece]) for piece in sentence]
        except (OSError, NotSound) as error:
            log.warning("recording_unreadable", language=language, why=type(error).__name__)
            return None
        return [part for sound in sounds for part in (sound, rest(PIECE_REST_SECONDS))]

    def _sound(self, language: str, name: str) -> Samples:
        """From the language's own folder, whatever path is named."""
        return decoded((self._folder / language / Path(name).name).read_bytes())

    def _files(self, language: str) -> Mapping[str, str]:
        try:
            told = json.loads(self._manifest(language).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return {piece: name for piece, name in told.items() if isinstance(name, str)} if isinstance(told, dict) else {}

    def _manifest(self, language: str) -> Path:
        return self._folder / language / MANIFEST
