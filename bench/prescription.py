"""Prescriptions made and sealed: how many a second, and how long one takes.

A realistic one (five medicines, English and Hindi, the picture of a signature, a code of about 700 characters) is made
by the server's own pool of processes, which are started and warmed up before; each document has another id. First one
after the other, then as many at once as keep all processes busy. Every document is checked afterwards for its seal.
"""

import argparse
import asyncio
import time
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.conditions import conditions
from bench.figures import median, percentile
from clinic.prescription.content import Content
from gateways.document.check import check
from gateways.document.marks import Marks
from gateways.document.material import SealMaterial
from gateways.document.pool import DocumentPool
from server.seal_key import seal_of
from tests.unit.gateways.document.builders import QR, full, signature

PACKAGES = ("typst", "pyhanko", "segno")
WARM_UP = 6
"""Documents for each process: the first one reads the fonts."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--documents", type=int, default=150, help="how many are made at once (default: 150)")
    parser.add_argument("--single", type=int, default=40, help="how many one after the other (default: 40)")
    parser.add_argument("--processes", type=int, default=2, help="that make documents (default: 2)")


def measure(options: argparse.Namespace) -> dict[str, object]:
    with TemporaryDirectory(prefix="paramarsh-prescription-") as folder:
        material = seal_of(Path(folder), None, None, production=False)
        figures = asyncio.run(_measure(material, options))
    print(f"{figures['documents_per_second']} sealed documents a second with {options.processes} processes")
    print(f"one takes {figures['ms_per_document']} ms (median), 95 % within {figures['p95_ms']} ms")
    parameters = {"documents": options.documents, "single": options.single, "processes": options.processes}
    return figures | {"conditions": conditions(parameters, **{name: version(name) for name in PACKAGES})}


async def _measure(material: SealMaterial, options: argparse.Namespace) -> dict[str, object]:
    pool = DocumentPool(options.processes, material, Marks(is_development=True))
    try:
        await _at_once(pool, WARM_UP * options.processes)
        took_ms, size = await _one_by_one(pool, options.single)
        begin = time.perf_counter()
        made = await _at_once(pool, options.documents)
        seconds = time.perf_counter() - begin
    finally:
        await pool.close()
    if any([(await check(pdf, material.trusted)).state != "authentic" for pdf in made]):
        raise RuntimeError("a document was made whose seal does not hold")
    return {
        "documents_per_second": round(len(made) / seconds, 1),
        "ms_per_document": round(median(took_ms), 1),
        "p95_ms": round(percentile(took_ms, 95), 1),
        "bytes": size,
    }


async def _one_by_one(pool: DocumentPool, count: int) -> tuple[list[float], int]:
    """Milliseconds of each, and the bytes of the last one."""
    took_ms, size = [], 0
    for number in range(count):
        begin = time.perf_counter()
        size = len(await pool.make(_content(10_000 + number), QR, signature()))
        took_ms.append(1_000 * (time.perf_counter() - begin))
    return took_ms, size


async def _at_once(pool: DocumentPool, count: int) -> list[bytes]:
    return list(await asyncio.gather(*(pool.make(_content(number), QR, signature()) for number in range(count))))


def _content(number: int) -> Content:
    told = full("hi")
    return replace(told, id=f"{number:032x}", patient=replace(told.patient, name=f"Sunita Devi {number}"))
