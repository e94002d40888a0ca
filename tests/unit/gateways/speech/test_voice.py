"""The fixed phrases are spoken by a machine, or by recordings where all of a sentence is recorded."""

import io
import json
import shutil
import wave
from pathlib import Path

import numpy as np
import pytest

from clinic.prescription.dosing import Dosing
from clinic.prescription.phrases.catalogues import own
from clinic.prescription.spoken import sentences
from gateways.speech.espeak import VOICES, Espeak
from gateways.speech.sound import RATE, decoded
from gateways.speech.voice import MANIFEST, FixedVoice
from tests.unit.clinic.prescription.builders import content, line

ESPEAK = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
TWO = content(lines=(line("paracetamol"), line("ibuprofen", 2, dosing=Dosing(amounts=(0.0, 0.0, 0.0, 1.0), days=3))))


class Silent(Espeak):
    """No voice is installed."""

    async def wav(self, text: str, language: str) -> bytes | None:
        return None


def a_tone(seconds: float) -> bytes:
    kept = io.BytesIO()
    with wave.open(kept, "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        times = np.arange(int(RATE * seconds)) / RATE
        sound.writeframes((8_000 * np.sin(2 * np.pi * 440 * times)).astype(np.int16).tobytes())
    return kept.getvalue()


def test_the_first_medicine_is_called_the_first_and_never_by_its_name() -> None:
    for catalogue in own().by_language.values():
        told = sentences(TWO, catalogue)
        assert [one[0] for one in told] == [catalogue.nth_medicine(1), catalogue.nth_medicine(2)]
        assert "paracetamol" not in repr(told).lower()
        assert "ibuprofen" not in repr(told).lower()


@ESPEAK
@pytest.mark.parametrize("language", sorted(VOICES))
async def test_a_machine_speaks_each_language(language: str, tmp_path: Path) -> None:
    catalogue = own().of(language)
    assert catalogue is not None
    sound = await FixedVoice(tmp_path).speak(sentences(TWO, catalogue), language)
    assert sound is not None
    samples = decoded(sound)
    assert np.abs(samples).max() > 1_000
    assert len(samples) > 3 * RATE


async def test_recordings_take_the_machines_place_where_all_of_it_is_recorded(tmp_path: Path) -> None:
    folder, told = tmp_path / "hi", [("पहली दवा", "रात को 1 गोली"), ("दूसरी दवा", "5 दिन तक")]
    folder.mkdir()
    (folder / "a.wav").write_bytes(a_tone(0.5))
    files = {"पहली दवा": "a.wav", "रात को 1 गोली": "a.wav"}
    (folder / MANIFEST).write_text(json.dumps(files), encoding="utf-8")
    voice = FixedVoice(tmp_path, Silent())
    assert await voice.speak(told, "hi") is None
    sound = await voice.speak(told[:1], "hi")
    assert sound is not None
    assert 1.0 < len(decoded(sound)) / RATE < 3.0
    assert await voice.speak(told[:1], "hi") is sound


async def test_a_recording_outside_its_folder_is_not_played(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    (tmp_path / "secret.wav").write_bytes(a_tone(0.5))
    (folder / MANIFEST).write_text(json.dumps({"first medicine": "../secret.wav"}), encoding="utf-8")
    with pytest.raises(FileNotFoundError):
        await FixedVoice(tmp_path, Silent()).speak([("first medicine",)], "en")


async def test_where_there_is_no_voice_there_is_no_sound(tmp_path: Path) -> None:
    assert await FixedVoice(tmp_path, Silent()).speak([("first medicine",)], "en") is None
    assert await Espeak().wav("hello", "xx") is None
