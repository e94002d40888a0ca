"""What a test person's camera and microphone give: a moving picture of one colour, and one tone.

The files are made once with numpy and kept in a cache folder of the system's temporary directory.
"""

import os
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE_HZ = 48_000
AMPLITUDE = 9_000
LOOP_SECONDS = 2
TEXTURE = 40
FRAMES_A_SWAY = 15
"""Every frame differs from the one before, and the loop of two seconds has no jump."""

Rgb = tuple[int, int, int]
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Look:
    """One person's colour (sRGB) and tone; both are far from everybody else's."""

    colour: Rgb
    tone_hz: int


RED = Look((200, 40, 40), 440)
GREEN = Look((40, 170, 60), 620)
BLUE = Look((45, 70, 210), 860)
YELLOW = Look((215, 200, 50), 1_130)
MAGENTA = Look((190, 50, 180), 1_480)
CYAN = Look((50, 190, 200), 1_900)
LOOKS = (RED, GREEN, BLUE, YELLOW, MAGENTA, CYAN)


@dataclass(frozen=True, slots=True)
class CaptureFiles:
    """What Chromium's ``--use-file-for-fake-…-capture`` flags want."""

    video: Path
    audio: Path


def capture_files(
    look: Look, *, width: int = 640, height: int = 480, rate_fps: int = 15, busy: bool = False
) -> CaptureFiles:
    """``busy``: a picture that costs an encoder more than a megabit a second, for lines that must show their limit."""
    folder = _cache_folder()
    red, green, blue = look.colour
    video = folder / f"{red:02x}{green:02x}{blue:02x}-{width}x{height}-{rate_fps}{'-busy' if busy else ''}.y4m"
    audio = folder / f"{look.tone_hz}.wav"
    if not video.exists():
        _replace(video, y4m(look.colour, width, height, rate_fps, busy=busy))
    if not audio.exists():
        _write_wav(audio, tone(look.tone_hz))
    return CaptureFiles(video, audio)


def picture(colour: Rgb, width: int, height: int, index: int) -> Picture:
    """Frame ``index`` as height × width × RGB: a darker figure that sways before a plain ground of the colour."""
    frame = np.empty((height, width, 3), np.uint8)
    frame[:] = colour
    sway = width / 16 * np.sin(2 * np.pi * index / FRAMES_A_SWAY)
    frame[_figure(width, height, float(sway))] = [part * 3 // 5 for part in colour]
    return frame


def _figure(width: int, height: int, sway: float) -> NDArray[np.bool_]:
    """Head and shoulders: two ellipses."""
    down, right = np.mgrid[0:height, 0:width]
    across = right - width / 2 - sway
    head = (across / 0.15) ** 2 + ((down - 0.42 * height) / 0.19) ** 2 < height**2
    shoulders = (across / 0.38) ** 2 + ((down - 1.02 * height) / 0.38) ** 2 < height**2
    return np.asarray(head | shoulders)


def tone(frequency_hz: int) -> NDArray[np.int16]:
    """Two seconds in whole periods, so that the loop has no click."""
    moments = np.arange(SAMPLE_RATE_HZ * LOOP_SECONDS) / SAMPLE_RATE_HZ
    return (AMPLITUDE * np.sin(2 * np.pi * frequency_hz * moments)).astype(np.int16)


def textured(frame: Picture, index: int) -> Picture:
    """Blocks of eight pixels get lighter or darker by chance; the average stays."""
    height, width, _ = frame.shape
    blocks = np.random.default_rng(index).integers(-TEXTURE, TEXTURE + 1, (height // 8, width // 8, 1))
    return np.asarray(np.clip(frame + blocks.repeat(8, 0).repeat(8, 1), 0, 255), np.uint8)


def y4m(colour: Rgb, width: int, height: int, rate_fps: int, *, busy: bool = False) -> bytes:
    header = f"YUV4MPEG2 W{width} H{height} F{rate_fps}:1 Ip A1:1 C420jpeg\n".encode()
    pictures = (picture(colour, width, height, index) for index in range(rate_fps * LOOP_SECONDS))
    shown = (textured(frame, index) if busy else frame for index, frame in enumerate(pictures))
    return header + b"".join(b"FRAME\n" + i420(frame) for frame in shown)


def i420(frame: Picture) -> bytes:
    """ITU-R BT.601, limited range, the chroma taken from every second pixel: enough for plain areas."""
    red, green, blue = (frame[..., part].astype(np.float32) for part in range(3))
    luma = 16 + 0.257 * red + 0.504 * green + 0.098 * blue
    blueness = 128 - 0.148 * red - 0.291 * green + 0.439 * blue
    redness = 128 + 0.439 * red - 0.368 * green - 0.071 * blue
    planes = (luma, blueness[::2, ::2], redness[::2, ::2])
    return b"".join(plane.round().astype(np.uint8).tobytes() for plane in planes)


def closest(colour: tuple[float, ...], looks: tuple[Look, ...] = LOOKS) -> Look:
    """Whose colour this is; coding moves it a little, never nearer to another's."""
    return min(looks, key=lambda look: sum((a - b) ** 2 for a, b in zip(colour, look.colour, strict=True)))


def _cache_folder() -> Path:
    folder = Path(tempfile.gettempdir()) / f"paramarsh-capture-{os.getuid()}"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


def _write_wav(path: Path, samples: NDArray[np.int16]) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}")
    with wave.open(str(unfinished), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE_HZ)
        file.writeframes(samples.tobytes())
    unfinished.replace(path)


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: two test runs may want the same file."""
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)
