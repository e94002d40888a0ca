"""The sizes of screens for which the pages are made, in CSS pixels."""

from dataclasses import dataclass

from playwright.async_api import ViewportSize


@dataclass(frozen=True, slots=True)
class Viewport:
    name: str
    width: int
    height: int
    is_touched: bool

    @property
    def size(self) -> ViewportSize:
        return {"width": self.width, "height": self.height}


SMALL_PHONE = Viewport("small phone", 360, 640, True)
PHONE = Viewport("phone", 390, 844, True)
PHONE_ON_ITS_SIDE = Viewport("phone on its side", 844, 390, True)
TABLET = Viewport("tablet", 820, 1180, True)
LAPTOP = Viewport("laptop", 1366, 768, False)
SMALL_LAPTOP = Viewport("small laptop", 1024, 720, False)
"""For tests to which the size does not matter."""
VIEWPORTS = (SMALL_PHONE, PHONE, TABLET, LAPTOP)
