"""The load's own process: all synthetic people of one plan, told over a pipe when to do what.

Offers → answers → ``CONNECTED`` → (feeds are ordered) → ``START`` → ``MEASURING`` → ``MEASURED`` → ``Counts``.
"""

import asyncio
import heapq
import os
import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from time import time_ns

import uvloop
from aiortc.rtcdtlstransport import RTCCertificate, RTCDtlsFingerprint

from bench.load.handshake import Handshake
from bench.load.line import Line, join_directly
from bench.load.offer import Agreed, Identity, identity, read_answer, write_offer
from bench.load.person import SyntheticPerson
from bench.load.plan import AUDIO_RATE_HZ, FRAME_SECONDS, Plan
from bench.load.reception import Counts, Reception, Window

CONNECTED, START, MEASURING, MEASURED = "connected", "start", "measuring", "measured"
CHECK_INTERVAL_SECONDS = 2.5
NACK_INTERVAL_SECONDS = 0.02
REPORT_INTERVAL_SECONDS = 1.0
DRAIN_SECONDS = 0.5
DIRECT_TRANSPORT_CC_ID = 3

Answers = dict[str, str]


def generate(plan: Plan, control: Connection, through_relay: bool) -> None:
    """The process's whole life."""
    if plan.core is not None:
        os.sched_setaffinity(0, {plan.core})
    uvloop.run(_through_relay(plan, control) if through_relay else _directly(plan, control))


async def _through_relay(plan: Plan, control: Connection) -> None:
    dice = random.Random(7)
    people = {name: (identity(dice), RTCCertificate.generateCertificate()) for name in plan.participants}
    offers = {name: write_offer(own, _sha256(certificate), plan.slots) for name, (own, certificate) in people.items()}
    control.send(offers)
    answers: Answers = await asyncio.to_thread(control.recv)
    load = Load(plan)
    for name, (own, certificate) in people.items():
        await load.add_connected(own, certificate, read_answer(answers[name]))
    control.send(CONNECTED)
    await asyncio.to_thread(control.recv)
    await load.run(control)
    await load.close()


async def _directly(plan: Plan, control: Connection) -> None:
    """The same senders and receivers in pairs, without a relay."""
    load = Load(plan)
    load.add_pairs()
    control.send(CONNECTED)
    await asyncio.to_thread(control.recv)
    await load.run(control)
    await load.close()


def _sha256(certificate: RTCCertificate) -> RTCDtlsFingerprint:
    return next(each for each in certificate.getFingerprints() if each.algorithm == "sha-256")


class Load:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._counts = Counts()
        self._window = Window()
        self._people: list[SyntheticPerson] = []
        self._handshakes: list[Handshake] = []
        self._timetable: list[tuple[float, int, float, Callable[[], None]]] = []
        self._ends = False

    async def add_connected(self, own: Identity, certificate: RTCCertificate, agreed: Agreed) -> None:
        line = Line()
        handshake = Handshake(line, certificate)
        await handshake.run(own, agreed)
        self._handshakes.append(handshake)
        self._seat(line, own, agreed.slot_ssrcs, agreed.rtx_of, agreed.transport_cc_id, self._plan.slots)
        self._every(CHECK_INTERVAL_SECONDS, lambda: handshake.check(own, agreed))

    def add_pairs(self) -> None:
        dice = random.Random(7)
        names = self._plan.participants
        for _ in range(0, len(names) - 1, 2):
            lines = Line(), Line()
            join_directly(*lines)
            for line in lines:
                self._seat(line, identity(dice), (), {}, DIRECT_TRANSPORT_CC_ID, 1)

    async def run(self, control: Connection) -> None:
        loop = asyncio.get_running_loop()
        sending = asyncio.create_task(self._keep_timetable())
        await asyncio.sleep(self._plan.warm_up_seconds)
        self._window.from_ns = time_ns()
        self._window.until_ns = self._window.from_ns + int(self._plan.seconds * 1e9)
        control.send(MEASURING)
        await asyncio.sleep(max(0.0, (self._window.until_ns - time_ns()) / 1e9))
        control.send(MEASURED)
        await asyncio.sleep(DRAIN_SECONDS)
        self._ends = True
        await sending
        await loop.run_in_executor(None, control.send, self._counts)

    async def close(self) -> None:
        for handshake in self._handshakes:
            await handshake.close()
        for person in self._people:
            person.line.close()

    def _seat(
        self,
        line: Line,
        own: Identity,
        slot_ssrcs: tuple[int, ...],
        rtx_of: dict[int, int],
        transport_cc_id: int,
        subscribers: int,
    ) -> None:
        reception = Reception(slot_ssrcs, rtx_of, self._counts, self._window, seed=own.video_ssrc)
        person = SyntheticPerson(
            line,
            own,
            reception,
            self._counts,
            self._window,
            subscribers=subscribers,
            transport_cc_id=transport_cc_id,
            payload_bytes=self._plan.payload_bytes,
        )
        self._people.append(person)
        self._every(self._plan.slowness / AUDIO_RATE_HZ, person.send_audio)
        self._every(self._plan.slowness * FRAME_SECONDS, person.send_frame)
        self._every(NACK_INTERVAL_SECONDS, person.send_nacks)
        self._every(REPORT_INTERVAL_SECONDS, person.send_reports)

    def _every(self, seconds: float, act: Callable[[], None]) -> None:
        """The first time at a random part of the interval, so that people do not act in step."""
        order = len(self._timetable)
        first = random.Random(order).random() * seconds
        self._timetable.append((first, order, seconds, act))

    async def _keep_timetable(self) -> None:
        loop = asyncio.get_running_loop()
        started = loop.time()
        heapq.heapify(self._timetable)
        while not self._ends:
            now = loop.time() - started
            while self._timetable[0][0] <= now:
                due, order, interval, act = self._timetable[0]
                heapq.heapreplace(self._timetable, (due + interval, order, interval, act))
                act()
            await asyncio.sleep(max(0.0, self._timetable[0][0] - now))
