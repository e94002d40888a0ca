"""What forwarding a packet costs: processor time, loss, added latency, memory.

A real media worker, and in a process of its own a load of synthetic people: 50 audio and 110 video packets a second
each, with transport-wide sequence numbers, reports, REMB and one NACK for a hundred video packets. Processor time is
the operating system's for the worker's process; latency is from the sender's clock to the kernel's time stamp of
arrival, less the same figure of a run in which the same packets go from socket to socket without a relay.
"""

import argparse
import asyncio
import multiprocessing
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from bench.conditions import Parameter, conditions
from bench.figures import percentile
from bench.load.generator import CONNECTED, MEASURED, MEASURING, START, generate
from bench.load.plan import Plan
from bench.load.reception import Counts
from bench.process import pin, private_bytes, processor_seconds
from media.parameters import EVERY_SOURCE
from media.pool import WorkerPool

SPAWN = multiprocessing.get_context("spawn")
PROCESS_SECONDS = 60.0
"""After this a silent process of the load is given up."""
ROOMS_OF_TWO, ROOMS_OF_SIX = 12, 2
"""About half of a core each: a saturated worker would measure its queue."""
SLOT_LIMIT = 7
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """One load through the relay."""

    counts: Counts
    worker_seconds: float
    bytes_per_participant: float


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seconds", type=float, default=10.0, help="how long to measure each load (default: 10)")
    parser.add_argument("--warm-up", type=float, default=3.0, help="seconds of load before measuring (default: 3)")
    parser.add_argument("--rooms-of-two", type=int, default=ROOMS_OF_TWO, help=f"default: {ROOMS_OF_TWO}")
    parser.add_argument("--rooms-of-six", type=int, default=ROOMS_OF_SIX, help=f"default: {ROOMS_OF_SIX}")
    parser.add_argument("--payload-bytes", type=int, default=1_100, help="of every packet (default: 1100)")


def measure(options: argparse.Namespace) -> dict[str, object]:
    plans = [_plan(options, "pairs", options.rooms_of_two, 2), _plan(options, "room_of_six", options.rooms_of_six, 6)]
    figures: dict[str, object] = {plan.name: asyncio.run(_measure(plan)) for plan in plans}
    for name, found in figures.items():
        print(f"{name}: {found}")
    parameters: dict[str, Parameter] = {
        "rooms_of_two": options.rooms_of_two,
        "rooms_of_six": options.rooms_of_six,
        "seconds": options.seconds,
        "payload_bytes": options.payload_bytes,
        "packets_per_second_and_publisher": "50 audio, 110 video",
        "pinned": len(os.sched_getaffinity(0)) > 1,
        "network": "loopback",
    }
    return figures | {"conditions": conditions(parameters)}


def _plan(options: argparse.Namespace, name: str, rooms: int, people: int) -> Plan:
    cores = sorted(os.sched_getaffinity(0))
    core = cores[0] if len(cores) > 1 else None
    return Plan(name, rooms, people, options.seconds, options.warm_up, options.payload_bytes, core)


async def _measure(plan: Plan) -> dict[str, object]:
    direct = await _run_directly(plan)
    run = await run_through_relay(plan)
    counts = run.counts
    if not counts.arrived:
        raise RuntimeError("no packet came through the relay")
    forwarded = counts.arrived + counts.retransmitted
    with_relay, without = (percentile(found.latencies_ms, 99) for found in (counts, direct))
    return {
        "us_per_packet": round(run.worker_seconds * 1e6 / forwarded, 2),
        "lost": counts.expected - counts.arrived,
        "added_latency_p99_ms": round(with_relay - without, 3),
        "mb_per_participant": round(run.bytes_per_participant / MEGABYTE, 3),
        "packets_forwarded": forwarded,
        "packets_per_second": round(forwarded / plan.seconds),
        "latency_p50_ms": round(percentile(counts.latencies_ms, 50), 3),
        "latency_p99_ms": round(with_relay, 3),
        "direct_latency_p99_ms": round(without, 3),
        "worker_busy": round(run.worker_seconds / plan.seconds, 3),
        "nacked": counts.nacked,
        "retransmitted": counts.retransmitted,
        "feedbacks": counts.feedbacks,
        "key_frame_requests": counts.key_frame_requests,
        "uplink_nacks": counts.uplink_nacks,
    }


async def _run_directly(plan: Plan) -> Counts:
    async with _generator(plan, through_relay=False) as control:
        await _expect(control, CONNECTED)
        control.send(START)
        await _expect(control, MEASURING)
        await _expect(control, MEASURED)
        return await _counts(control)


async def run_through_relay(plan: Plan) -> Run:
    async with _pool() as pool, _generator(plan, through_relay=True) as control:
        before = private_bytes(_pid(pool))
        offers: dict[str, str] = await _next(control)
        control.send({name: await _join(pool, plan, name, offer) for name, offer in offers.items()})
        await _expect(control, CONNECTED)
        for participant, pair, source in plan.feeds():
            pool.feed(participant, pair, source)
        control.send(START)
        await _expect(control, MEASURING)
        used = processor_seconds(_pid(pool))
        await _expect(control, MEASURED)
        used = processor_seconds(_pid(pool)) - used
        grown = private_bytes(_pid(pool)) - before
        return Run(await _counts(control), used, grown / len(offers))


async def _join(pool: WorkerPool, plan: Plan, participant: str, offer: str) -> str:
    return (await pool.join(plan.room_of(participant), participant, offer, EVERY_SOURCE)).sdp


@asynccontextmanager
async def _pool() -> AsyncIterator[WorkerPool]:
    def ignore(_: object = None) -> None:
        """Nobody's page is to be told."""

    pool = WorkerPool(
        port=0,
        workers=1,
        addresses=("127.0.0.1",),
        announced=(),
        slot_limit=SLOT_LIMIT,
        on_report=ignore,
        on_replaced=ignore,
    )
    await pool.start()
    try:
        cores = sorted(os.sched_getaffinity(0))
        if len(cores) > 1:
            pin(_pid(pool), cores[-1])
        yield pool
    finally:
        await pool.stop()


def _pid(pool: WorkerPool) -> int:
    if not pool.pids:
        raise RuntimeError("the media worker is gone")
    return pool.pids[0]


@asynccontextmanager
async def _generator(plan: Plan, *, through_relay: bool) -> AsyncIterator[Connection]:
    control, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=generate, args=(plan, theirs, through_relay), daemon=True)
    process.start()
    theirs.close()
    try:
        yield control
    finally:
        control.close()
        await asyncio.to_thread(process.join, 5)
        if process.is_alive():
            process.kill()


async def _next(control: Connection) -> Any:
    ready = await asyncio.to_thread(control.poll, PROCESS_SECONDS)
    if not ready:
        raise RuntimeError("the load generator says nothing any more")
    try:
        return control.recv()
    except EOFError:
        raise RuntimeError("the load generator ended by itself") from None


async def _expect(control: Connection, word: str) -> None:
    said = await _next(control)
    if said != word:
        raise RuntimeError(f"the load generator said {said!r} instead of {word!r}")


async def _counts(control: Connection) -> Counts:
    counts = await _next(control)
    assert isinstance(counts, Counts)
    return counts
