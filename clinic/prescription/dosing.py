"""How much of a medicine, when and for how long; and what follows from it: the frequency's code, and the quantity."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from rooms.ports import Refusal

Pattern = Literal["times", "sos", "once"]
Food = Literal["before_food", "after_food", "with_food", "empty_stomach", "any"]
Missing = Literal["dose", "days", "most_a_day"]
Amounts = tuple[float, float, float, float]
"""In the morning, at noon, in the evening, at night; in units of the form."""
PATTERNS: tuple[Pattern, ...] = get_args(Pattern)
FOODS: tuple[Food, ...] = get_args(Food)
EVERY_DAYS = (1, 2, 7)
MOST_AMOUNT = 100.0
MOST_DAYS = 180
MOST_TIMES_A_DAY = 24
SMALLEST = 0.25
_CODES: Mapping[tuple[bool, bool, bool, bool], str] = MappingProxyType(
    {
        (True, False, False, False): "OD",
        (False, True, False, False): "OD",
        (False, False, True, False): "OD",
        (False, False, False, True): "HS",
        (True, False, True, False): "BD",
        (True, False, False, True): "BD",
        (True, True, True, False): "TDS",
        (True, True, False, True): "TDS",
        (True, True, True, True): "QID",
    }
)


@dataclass(frozen=True, slots=True)
class Dosing:
    """``times``: ``amounts`` of a day on every ``every_days``-th one, for ``days`` days. ``once``: ``amounts`` once.

    ``sos``: when it is needed, ``sos_amount`` each time and up to ``most_a_day`` times a day, for up to ``days`` days.
    """

    pattern: Pattern = "times"
    amounts: Amounts = (0.0, 0.0, 0.0, 0.0)
    every_days: int = 1
    days: int = 0
    sos_amount: float = 0.0
    most_a_day: int = 0
    food: Food = "any"

    @property
    def daily(self) -> float:
        """Units on a day on which it is taken, at most."""
        return self.sos_amount * self.most_a_day if self.pattern == "sos" else sum(self.amounts)

    @property
    def total(self) -> float:
        """Units in all."""
        if self.pattern == "once":
            return sum(self.amounts)
        return self.daily * math.ceil(self.days / self.every_days)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What the doctor has not said yet: a draft may stand so, no prescription."""
        is_sos = self.pattern == "sos"
        dose = self.sos_amount if is_sos else sum(self.amounts)
        said: Mapping[Missing, bool] = {
            "dose": dose > 0,
            "days": self.days > 0 or self.pattern == "once",
            "most_a_day": self.most_a_day > 0 or not is_sos,
        }
        return tuple(name for name, is_said in said.items() if not is_said)

    @property
    def code(self) -> str:
        """As doctors write it: OD, BD, TDS, QID, HS, SOS, STAT; "1-0-1-2" where there is no such word."""
        if self.pattern != "times":
            return {"sos": "SOS", "once": "STAT"}[self.pattern]
        given: tuple[bool, bool, bool, bool] = tuple(one > 0 for one in self.amounts)  # type: ignore[assignment]
        word = _CODES.get(given, self.shorthand)
        return word if self.every_days == 1 else f"{word} every {self.every_days} days"

    @property
    def shorthand(self) -> str:
        """1-0-1, or 1-0-1-1 where there is one at night."""
        shown = self.amounts if self.amounts[3] else self.amounts[:3]
        return "-".join(figure(one) for one in shown)


def figure(amount: float) -> str:
    """1, ½, 2.5: as it is printed."""
    return {0.25: "¼", 0.5: "½", 0.75: "¾"}.get(amount, f"{amount:g}")


def checked(dosing: Dosing) -> Dosing:
    """What can be meant, as far as it is said: amounts in quarters and not of a horse. Raises ``Refusal``."""
    if dosing.pattern not in PATTERNS or dosing.food not in FOODS or dosing.every_days not in EVERY_DAYS:
        raise Refusal("dosing_invalid", "Please choose one of what is offered.", ("dosing",))
    if not all(_is_amount(one) for one in (*dosing.amounts, dosing.sos_amount)):
        raise Refusal("dose_invalid", f"A dose comes in quarters, and is at most {MOST_AMOUNT:g}.", ("dose",))
    if not 0 <= dosing.days <= MOST_DAYS:
        raise Refusal("days_invalid", f"A medicine is taken for up to {MOST_DAYS} days.", ("days",))
    if not 0 <= dosing.most_a_day <= MOST_TIMES_A_DAY:
        raise Refusal("most_a_day_invalid", f"At most {MOST_TIMES_A_DAY} times a day.", ("most_a_day",))
    return dosing


def _is_amount(amount: float) -> bool:
    """What is no number fails the comparison."""
    return 0 <= amount <= MOST_AMOUNT and (amount / SMALLEST).is_integer()
