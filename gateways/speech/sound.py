"""Sounds put one after the other, as an MP3 that phones of all kinds play and a slow line carries (24 kbit/s)."""

import io
from collections.abc import Iterator, Mapping, Sequence

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from clinic.prescription.spoken import Whose

RATE = 24_000
BITS_A_SECOND = 24_000
PIECE_REST_SECONDS = 0.15
SENTENCE_REST_SECONDS = 0.8
COMMENTS: Mapping[Whose, str] = {"synthetic": "Synthetic voice", "recorded": "Recorded voice"}
Samples = NDArray[np.int16]


class NotSound(ValueError):
    """It holds nothing that can be heard."""


def decoded(content: bytes) -> Samples:
    """Mono, ``RATE`` a second. Raises ``NotSound``."""
    resampler = AudioResampler(format="s16", layout="mono", rate=RATE)
    try:
        with av.open(io.BytesIO(content), "r") as sound:
            frames = [made for frame in sound.decode(audio=0) for made in resampler.resample(frame)]
        frames += resampler.resample(None)
        return np.concatenate([frame.to_ndarray().reshape(-1) for frame in frames])
    except (av.FFmpegError, IndexError, ValueError) as error:
        raise NotSound(str(error)) from error


def rest(seconds: float) -> Samples:
    return np.zeros(int(RATE * seconds), dtype=np.int16)


def mp3(parts: Sequence[Samples], whose: Whose) -> bytes:
    """The file says by itself whose voice it is, in the comment of its ID3 tag."""
    kept = io.BytesIO()
    with av.open(kept, "w", format="mp3") as sound:
        sound.metadata["comment"] = COMMENTS[whose]
        stream = sound.add_stream("libmp3lame", rate=RATE, layout="mono")
        stream.bit_rate = BITS_A_SECOND
        for frame in _frames(np.concatenate(list(parts))):
            sound.mux(stream.encode(frame))
        sound.mux(stream.encode(None))
    return kept.getvalue()


def _frames(samples: Samples) -> Iterator[av.AudioFrame]:
    size = RATE
    for start in range(0, len(samples), size):
        frame = av.AudioFrame.from_ndarray(samples[np.newaxis, start : start + size], format="s16", layout="mono")
        frame.sample_rate = RATE
        frame.pts = start
        yield frame
