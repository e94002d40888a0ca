"""The same simulated days, but the queue is the server's: its services and its policy, on a database.

Everything that happens goes through them at its own time: tokens, calls, answers, missed rings, broken lines, patients
found urgent or withdrawing, breaks, and a closing clinic that puts off whoever waits. Who is lost is counted in the
database afterwards; the waits are those that the server's own board promised and the database has kept.
"""

import asyncio
from collections import Counter
from collections.abc import Collection, Coroutine, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

from sqlalchemy import select

from bench.clinic_day.line import Duty
from bench.clinic_day.observed import Observed
from bench.clinic_day.people import Person
from bench.clinic_day.served_clinic import ServedClinic, opened
from bench.clinic_day.world import FIRST_MIDNIGHT, clinic
from clinic.consultation.consultation import ConsultationId
from clinic.consultation.lifecycle import LIVE, State
from clinic.opd.clinic import DutyState, Phase
from rooms.ports import Refusal
from storage.store import Store
from storage.tables.consultations import consultations
from storage.tables.waiting_times import wait_estimates

Result = TypeVar("Result")

NUMBER = 3
"""Of the clinic: three doctors at a time."""


def run_served(seed: int, days: int) -> dict[str, Any]:
    """``lost``: people without an end, or without a row."""
    with asyncio.Runner() as runner, TemporaryDirectory(prefix="paramarsh-day-") as folder:
        simulated, observed = clinic(seed, NUMBER), Observed({})
        served = runner.run(opened(Path(folder), FIRST_MIDNIGHT, len(simulated.habits)))
        simulated.live_through(days, ServedLine(runner, served), observed)
        came = len(observed.tokens) - observed.came_again
        figures = runner.run(_figures(served.store, came))
        runner.run(served.store.database.close())
        return figures


class ServedLine:
    """``bench.clinic_day.line.Line``: who waits, as the server has it."""

    def __init__(self, runner: asyncio.Runner, served: ServedClinic) -> None:
        self.waiting: Sequence[Person] = ()
        self._runner = runner
        self._served = served
        self._tokens: dict[int, ConsultationId] = {}
        self._people: dict[ConsultationId, Person] = {}

    def open(self, now: float) -> None:
        self._do(self._served.set_phase(Phase.OPEN), now)

    def close(self, now: float) -> None:
        """Everybody comes tomorrow."""
        left = [self._tokens[person.number] for person in self.waiting]
        self._do(self._served.set_phase(Phase.CLOSED), now)
        for token in left:
            self._do(self._served.accept_another_day(token), now)
        self._tokens = {person.number: self._tokens[person.number] for person in self.waiting}
        self._people, self.waiting = {}, ()

    def set_duty(self, doctor: int, duty: Duty, now: float) -> None:
        self._do(self._served.set_duty(doctor, DutyState(duty)), now)

    def join(self, person: Person, now: float) -> None:
        """Whoever was put off stands in the server's line since it opened."""
        token = self._tokens[person.number] if person.again else self._do(self._served.take(), now)
        self._tokens[person.number], self._people[token] = token, person
        self._look(now)

    def leave(self, person: Person, now: float) -> None:
        self._do(self._served.withdraw(self._tokens[person.number]), now)
        self._look(now)

    def hasten(self, person: Person, now: float) -> None:
        self._do(self._served.confirm_urgent(self._tokens[person.number]), now)
        self._look(now)

    def call(self, doctor: int, present: Collection[int], now: float) -> Person | None:
        try:
            called = self._do(self._served.call_next(doctor), now)
        except Refusal as refusal:
            if refusal.code != "queue_empty":
                raise
            return None
        self._look(now)
        return self._people[called]

    def answer(self, person: Person, now: float) -> None:
        self._do(self._served.answer(self._tokens[person.number]), now)

    def miss(self, person: Person, now: float) -> bool:
        state = self._do(self._served.miss(self._tokens[person.number]), now)
        self._look(now)
        return state is State.WAITING

    def breaks(self, person: Person, now: float) -> None:
        self._do(self._served.break_line(self._tokens[person.number]), now)

    def goes_on(self, person: Person, now: float) -> None:
        self._do(self._served.mend_line(self._tokens[person.number]), now)

    def end(self, person: Person, doctor: int, now: float) -> None:
        self._do(self._served.end(doctor, self._tokens[person.number]), now)

    def _look(self, now: float) -> None:
        line = self._do(self._served.line(), now)
        self.waiting = [self._people[token] for token in line if token in self._people]

    def _do(self, work: Coroutine[Any, Any, Result], now: float) -> Result:
        self._served.clock.now = max(self._served.clock.now, now)
        return self._runner.run(work)


async def _figures(store: Store, came: int) -> dict[str, Any]:
    async with store.database.reading() as connection:
        states = Counter(row.state for row in await connection.execute(select(consultations.c.state)))
        true = wait_estimates.c.actual_seconds.is_not(None)
        promises = (await connection.execute(select(wait_estimates).where(true))).all()
    kept = sum(one.low_seconds <= one.actual_seconds <= one.high_seconds for one in promises)
    return {
        "tokens": states.total(),
        "lost": abs(came - states.total()) + sum(states[state] for state in LIVE),
        "interval_coverage": round(kept / len(promises), 3),
        "promises": len(promises),
    }
