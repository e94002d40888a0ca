"""Registrations with a one-time code that the server sustains, on each database, with all its limits on.

So many workers as are asked for register one patient after the other: the page opens, asks for a code, gives the code
that the SMS provider was handed, and tells who is ill. The server is the real process, the provider a twin beside the
load. A registration's time is that of its four requests; the wait for the message is not in it.
"""

import argparse
import asyncio
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop
from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bench.conditions import Parameter, conditions
from bench.figures import median, percentile
from bench.process import processor_seconds
from bench.registering import STEPS, VILLAGE, Crowd, Inbox, Journey
from tests.support.postgresql import running_postgresql, why_no_postgresql
from tests.support.server import Server, running_server
from tests.support.sms_twin import KEY, running_twin

ENGINES = ("sqlite", "postgresql")
DURABLE = {"max_connections": "60"}
"""Otherwise as PostgreSQL comes: what is committed is on the disk."""
SMS_CONFIGURATION = """
url = "{url}/v1/messages"
method = "POST"
body_kind = "json"
body = '''{{"to": "{{to}}", "text": "{{text}}", "message_id": "{{message_id}}"}}'''
[headers]
Authorization = "Bearer {key}"
"""
PACKAGES = ("sqlalchemy", "aiosqlite", "asyncpg", "pydantic")


@dataclass(frozen=True, slots=True)
class Busy:
    """How much of a core each had, in percent."""

    server: float
    load: float


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=20.0, help="how long to measure each (default: 20)")
    parser.add_argument("--warm-up", type=float, default=5.0, help="seconds of load before that (default: 5)")
    parser.add_argument("--workers", type=int, default=16, help="how many register at the same time (default: 16)")
    parser.add_argument("--engine", choices=ENGINES, help="one database only")


def measure(options: argparse.Namespace) -> dict[str, object]:
    if reason := why_no_postgresql():
        raise RuntimeError(reason)
    figures: dict[str, object] = {}
    for engine in [options.engine] if options.engine else ENGINES:
        figures[engine] = uvloop.run(_measure(engine, options))
    parameters: dict[str, Parameter] = {
        "workers": options.workers,
        "seconds": options.seconds,
        "warm_up_seconds": options.warm_up,
        "phones_an_address": VILLAGE,
        "network": "loopback; the load and the SMS provider's twin are one process on the same machine",
        "sqlite": "WAL, synchronous=NORMAL",
        "postgresql": "fsync and synchronous_commit on, on the same machine",
    }
    return figures | {"conditions": conditions(parameters, **_versions())}


async def _measure(engine: str, options: argparse.Namespace) -> dict[str, object]:
    with TemporaryDirectory(prefix="paramarsh-signin-") as folder, database(engine) as settings:
        async with running_twin() as twin:
            inbox = Inbox()
            twin.delivered = inbox
            provider = Path(folder) / "sms.toml"
            provider.write_text(SMS_CONFIGURATION.format(url=twin.url, key=KEY))
            settings |= {"sms_configuration": str(provider), "trusted_proxies": "127.0.0.1", "log_level": "warning"}
            async with running_server(**settings) as server:
                journeys, busy = await _load(server, inbox, options)
    return figures(engine, journeys, busy, options.seconds)


@contextmanager
def database(engine: str) -> Iterator[dict[str, str]]:
    """The server's settings for it."""
    if engine == "sqlite":
        yield {}
        return
    with running_postgresql(DURABLE) as server:
        yield {"database_url": server.url(server.create())}


async def _load(server: Server, inbox: Inbox, options: argparse.Namespace) -> tuple[list[Journey], Busy]:
    """The registrations that ended while it was measured."""
    connector, timeout = TCPConnector(limit=options.workers), ClientTimeout(total=60)
    async with ClientSession(server.url, connector=connector, timeout=timeout, cookie_jar=DummyCookieJar()) as http:
        crowd = Crowd(http, inbox)
        await crowd.read_notice()
        begin = time.monotonic() + options.warm_up
        end = begin + options.seconds
        watching = asyncio.create_task(_watch(server, begin, options.seconds))
        await asyncio.gather(*(crowd.register_until(end) for _ in range(options.workers)))
        return [one for one in crowd.journeys if begin <= one.ended_at < end], await watching


async def _watch(server: Server, begin: float, seconds: float) -> Busy:
    await asyncio.sleep(begin - time.monotonic())
    before, own_before = processor_seconds(server.pid), time.process_time()
    await asyncio.sleep(seconds)
    after, own_after = processor_seconds(server.pid), time.process_time()
    return Busy(100 * (after - before) / seconds, 100 * (own_after - own_before) / seconds)


def figures(engine: str, journeys: Sequence[Journey], busy: Busy, seconds: float) -> dict[str, object]:
    if not journeys:
        raise RuntimeError(f"nobody was registered on {engine}")
    whole = [sum(one.took_ms) for one in journeys]
    per_second, p95_ms = round(len(journeys) / seconds, 1), round(percentile(whole, 95), 1)
    print(f"{engine}: {per_second} registrations a second, 95 % of them within {p95_ms} ms at the server")
    for step, took_ms in zip(STEPS, zip(*(one.took_ms for one in journeys), strict=True), strict=True):
        print(f"  {step}: median {median(took_ms):.1f} ms, 95 % within {percentile(took_ms, 95):.1f} ms")
    print(f"  of a core: server {busy.server:.0f} %, load and provider {busy.load:.0f} %")
    return {
        "per_second": per_second,
        "p95_ms": p95_ms,
        "server_core_percent": round(busy.server),
        "load_core_percent": round(busy.load),
    }


def _versions() -> dict[str, str]:
    return {name: version(name) for name in PACKAGES}
