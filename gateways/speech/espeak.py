"""espeak-ng, a synthetic voice that speaks thirteen Indian languages; where it is not installed there is none."""

import asyncio
import shutil
from asyncio.subprocess import DEVNULL, PIPE, Process

COMMAND = "espeak-ng"
VOICES = frozenset(("en", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as", "ur"))
WORDS_A_MINUTE = 130
LONGEST_SECONDS = 10.0


class Espeak:
    """``command``: its name or its path."""

    def __init__(self, command: str = COMMAND) -> None:
        self._command = shutil.which(command)

    def speaks(self, language: str) -> bool:
        return self._command is not None and language in VOICES

    async def wav(self, text: str, language: str) -> bytes | None:
        """RIFF WAVE; ``None`` where there is no such voice, or it does not answer. The text comes by standard input."""
        if self._command is None or not self.speaks(language):
            return None
        told = ("-v", "en-gb" if language == "en" else language, "-s", str(WORDS_A_MINUTE), "--stdout", "--stdin")
        try:
            begun = await asyncio.create_subprocess_exec(self._command, *told, stdin=PIPE, stdout=PIPE, stderr=DEVNULL)
        except OSError:
            return None
        return await _said(begun, text)


async def _said(begun: Process, text: str) -> bytes | None:
    """It ends with whoever waits for it."""
    try:
        spoken, _ = await asyncio.wait_for(begun.communicate(text.encode()), LONGEST_SECONDS)
    except TimeoutError:
        return None
    finally:
        if begun.returncode is None:
            begun.kill()
            await begun.wait()
    return spoken if begun.returncode == 0 and spoken else None
