"""Whole journeys through a clinic's day, with no media: so many a second, and how long each step takes.

A journey is what one patient costs the server: somebody registers with a code and takes a token at the end of a full
waiting room, tells who speaks and what is wrong; a doctor calls whoever is next, who answers; notes are saved as they
are typed, and the consultation ends. Meanwhile thousands of pages listen for their clinic's board.
"""

import argparse
import asyncio
import secrets
import time
from base64 import b64encode
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

from bench.clinic_day.sockets import Waiting
from bench.clinic_day.staffing import House, Seat, Staffing
from bench.figures import median, percentile
from bench.process import processor_seconds
from bench.registering import Browser, Crowd, Inbox, Phone
from bench.signin import SMS_CONFIGURATION, database
from tests.support.clinic_store import store_of
from tests.support.redis import running_redis
from tests.support.server import Server, running_server
from tests.support.sms_twin import KEY, running_twin

NOTES: tuple[dict[str, object], ...] = (
    {"complaint": "Fever and cough for three days."},
    {"observations": "Throat red, breathing without effort.", "history": "No illness before."},
    {"diagnoses": [{"code": "J06.9", "title": ""}], "advice": "Rest, warm water, come back if it gets worse."},
)
DESK_ADDRESS = "192.0.2.7"
STOP_SECONDS = 60.0


@dataclass
class Done:
    """``took_ms``: of each step, by its name."""

    ended_at: float
    took_ms: dict[str, list[float]]


class DoctorsBrowser(Browser):
    def __init__(self, http: ClientSession, seat: Seat) -> None:
        super().__init__(http, DESK_ADDRESS)
        name, _, value = seat.cookie.partition("=")
        self.cookies[name] = value


@dataclass
class Desk:
    """One doctor, who is with one patient at a time."""

    house: House
    browser: DoctorsBrowser


@dataclass
class Day:
    """All clinics of the load, at each of the nodes. ``free``: desks that nobody works at just now."""

    crowds: Sequence[Crowd]
    houses: Sequence[House]
    journeys: list[Done] = field(default_factory=list)
    free: asyncio.Queue[Desk] = field(default_factory=asyncio.Queue)
    _numbers: Any = field(default_factory=count)

    async def open_desks(self) -> None:
        """In turn, so that no clinic is busier than another."""
        seats = [(house, seat) for house in self.houses for seat in house.doctors]
        nodes = cycle(crowd.http for crowd in self.crowds)
        desks = [Desk(house, DoctorsBrowser(http, seat)) for (house, seat), http in zip(seats, nodes, strict=False)]
        for desk in desks:
            await desk.browser.open()
        for desk in sorted(desks, key=lambda _: secrets.randbelow(1 << 30)):
            self.free.put_nowait(desk)

    async def work_until(self, end: float) -> None:
        while time.monotonic() < end:
            desk = await self.free.get()
            self.journeys.append(await self._journey(desk))
            self.free.put_nowait(desk)

    async def _journey(self, desk: Desk) -> Done:
        steps: dict[str, list[float]] = defaultdict(list)
        number = next(self._numbers)
        phone = Phone(self.crowds[number % len(self.crowds)], number)
        await phone.register()
        await self._take(phone, desk.house)
        steps |= _named(phone.took_ms, ("open", "code", "registration", "patient", "token", "intake"))
        before = len(desk.browser.took_ms)
        answered_ms = await self._consult(desk)
        names = ("call", *("notes" for _ in NOTES), "end")
        for name, took in zip(names, desk.browser.took_ms[before:], strict=True):
            steps[name].append(took)
        steps["answer"].append(answered_ms)
        return Done(time.monotonic(), steps)

    async def _take(self, phone: Phone, house: House) -> None:
        wish = {"clinic": house.clinic, "patient": phone.patient, "language": "hi", "key": secrets.token_urlsafe(12)}
        token = (await phone.ask("POST", "opd/tokens", 201, wish))["id"]
        told = {"caller": {"relation": "self"}, "complaint": "बुखार और खाँसी, तीन दिन से"}
        await phone.ask("PUT", f"opd/tokens/{token}/intake", 200, told)
        house.waiting[token] = phone.cookie

    async def _consult(self, desk: Desk) -> float:
        """Whoever is next; how long her answer took, in milliseconds."""
        doctor = desk.browser
        called = (await doctor.ask("POST", "desk/call-next", 200, {}))["id"]
        patient = Browser(doctor.http, DESK_ADDRESS)
        patient.headers |= doctor.headers
        patient.cookies |= _device(doctor) | dict([desk.house.waiting.pop(called).rpartition("; ")[2].split("=", 1)])
        await patient.ask("POST", f"opd/tokens/{called}/answer", 200, {})
        revision = 0
        for fields in NOTES:
            body = {"revision": revision, "fields": fields}
            saved = await doctor.ask("PATCH", f"desk/consultations/{called}/notes", 200, body)
            revision = saved["revision"]
        await doctor.ask("POST", f"desk/consultations/{called}/end", 200, {})
        return patient.took_ms[-1]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=30.0, help="how long to measure each database (default: 30)")
    parser.add_argument("--warm-up", type=float, default=10.0, help="seconds of load before that (default: 10)")
    parser.add_argument("--workers", type=int, default=4, help="how many journeys at the same time (default: 4)")
    parser.add_argument("--nodes", type=int, default=1, help="server processes on PostgreSQL (default: 1)")
    parser.add_argument("--sockets", type=int, default=6_000, help="pages that listen (default: 6000)")
    parser.add_argument("--clinics", type=int, default=60, help="how many clinics (default: 60)")
    parser.add_argument("--doctors", type=int, default=4, help="on duty in each (default: 4)")
    parser.add_argument("--waiting", type=int, default=20, help="who wait in each already (default: 20)")


