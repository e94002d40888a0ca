"""A prescription's phrases are heard by its household alone, and the answer says whose voice it is."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from clinic.prescription.dosing import Dosing
from clinic.prescription.phrases.catalogues import own
from clinic.prescription.spoken import sentences
from gateways.speech.recordings import MANIFEST
from gateways.speech.sound import RATE, decoded
from gateways.speech.voice import FixedVoice
from http_api.prescription.spoken import InLanguage, SpokenPages
from rooms.ports import Refusal
from storage.store import Store
from tests.support.clinic_api import ClinicApi, running_clinic_api
from tests.support.clocks import Clock
from tests.support.opd_api import Mother, Opd, opened_opd
from tests.unit.clinic.prescription.builders import content, line
from tests.unit.gateways.speech.test_voice import Silent, a_tone
from tests.unit.http_api.opd.test_prescriptions import LINE, sign, talking, write

TWICE = content(lines=(line("paracetamol", dosing=Dosing(amounts=(1.0, 0.0, 1.0, 0.0), days=5, food="after_food")),))


@pytest.fixture
async def api(store: Store, clock: Clock, tmp_path: Path) -> AsyncIterator[ClinicApi]:
    async with running_clinic_api(store, clock, data_folder=tmp_path) as running:
        yield running


@pytest.fixture
async def opd(api: ClinicApi) -> Opd:
    return await opened_opd(api)


async def given(opd: Opd) -> tuple[Mother, str]:
    doctor, mother, consultation = await talking(opd)
    await write(doctor, consultation, lines=[LINE])
    return mother, str((await sign(doctor, consultation))["id"])


def recorded(folder: Path, language: str) -> None:
    """All that is said of ``LINE``."""
    catalogue = own().of(language)
    assert catalogue is not None
    (folder / language).mkdir(parents=True)
    (folder / language / "a.wav").write_bytes(a_tone(0.2))
    files = {piece: "a.wav" for one in sentences(TWICE, catalogue) for piece in one}
    (folder / language / MANIFEST).write_text(json.dumps(files), encoding="utf-8")


async def test_what_a_department_has_recorded_is_played_and_called_recorded(opd: Opd, tmp_path: Path) -> None:
    recorded(tmp_path / "recordings", "hi")
    mother, prescription = await given(opd)
    assert await mother.browser.get(f"/prescriptions/{prescription}/voice?language=hi") == {"voice": "recorded"}
    answer = await mother.browser.send("GET", f"/prescriptions/{prescription}/spoken?language=hi")
    assert (answer.status, answer.content_type) == (200, "audio/mpeg")
    assert (answer.headers["X-Voice"], answer.headers["Cache-Control"]) == ("recorded", "no-store")
    assert len(decoded(await answer.read())) > RATE


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
async def test_a_machine_is_called_synthetic_and_drafts_are_not_spoken(opd: Opd) -> None:
    mother, prescription = await given(opd)
    path, heard = f"/prescriptions/{prescription}", {}
    for language in ("hi", "en", "ta", "xx"):
        assert await mother.browser.get(f"{path}/voice?language={language}") == {"voice": "synthetic"}
        answer = await mother.browser.send("GET", f"{path}/spoken?language={language}")
        assert (answer.status, answer.headers["X-Voice"]) == (200, "synthetic")
        heard[language] = await answer.read()
    assert heard["ta"] == heard["xx"] == heard["en"] != heard["hi"]


async def test_another_household_hears_nothing_of_it(opd: Opd) -> None:
    _, prescription = await given(opd)
    stranger = await opd.mother("Sita")
    nobody = await opd.api.browser()
    for path in (f"/prescriptions/{prescription}/spoken", f"/prescriptions/{prescription}/voice"):
        assert (await stranger.browser.get(path, status=404))["code"] == "prescription_unknown"
        assert (await nobody.get(path, status=401))["code"] == "not_signed_in"


async def test_a_server_without_a_voice_says_so(tmp_path: Path) -> None:
    class Found:
        async def one(self, prescription: str, actor: Any) -> Any:
            return SimpleNamespace(content=TWICE)

    pages = SpokenPages(Found(), own(), FixedVoice(tmp_path, Silent()))  # type: ignore[arg-type]
    call: Any = SimpleNamespace(actor=None, named=lambda _: "0" * 32)
    assert (await pages.get_voice(call, InLanguage(language="hi"))).voice is None
    with pytest.raises(Refusal) as refused:
        await pages.speak_prescription(call, InLanguage(language="hi"))
    assert refused.value.code == "spoken_unavailable"
