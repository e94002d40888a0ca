"""Counts by facility, as administrators see them."""

from clinic.statistics.counts import Counts, ShownCount
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who


class CountAnswer(Answer):
    """Null is hidden: between one and four."""

    facility: str
    code: str
    name: str
    patients: int | None
    staff: int
    registered_today: int | None


class CountsAnswer(Answer):
    rows: list[CountAnswer]


def add_counts(operations: Operations, counts: Counts, permits: Permits) -> None:
    async def get_counts(call: Call) -> CountsAnswer:
        found = await counts.seen_by(await permits.account(call), call.now)
        return CountsAnswer(rows=[_shown(one) for one in found])

    operations.add(
        "GET",
        "/counts",
        get_counts,
        "How many patients and staff each facility has",
        who=Who.STAFF,
        gives=CountsAnswer,
        refuses=("not_permitted",),
    )


def _shown(count: ShownCount) -> CountAnswer:
    return CountAnswer(
        facility=count.facility.id,
        code=count.facility.code,
        name=count.facility.name,
        patients=count.patients,
        staff=count.staff,
        registered_today=count.registered_today,
    )
