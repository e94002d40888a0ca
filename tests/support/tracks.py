"""The colour and tone of a person as aiortc tracks, and the recognition of others' in what arrives."""

import asyncio
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np
from aiortc.mediastreams import AUDIO_PTIME, MediaStreamTrack, VideoStreamTrack
from av import AudioFrame, VideoFrame
from numpy.typing import NDArray

from tests.support.capture import SAMPLE_RATE_HZ, Look, picture, tone

WIDTH, HEIGHT = 320, 240
PICTURES = 30
VIDEO_RATE_FPS = 30
"""Of aiortc's own clock."""
SAMPLES = int(AUDIO_PTIME * SAMPLE_RATE_HZ)
LISTENING_SAMPLES = 9_600
"""A fifth of a second: frequencies are told apart to 5 Hz."""


class ColourTrack(VideoStreamTrack):
    """A person's moving picture. Many people on few cores want a slower one than the usual 30 frames a second."""

    def __init__(self, look: Look, rate_fps: int = VIDEO_RATE_FPS) -> None:
        super().__init__()
        self._skipped = VIDEO_RATE_FPS // rate_fps - 1
        self._pictures = [picture(look.colour, WIDTH, HEIGHT, index) for index in range(PICTURES)]
        self._index = 0

    async def recv(self) -> VideoFrame:
        for _ in range(self._skipped):
            await self.next_timestamp()
        pts, time_base = await self.next_timestamp()
        frame = VideoFrame.from_ndarray(self._pictures[self._index % PICTURES], format="rgb24")
        frame.pts, frame.time_base = pts, time_base
        self._index += 1
        return frame


class ToneTrack(MediaStreamTrack):
    """A person's tone, mono, 20 ms a frame in real time."""

    kind = "audio"

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tone = tone(look.tone_hz)
        self._position = 0
        self._started: float | None = None

    async def recv(self) -> AudioFrame:
        await self._pace()
        start = self._position % len(self._tone)
        frame = AudioFrame.from_ndarray(self._tone[None, start : start + SAMPLES], format="s16", layout="mono")
        frame.sample_rate = SAMPLE_RATE_HZ
        frame.pts, frame.time_base = self._position, Fraction(1, SAMPLE_RATE_HZ)
        self._position += SAMPLES
        return frame

    async def _pace(self) -> None:
        now = asyncio.get_running_loop().time()
        if self._started is None:
            self._started = now
        await asyncio.sleep(max(0.0, self._started + self._position / SAMPLE_RATE_HZ - now))


@dataclass
class Watcher:
    """The average colour of the last picture, and how many came."""

    colour: tuple[float, ...] | None = None
    frames: int = 0

    def take(self, frame: VideoFrame) -> None:
        pixels = frame.to_ndarray(format="rgb24")[::8, ::8]
        self.colour = tuple(float(part) for part in pixels.reshape(-1, 3).mean(axis=0))
        self.frames += 1


@dataclass
class Listener:
    """The strongest frequency of the last fifth of a second; ``None`` in silence."""

    tone_hz: float | None = None
    frames: int = 0
    _heard: list[NDArray[np.int16]] = field(default_factory=list)

    def take(self, frame: AudioFrame) -> None:
        channels = len(frame.layout.channels)
        self._heard.append(frame.to_ndarray().astype(np.int16).reshape(-1)[::channels])
        self.frames += 1
        if sum(map(len, self._heard)) >= LISTENING_SAMPLES:
            self.tone_hz = strongest(np.concatenate(self._heard), frame.sample_rate)
            self._heard.clear()


def strongest(samples: NDArray[np.int16], rate_hz: int) -> float | None:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    loudest = int(np.argmax(spectrum))
    return loudest * rate_hz / len(samples) if spectrum[loudest] / len(samples) > 50 else None
