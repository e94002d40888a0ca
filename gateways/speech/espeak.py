"""espeak-ng, a synthetic voice that speaks thirteen Indian languages; where it is not installed there is none."""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE

COMMAND = "espeak-ng"
VOICES = frozenset(("en", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as", "ur"))
WORDS_A_MINUTE = 130
LONGEST_SECONDS = 10.0


class Espeak:
    def __init__(self) -> None:
        self._command = shutil.which(COMMAND)

    async def wav(self, text: str, language: str) -> bytes | None:
        """RIFF WAVE; ``None`` where there is no such voice, or it does not answer. The text comes by standard input."""
        if self._command is None or language not in VOICES:
            return None
        told = ("-v", "en-gb" if language == "en" else language, "-s", str(WORDS_A_MINUTE), "--stdout", "--stdin")
        speaking = await asyncio.create_subprocess_exec(self._command, *told, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        try:
            spoken, _ = await asyncio.wait_for(speaking.communicate(text.encode()), LONGEST_SECONDS)
        except TimeoutError:
            speaking.kill()
            await speaking.wait()
            return None
        return spoken if speaking.returncode == 0 and spoken else None
