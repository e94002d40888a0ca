"""axe-core in a page that allows no inline code: its source is evaluated by the driver."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page

SOURCE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"


def is_there() -> bool:
    return SOURCE.exists()


AXE = pytest.mark.skipif(
    not is_there(), reason="axe-core is not installed: scripts/test does it where npm is there (package npm)"
)


async def violations(page: Page) -> list[str]:
    """What axe-core finds on the page as it is now, each rule with the elements that break it."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(SOURCE.read_text(encoding="utf-8"))
    found = await page.evaluate("async () => (await axe.run(document, { resultTypes: ['violations'] })).violations")
    return [_described(violation) for violation in found]


def _described(violation: dict[str, Any]) -> str:
    where = ", ".join(" ".join(map(str, node["target"])) for node in violation["nodes"])
    return f"{violation['id']} ({violation['help']}): {where}"
