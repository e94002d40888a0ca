"""Writing down each day of the online clinics once it is over, so that long spans are quickly told."""

from collections.abc import Callable, Mapping

from clinic.opd.clinic import ClinicId
from clinic.ports import Store
from clinic.statistics.opd_blocks import Cut
from clinic.statistics.opd_counting import MEASURES, begun_by, cuts
from clinic.statistics.opd_days import SETTLING_SECONDS, Day, written
from clinic.statistics.opd_records import Measure, OpdRecords, Records
from clinic.statistics.telling import QUARTERS_OF_A_DAY, began, quarter

MOST_AT_ONCE = 31
"""Days; a server that begins with a long past comes to them all after a few times."""


class DaysWritten:
    """``wall_clock`` gives seconds since 1970 UTC. Two servers that write one day write the same, and one counts."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def roll_up(self) -> int:
        """Writes what is over and not written; how many days. To be called again and again."""
        async with self._store.reading() as records:
            first = await _first(records.opd_statistics)
        over = quarter(self._wall_clock() - SETTLING_SECONDS) // QUARTERS_OF_A_DAY
        days = [] if first is None else range(first, min(over, first + MOST_AT_ONCE))
        for day in days:
            await self._write(day)
        return len(days)

    async def _write(self, day: int) -> None:
        async with self._store.reading() as records:
            rolled = [written(one) for one in await _days(records.opd_statistics, day)]
        async with self._store.writing() as records:
            await records.opd_statistics.add_days(day, rolled)


async def _first(records: OpdRecords) -> int | None:
    """That is to be written next."""
    rolled = await records.rolled_until()
    return await records.first_day() if rolled is None else rolled + 1


async def _days(records: OpdRecords, day: int) -> list[Day]:
    clinics = [one.id for one in await records.clinics()]
    since, until = day * QUARTERS_OF_A_DAY, (day + 1) * QUARTERS_OF_A_DAY
    found = await cuts(records, clinics, await begun_by(records, clinics, day), since, until)
    measured: dict[ClinicId, dict[Measure, dict[int, int]]] = {}
    for name in MEASURES:
        for one in await records.measured(name, clinics, began(since), began(until), None):
            of_clinic = measured.setdefault(ClinicId(str(one.group)), {})
            of_clinic.setdefault(name, {})[one.value] = one.many
    every = found.keys() | measured.keys()
    return [_day(clinic, day, found.get(clinic, Cut({}, {})), measured.get(clinic, {})) for clinic in sorted(every)]


def _day(clinic: ClinicId, day: int, cut: Cut, measured: Mapping[Measure, dict[int, int]]) -> Day:
    cells = cut.cells(day * QUARTERS_OF_A_DAY, QUARTERS_OF_A_DAY, 1)
    return Day(clinic, day, {name: told[0] for name, told in cells.items() if 0 in told}, cut.left, measured)
