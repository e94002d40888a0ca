"""Pages as they look, beside pictures that were looked at by eye when they were made.

Where a change is meant: PYTHONPATH=. python -m tests.unit.gateways.document.test_pictures, and look at them again.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import av
import numpy as np
import pytest

from clinic.prescription.content import Content
from gateways.document.marks import Marks
from gateways.document.render import render
from tests.unit.clinic.prescription.builders import line
from tests.unit.gateways.document.builders import QR, Picture, full, pages, png, signature

FOLDER = Path(__file__).parents[3] / "data" / "prescription"
DOTS_PER_INCH = 75
BLOCK = 8
"""Of pixels a side: another version of the same library moves edges within it, and no words."""
MOST_DIFFERENT, MEAN_DIFFERENT = 48.0, 1.5
"""Of 255."""
DEVELOPMENT, REAL = Marks(True, show_drafts=True), Marks(False, show_drafts=True)
SHOWN: dict[str, tuple[Content, Marks]] = {
    "hi": (full("hi"), DEVELOPMENT),
    "ta": (full("ta", complaint="மூன்று நாட்களாகக் காய்ச்சல்"), REAL),
    "ur": (full("ur", complaint="تین دن سے بخار، کھانسی 2 دن سے", worse="سانس پھولے تو فوراً آئیں۔"), REAL),
    "bn": (full("bn", complaint="তিন দিন ধরে জ্বর"), REAL),
}
NAMES = [("hi", 0), ("hi", 1), ("ta", 0), ("ur", 0), ("ur", 1), ("bn", 0)]


@cache
def made(name: str) -> list[Picture]:
    content, marks = SHOWN[name]
    return list(pages(render(content, QR, signature(), marks), DOTS_PER_INCH))


def reference(name: str, page: int) -> Picture:
    with av.open(FOLDER / f"{name}-{page + 1}.png", mode="r") as opened:
        return np.asarray(next(opened.decode(video=0)).to_ndarray(format="gray"), np.uint8)


def blocks(picture: Picture) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """The mean of each block."""
    height, width = (side - side % BLOCK for side in picture.shape)
    parted = picture[:height, :width].reshape(height // BLOCK, BLOCK, width // BLOCK, BLOCK)
    return np.asarray(parted.mean(axis=(1, 3)))


def alike(one: Picture, two: Picture) -> bool:
    if one.shape != two.shape:
        return False
    different = np.abs(blocks(one) - blocks(two))
    return bool(different.max() < MOST_DIFFERENT and different.mean() < MEAN_DIFFERENT)


@pytest.mark.parametrize(("name", "page"), NAMES)
def test_a_page_looks_as_it_did_when_it_was_looked_at(name: str, page: int) -> None:
    assert alike(made(name)[page], reference(name, page))


@pytest.mark.parametrize(
    "changed",
    [
        {"complaint": "Cough for three days, and pain"},
        {"lines": tuple(reversed(full().lines))},
        {"lines": (*full().lines[:4], line(number=5))},
        {"held": 0},
        {"worse": ""},
    ],
    ids=lambda changed: str(next(iter(changed))),
)
def test_the_tolerance_lets_no_change_of_content_through(changed: dict[str, object]) -> None:
    pdf = render(full("hi", **changed), QR, signature(), DEVELOPMENT)
    assert not all(alike(*pair) for pair in zip(pages(pdf, DOTS_PER_INCH), made("hi"), strict=False))


def test_the_tolerance_lets_no_missing_mark_through() -> None:
    pdf = render(full("hi"), QR, signature(), replace(DEVELOPMENT, is_development=False))
    assert not alike(pages(pdf, DOTS_PER_INCH)[0], made("hi")[0])


def test_the_tolerance_lets_blurred_edges_through() -> None:
    page = made("hi")[0].astype(np.float64)
    blurred = (page + np.roll(page, 1, axis=1)) / 2
    assert alike(blurred.astype(np.uint8), made("hi")[0])


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in NAMES:
        (FOLDER / f"{name}-{page + 1}.png").write_bytes(png(made(name)[page]))