async def measure_journeys(engine: str, options: argparse.Namespace) -> dict[str, object]:
    """``journeys_per_second``, ``step_p95_ms`` over all steps, ``sockets`` that stayed open."""
    with TemporaryDirectory(prefix="paramarsh-day-") as folder, database(engine) as settings:
        async with running_twin() as twin:
            inbox = Inbox()
            twin.delivered = inbox
            provider = Path(folder) / "sms.toml"
            provider.write_text(SMS_CONFIGURATION.format(url=twin.url, key=KEY))
            settings |= {"sms_configuration": str(provider), "trusted_proxies": "127.0.0.1", "log_level": "warning"}
            async with _running_nodes(settings, options.nodes if engine == "postgresql" else 1) as servers:
                houses = await _staffed(servers[0], options)
                return await _measured(engine, servers, inbox, houses, options)


@asynccontextmanager
async def _running_nodes(settings: dict[str, str], count: int) -> AsyncIterator[list[Server]]:
    """One process, or several with one database, one Redis and the keys of the first."""
    async with AsyncExitStack() as stack:
        if count == 1:
            yield [await stack.enter_async_context(running_server(**settings))]
            return
        redis = stack.enter_context(running_redis())
        shared = settings | {
            "redis_url": redis.url,
            "master_keys": f"bench:{b64encode(secrets.token_bytes(32)).decode()}",
        }
        yield [await stack.enter_async_context(running_server(**shared)) for _ in range(count)]


async def _staffed(server: Server, options: argparse.Namespace) -> list[House]:
    async with store_of(server) as store:
        return await Staffing(store).open(options.clinics, options.doctors, options.waiting)


async def _measured(
    engine: str, servers: list[Server], inbox: Inbox, houses: list[House], options: argparse.Namespace
) -> dict[str, object]:
    async with AsyncExitStack() as stack:
        nodes = [await stack.enter_async_context(_asking(server)) for server in servers]
        for server in servers:
            server.stop_seconds = STOP_SECONDS
        waiting = Waiting()
        cookies = [cookie for house in houses for cookie in house.waiting.values()]
        await waiting.open_all(nodes, cookies, [house.clinic for house in houses], options.sockets)
        crowds = [Crowd(http, inbox) for http in nodes]
        for crowd in crowds:
            await crowd.read_notice()
        day = Day(crowds, houses)
        await day.open_desks()
        begin = time.monotonic() + options.warm_up
        end = begin + options.seconds
        watching = asyncio.create_task(_watch(servers, begin, options.seconds, waiting))
        await asyncio.gather(*(day.work_until(end) for _ in range(options.workers)))
        done = [one for one in day.journeys if begin <= one.ended_at < end]
        figures = _figures(engine, done, options.seconds, await watching)
        await waiting.close()
        return figures


def _asking(server: Server) -> ClientSession:
    timeout = ClientTimeout(total=120)
    return ClientSession(server.url, connector=TCPConnector(limit=0), timeout=timeout, cookie_jar=DummyCookieJar())


async def _watch(servers: Sequence[Server], begin: float, seconds: float, waiting: Waiting) -> Counter[str]:
    await asyncio.sleep(begin - time.monotonic())
    used, own, heard = _processor_seconds(servers), time.process_time(), waiting.heard
    await asyncio.sleep(seconds)
    return Counter(
        server=round(100 * (_processor_seconds(servers) - used) / seconds),
        load=round(100 * (time.process_time() - own) / seconds),
        boards=round((waiting.heard - heard) / seconds),
        sockets=waiting.open,
        lost=waiting.lost,
    )


def _processor_seconds(servers: Sequence[Server]) -> float:
    return sum(processor_seconds(server.pid) for server in servers)


def _figures(engine: str, done: Sequence[Done], seconds: float, seen: Counter[str]) -> dict[str, object]:
    if not done:
        raise RuntimeError(f"no journey was made on {engine}")
    by_step: dict[str, list[float]] = defaultdict(list)
    for one in done:
        for name, took in one.took_ms.items():
            by_step[name] += took
    all_steps = [took for steps in by_step.values() for took in steps]
    per_second, p95 = round(len(done) / seconds, 1), round(percentile(all_steps, 95), 1)
    print(
        f"{engine}: {per_second} journeys a second with {seen['sockets']} open sockets, 95 % of steps within {p95} ms"
    )
    for name, took in by_step.items():
        print(f"  {name}: median {median(took):.1f} ms, 95 % within {percentile(took, 95):.1f} ms")
    print(f"  of a core: server {seen['server']} %, load {seen['load']} %; {seen['boards']} boards a second were heard")
    return {
        "journeys_per_second": per_second,
        "step_p95_ms": p95,
        "sockets": seen["sockets"],
        "sockets_lost": seen["lost"],
        "boards_per_second": seen["boards"],
        "server_core_percent": seen["server"],
        "load_core_percent": seen["load"],
    }


def _device(browser: Browser) -> dict[str, str]:
    """The browser's own cookie, to which the token of its pages belongs."""
    return {name: value for name, value in browser.cookies.items() if "device" in name}


def _named(took_ms: Sequence[float], names: Sequence[str]) -> dict[str, list[float]]:
    return {name: [took] for name, took in zip(names, took_ms, strict=True)}
