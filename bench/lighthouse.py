"""Google's Lighthouse on the first page, as a mid-range phone on a slow line opens an invitation."""

import argparse
import asyncio
import json
import os
import subprocess
from pathlib import Path
from typing import Any

from bench.conditions import Parameter, conditions
from tests.support.browsers import chromium_path, why_no_chromium
from tests.support.operator import Invited
from tests.support.server import running_server

LIGHTHOUSE = Path(__file__).parents[1] / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("accessibility", "best-practices", "performance")
CHROMIUM_FLAGS = "--headless=new --no-sandbox"
WITHIN_SECONDS = 180.0


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--runs", type=int, default=3, help="how many runs; the median of each score counts")


def measure(options: argparse.Namespace) -> dict[str, object]:
    reason = why_no_chromium() or why_no_lighthouse()
    if reason:
        raise RuntimeError(reason)
    reports = asyncio.run(_measure(options.runs))
    figures: dict[str, object] = {name.replace("-", "_"): _score(reports, name) for name in CATEGORIES}
    figures["not_passed"] = sorted({audit for report in reports for audit in _not_passed(report)})
    for name, found in figures.items():
        print(f"{name}: {found}")
    parameters: dict[str, Parameter] = {"runs": options.runs, "profile": "Lighthouse's own for phones, simulated line"}
    return figures | {"conditions": conditions(parameters, lighthouse=reports[0]["lighthouseVersion"])}


def why_no_lighthouse() -> str | None:
    return None if LIGHTHOUSE.exists() else "lighthouse is not installed: scripts/check installs it where npm is there"


async def _measure(runs: int) -> list[dict[str, Any]]:
    async with running_server() as server:
        invitation = await server.invite(Invited("patient", "Asha"))
        return [await asyncio.to_thread(audit, invitation.link) for _ in range(runs)]


def audit(url: str, categories: tuple[str, ...] = CATEGORIES) -> dict[str, Any]:
    """Lighthouse's report on that page."""
    command = [
        str(LIGHTHOUSE),
        url,
        "--quiet",
        "--no-enable-error-reporting",
        "--output=json",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags={CHROMIUM_FLAGS}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium_path() or ""}
    done = subprocess.run(command, capture_output=True, text=True, timeout=WITHIN_SECONDS, env=environment, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"lighthouse ended with {done.returncode}: {done.stderr.strip()[-500:]}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def _score(reports: list[dict[str, Any]], category: str) -> int:
    scores = sorted(report["categories"][category]["score"] or 0 for report in reports)
    return round(100 * scores[len(scores) // 2])


def _not_passed(report: dict[str, Any]) -> list[str]:
    return [name for name, audit in report["audits"].items() if audit["score"] is not None and audit["score"] < 0.9]
