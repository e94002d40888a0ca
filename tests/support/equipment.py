"""What hangs on a test person's machine, where that matters: cameras, microphones and speakers that come and go."""

from dataclasses import asdict, dataclass
from typing import Any

from tests.support.capture import Look


@dataclass(frozen=True, slots=True)
class Device:
    """``look``: its colour or tone. ``facing``: of a phone's camera, ``user`` or ``environment``."""

    id: str
    label: str
    look: Look
    facing: str | None = None


@dataclass(frozen=True, slots=True)
class Equipment:
    cameras: tuple[Device, ...]
    microphones: tuple[Device, ...]
    speakers: tuple[Device, ...] = ()
    screen: Look | None = None
    """What is shown when she shares her screen."""


def plain(look: Look, *, screen: Look | None = None) -> Equipment:
    """One camera and one microphone."""
    return Equipment(
        (Device("camera", "Camera", look),),
        (Device("microphone", "Microphone", look),),
        (Device("speaker", "Speaker", look),),
        screen,
    )


def phone(front: Look, back: Look) -> Equipment:
    """With a camera on each side."""
    return Equipment(
        (Device("front", "Front camera", front, "user"), Device("back", "Back camera", back, "environment")),
        (Device("microphone", "Microphone", front),),
    )


def painted(equipment: Equipment) -> dict[str, Any]:
    """As tests/support/devices.js wants it."""
    return asdict(equipment)
