"""The fixed phrases are spoken by a machine, or by recordings where all of a sentence is recorded."""

import asyncio
import io
import json
import os
import shutil
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from clinic.prescription.dosing import Dosing
from clinic.prescription.phrases.catalogues import own
from clinic.prescription.spoken import sentences
from gateways.speech.espeak import VOICES, Espeak
from gateways.speech.recordings import MANIFEST
from gateways.speech.sound import COMMENTS, RATE, NotSound, decoded
from gateways.speech.voice import FixedVoice
from tests.unit.clinic.prescription.builders import content, line

ESPEAK = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
TWO = content(lines=(line("paracetamol"), line("ibuprofen", 2, dosing=Dosing(amounts=(0.0, 0.0, 0.0, 1.0), days=3))))
FIRST = ("पहली दवा", "रात को 1 गोली")


class Silent(Espeak):
    """No voice is installed."""

    def __init__(self) -> None:
        super().__init__("no-such-command")


class Beeping(Espeak):
    """Counts what it is asked to say."""

    def __init__(self) -> None:
        super().__init__("no-such-command")
        self.said: list[str] = []

    def speaks(self, language: str) -> bool:
        return language == "hi"

    async def wav(self, text: str, language: str) -> bytes | None:
        self.said.append(text)
        await asyncio.sleep(0)
        return a_tone(0.3)


def a_tone(seconds: float) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        times = np.arange(int(RATE * seconds)) / RATE
        sound.writeframes((8_000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16).tobytes())
    return kept.getvalue()


def recorded(folder: Path, files: object, language: str = "hi") -> None:
    (folder / language).mkdir(exist_ok=True)
    (folder / language / "a.wav").write_bytes(a_tone(0.5))
    (folder / language / "broken.wav").write_bytes(b"RIFF and then nothing of use")
    (folder / language / MANIFEST).write_text(json.dumps(files), encoding="utf-8")


def comment_of(mp3: bytes) -> str:
    with av.open(io.BytesIO(mp3), "r") as sound:
        return sound.metadata["comment"]


def test_the_first_medicine_is_called_the_first_and_never_by_its_name() -> None:
    for catalogue in own().by_language.values():
        told = sentences(TWO, catalogue)
        assert [one[0] for one in told] == [catalogue.nth_medicine(1), catalogue.nth_medicine(2)]
        assert "paracetamol" not in repr(told).lower()
        assert "ibuprofen" not in repr(told).lower()


@ESPEAK
@pytest.mark.parametrize("language", sorted(VOICES))
async def test_a_machine_speaks_each_language_and_is_marked(language: str, tmp_path: Path) -> None:
    catalogue, voice = own().of(language), FixedVoice(tmp_path)
    assert catalogue is not None
    assert await voice.whose(sentences(TWO, catalogue), language) == "synthetic"
    spoken = await voice.speak(sentences(TWO, catalogue), language)
    assert spoken is not None
    assert (spoken.whose, comment_of(spoken.mp3)) == ("synthetic", COMMENTS["synthetic"])
    samples = decoded(spoken.mp3)
    assert np.abs(samples).max() > 1_000
    assert len(samples) > 3 * RATE


async def test_recordings_take_the_machines_place_where_all_of_it_is_recorded(tmp_path: Path) -> None:
    recorded(tmp_path, dict.fromkeys(FIRST, "a.wav"))
    voice = FixedVoice(tmp_path, Silent())
    more = [FIRST, ("दूसरी दवा", "5 दिन तक")]
    assert (await voice.whose([FIRST], "hi"), await voice.whose(more, "hi")) == ("recorded", None)
    assert await voice.speak(more, "hi") is None
    spoken = await voice.speak([FIRST], "hi")
    assert spoken is not None
    assert (spoken.whose, comment_of(spoken.mp3)) == ("recorded", COMMENTS["recorded"])
    assert 1.0 < len(decoded(spoken.mp3)) / RATE < 3.0


async def test_a_sentence_with_a_piece_that_is_not_recorded_is_the_machines_alone(tmp_path: Path) -> None:
    recorded(tmp_path, dict.fromkeys(FIRST, "a.wav"))
    machine = Beeping()
    spoken = await FixedVoice(tmp_path, machine).speak([FIRST, ("पहली दवा", "5 दिन तक")], "hi")
    assert spoken is not None
    assert (spoken.whose, machine.said) == ("synthetic", ["पहली दवा, 5 दिन तक"])


@pytest.mark.parametrize(
    "files",
    [
        dict.fromkeys(FIRST, "broken.wav"),
        dict.fromkeys(FIRST, "gone.wav"),
        dict.fromkeys(FIRST, "../secret.wav"),
        dict.fromkeys(FIRST, 7),
        ["a.wav"],
        "a.wav",
    ],
)
async def test_the_machine_speaks_where_a_recording_cannot_be_used(files: object, tmp_path: Path) -> None:
    recorded(tmp_path, files)
    (tmp_path / "secret.wav").write_bytes(a_tone(0.5))
    machine = Beeping()
    spoken = await FixedVoice(tmp_path, machine).speak([FIRST], "hi")
    assert spoken is not None
    assert (spoken.whose, len(machine.said)) == ("synthetic", 1)


async def test_the_same_words_are_spoken_once_however_many_ask(tmp_path: Path) -> None:
    machine = Beeping()
    voice = FixedVoice(tmp_path, machine)
    heard = await asyncio.gather(*(voice.speak([FIRST], "hi") for _ in range(5)))
    assert {id(one) for one in heard} == {id(await voice.speak([FIRST], "hi"))}
    assert machine.said == [", ".join(FIRST)]


async def test_recordings_that_are_put_there_later_are_heard_at_once(tmp_path: Path) -> None:
    voice = FixedVoice(tmp_path, Beeping())
    before = await voice.speak([FIRST], "hi")
    recorded(tmp_path, dict.fromkeys(FIRST, "a.wav"))
    after = await voice.speak([FIRST], "hi")
    assert before is not None
    assert after is not None
    assert (before.whose, after.whose) == ("synthetic", "recorded")


async def test_where_there_is_no_voice_there_is_no_sound(tmp_path: Path) -> None:
    voice = FixedVoice(tmp_path, Silent())
    assert await voice.whose([("first medicine",)], "en") is None
    assert await voice.speak([("first medicine",)], "en") is None
    assert await FixedVoice(tmp_path, Beeping()).whose([], "hi") is None
    assert await FixedVoice(tmp_path, Beeping()).speak([], "hi") is None
    assert await Espeak().wav("hello", "xx") is None


async def test_a_machine_that_fails_or_cannot_be_started_is_none(tmp_path: Path) -> None:
    for name, text in (("fails", "#!/bin/sh\ncat >/dev/null\nexit 1\n"), ("no-program", "\x00\x01\x02")):
        command = tmp_path / name
        command.write_text(text)
        os.chmod(command, 0o755)
        assert await Espeak(str(command)).wav("hello", "en") is None


@pytest.mark.parametrize("content", [b"", b"no sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_what_is_no_sound_is_told(content: bytes) -> None:
    with pytest.raises(NotSound):
        decoded(content)
