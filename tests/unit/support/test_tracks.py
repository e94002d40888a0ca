import numpy as np
import pytest

from tests.support.capture import LOOKS, RED, closest, tone
from tests.support.tracks import LISTENING_SAMPLES, ColourTrack, Listener, ToneTrack, Watcher, strongest


def test_each_tone_is_recognised_in_a_fifth_of_a_second() -> None:
    for expected in LOOKS:
        heard = strongest(tone(expected.tone_hz)[:LISTENING_SAMPLES], 48_000)
        assert heard == pytest.approx(expected.tone_hz, abs=5)


def test_silence_has_no_tone() -> None:
    assert strongest(np.zeros(LISTENING_SAMPLES, np.int16), 48_000) is None


async def test_a_watcher_recognises_a_colour_track() -> None:
    track, watcher = ColourTrack(RED), Watcher()
    watcher.take(await track.recv())
    assert watcher.colour is not None
    assert closest(watcher.colour) == RED


async def test_a_listener_recognises_a_tone_track() -> None:
    track, listener = ToneTrack(RED), Listener()
    while listener.tone_hz is None:
        listener.take(await track.recv())
    assert listener.tone_hz == pytest.approx(RED.tone_hz, abs=5)
