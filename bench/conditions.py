"""What a figure was measured on and with: without it no figure means anything."""

import os
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

PACKAGES = ("aiortc", "aioice", "pylibsrtp", "aiohttp", "python-socketio", "uvloop", "av", "cryptography")

Parameter = str | int | float | bool


def conditions(parameters: Mapping[str, Parameter], **versions: str) -> dict[str, object]:
    return {
        "cpu": cpu_model(),
        "cores": len(os.sched_getaffinity(0)),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in PACKAGES} | versions,
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "parameters": dict(parameters),
    }


def cpu_model() -> str:
    """As the kernel names it; the architecture where it names none."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
