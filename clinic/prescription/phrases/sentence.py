"""A dosing as one plain sentence, put together of phrases that stand in this order in every language."""

from collections.abc import Iterator
from typing import Protocol

from clinic.prescription.dosing import Dosing, figure
from clinic.prescription.medicine import Route, Unit

TIMES = ("morning", "noon", "evening", "night")
"""In the order of ``Dosing.amounts``."""
UNSAID_ROUTES: frozenset[Route] = frozenset({"oral", "other"})


class Says(Protocol):
    def __call__(self, key: str, **values: str | int) -> str: ...


def of(says: Says, dosing: Dosing, unit: Unit, route: Route) -> str:
    text = says("list.comma").join(_parts(says, dosing, unit, route))
    return text[:1].upper() + text[1:]


def amount(says: Says, number: float, unit: Unit) -> str:
    return says(f"unit.{unit}.{'one' if number <= 1 else 'many'}", n=figure(number))


def _parts(says: Says, dosing: Dosing, unit: Unit, route: Route) -> Iterator[str]:
    if dosing.pattern == "sos":
        yield says("needed")
        yield says("each", dose=amount(says, dosing.sos_amount, unit))
        yield _counted(says, "at_most", dosing.most_a_day)
    else:
        yield _times(says, dosing, unit)
    if route not in UNSAID_ROUTES:
        yield says(f"route.{route}")
    if dosing.food != "any":
        yield says(f"food.{dosing.food}")
    yield from _how_long(says, dosing)


def _times(says: Says, dosing: Dosing, unit: Unit) -> str:
    """The unit is named at the first time of the day, the figure alone after it."""
    given = [(time, number) for time, number in zip(TIMES, dosing.amounts, strict=True) if number]
    doses = [amount(says, number, unit) if not place else figure(number) for place, (_, number) in enumerate(given)]
    said = [says(f"slot.{time}", dose=dose) for (time, _), dose in zip(given, doses, strict=True)]
    if len(said) == 1:
        return said[0]
    return says("list.and", a=says("list.comma").join(said[:-1]), b=said[-1])


def _how_long(says: Says, dosing: Dosing) -> Iterator[str]:
    if dosing.pattern == "once":
        yield says("once")
        return
    if dosing.pattern == "times" and dosing.every_days > 1:
        yield says(f"every.{dosing.every_days}")
    yield _counted(says, "up_to_days" if dosing.pattern == "sos" else "for_days", dosing.days)


def _counted(says: Says, key: str, number: int) -> str:
    return says(f"{key}.{'one' if number == 1 else 'many'}", n=number)
