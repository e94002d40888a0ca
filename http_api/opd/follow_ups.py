"""Visits that a doctor has asked for, as the household sees them that is to come."""

from typing import Any

from clinic.opd.hours import indian_day
from clinic.opd.showing import Expected, Showing
from clinic.patients.household import Households
from http_api.clinic.household import mobile_of
from http_api.opd.token_view import DoctorAnswer
from http_api.operations import Answer, Call, Operations, Who

LATE_SECONDS = 14 * 86_400.0
"""For so long whoever has not come is still expected."""


class FollowUpAnswer(Answer):
    """``consultation``: after which she is to come, for ``return_to``. ``day``: ISO date in India."""

    consultation: str
    patient: str
    clinic: str
    day: str
    doctor: DoctorAnswer


class FollowUpsAnswer(Answer):
    follow_ups: list[FollowUpAnswer]


def add_follow_ups(operations: Operations, showing: Showing, households: Households) -> None:
    async def list_follow_ups(call: Call) -> FollowUpsAnswer:
        family = (await households.of(mobile_of(call))).patients
        expected = await showing.expected([one.id for one in family], indian_day(call.now - LATE_SECONDS))
        return FollowUpsAnswer(follow_ups=[_shown(one) for one in expected])

    mine: dict[str, Any] = {"who": Who.PATIENT, "gives": FollowUpsAnswer, "refuses": ("household_ended",)}
    operations.add("GET", "/opd/follow-ups", list_follow_ups, "Visits that a doctor asked for", **mine)


def _shown(expected: Expected) -> FollowUpAnswer:
    one = expected.follow_up
    doctor = DoctorAnswer(**{name: getattr(expected.doctor, name) for name in DoctorAnswer.model_fields})
    return FollowUpAnswer(
        consultation=one.consultation, patient=one.patient, clinic=one.clinic, day=one.day, doctor=doctor
    )
