"""A danger alert: somebody shows a danger sign, and a doctor on duty is told where she is and how to ring her."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NewType

from clinic.identity.mobile import Mobile, parse_mobile
from clinic.patients.wording import line
from clinic.places.states import STATES, StateCode
from clinic.staff.account import StaffId
from clinic.triage.question_set import QuestionSet, spoken
from rooms.ports import Refusal

AlertId = NewType("AlertId", str)
Standing = Literal["raised", "taken", "closed", "expired"]
Step = Literal["take", "close", "lapse", "expire"]
Outcome = Literal["helped", "not_reached", "mistaken"]

TRANSITIONS: dict[tuple[Standing, Step], Standing] = {
    ("raised", "take"): "taken",
    ("taken", "close"): "closed",
    ("taken", "lapse"): "raised",
    ("raised", "expire"): "expired",
}
"""``lapse``: whoever took it did nothing with it for long. ``expire``: nobody ever took it, and it is of no use now."""

PLACE_LENGTH = 200
MOST_SIGNS = 12
DEGREES = 90.0


@dataclass(frozen=True, slots=True)
class Position:
    """As her device told it: WGS 84, in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Told:
    """As told. ``place``: a village or landmark in her words. ``state``: LGD code. ``key``: the same for every try."""

    signs: tuple[str, ...]
    language: str
    mobile: str | None = None
    place: str | None = None
    position: Position | None = None
    state: int | None = None
    consultation: str | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """``version``: of the danger signs. ``raised_by``: kind and id of whoever was signed in.

    ``told``: how many doctors on duty were told at first. ``told_again_at``: when more people were. Times are seconds
    since 1970 UTC.
    """

    id: AlertId
    signs: tuple[str, ...]
    version: int
    language: str
    mobile: Mobile | None
    place: str | None
    position: Position | None
    state: StateCode | None
    consultation: str | None
    raised_by: str | None
    raised_at: float
    key: str | None
    told: int
    standing: Standing = "raised"
    told_again_at: float | None = None
    taken_by: StaffId | None = None
    taken_at: float | None = None
    closed_at: float | None = None
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        return self.standing in ("raised", "taken")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was told, in the forms in which it is kept."""

    signs: tuple[str, ...]
    language: str
    mobile: Mobile | None
    place: str | None
    position: Position | None
    state: StateCode | None


def after(alert: Alert, step: Step) -> Standing:
    """Raises ``Refusal`` where the step is not possible."""
    standing = TRANSITIONS.get((alert.standing, step))
    if standing is not None:
        return standing
    if step == "take" and alert.standing == "taken":
        raise Refusal("alert_taken", "Somebody else has taken this alert.")
    raise Refusal("alert_state", f"This alert is {alert.standing}: that cannot be done with it now.")


def checked(told: Told, questions: QuestionSet) -> Checked:
    """Raises ``Refusal``. A state that there is not is only left out: an alert is not lost for a wrong code."""
    place = told.place.strip() if told.place else ""
    state = None if told.state is None else StateCode(told.state)
    return Checked(
        signs=_signs(told.signs, questions),
        language=spoken(told.language),
        mobile=parse_mobile(told.mobile) if told.mobile and told.mobile.strip() else None,
        place=line(place, PLACE_LENGTH, "place_invalid") if place else None,
        position=_position(told.position),
        state=state if state in STATES else None,
    )


def _signs(named: Sequence[str], questions: QuestionSet) -> tuple[str, ...]:
    """In the order of the questions, each once. One is needed."""
    signs = tuple(one.id for one in questions.signs if one.id in named)
    if not signs or len(named) > MOST_SIGNS or not set(named) <= set(signs):
        raise Refusal("signs_invalid", "Please choose a danger sign.", ("signs",))
    return signs


def _position(position: Position | None) -> Position | None:
    if position is None:
        return None
    latitude, longitude = position.latitude, position.longitude
    if not (math.isfinite(latitude) and math.isfinite(longitude)):
        raise Refusal("place_invalid", "This is no place on earth.", ("latitude", "longitude"))
    if abs(latitude) > DEGREES or abs(longitude) > 2 * DEGREES:
        raise Refusal("place_invalid", "This is no place on earth.", ("latitude", "longitude"))
    return position
