"""The page's modules without a browser; the tests themselves are in ``tests/web_client``."""

import re
import subprocess
from pathlib import Path

from playwright._impl._driver import compute_driver_executable

TESTS = Path(__file__).parents[1] / "web_client"
WITHIN_SECONDS = 60


def test_the_modules_of_the_page_pass_their_own_tests() -> None:
    """Run by the Node that Playwright brings: its version is pinned, and a machine need not have one."""
    node = compute_driver_executable()[0]
    files = [str(path) for path in sorted(TESTS.glob("*.test.mjs"))]
    assert files
    run = subprocess.run([node, "--test", *files], capture_output=True, text=True, timeout=WITHIN_SECONDS, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    passed, ran = (int(re.findall(rf"{word} (\d+)", run.stdout)[-1]) for word in ("pass", "tests"))
    assert passed == ran >= _written(files), "not every test ran\n" + run.stdout


def _written(files: list[str]) -> int:
    """At least so many: some stand in a loop."""
    return sum(line.startswith("test(") for file in files for line in Path(file).read_text().splitlines())
