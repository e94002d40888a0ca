"""What a doctor's desk shows beside the patient: colleagues at work, who she says that she is, the telephone."""

from typing import Any, Literal

from clinic.consultation.consultation import ConsultationId
from clinic.opd.beside import Beside, Colleague
from clinic.staff.permissions import Permission
from clinic.telephone.call import Call as TelephoneCall
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Who


class ColleagueAnswer(Answer):
    id: str
    name: str
    clinic: str
    clinic_name: str
    state: Literal["on", "break"]
    languages: list[str]


class ColleaguesAnswer(Answer):
    doctors: list[ColleagueAnswer]


class PatientIdentityAnswer(Answer):
    """``mobile_end``: its last digits. ``address``: in one line."""

    name: str
    age: int
    birth_date: str | None
    mobile_end: str | None
    address: str | None


class TelephoneCallAnswer(Answer):
    """``purpose``: to ring her, or to consult by it. Times are seconds since 1970 UTC."""

    purpose: Literal["reminder", "consultation"]
    state: Literal["requested", "ringing", "answered", "busy", "no_answer", "failed", "completed", "dropped"]
    requested_at: float
    answered_at: float | None
    ended_at: float | None


class TelephoneCallsAnswer(Answer):
    """The oldest first."""

    calls: list[TelephoneCallAnswer]


def add_beside(operations: Operations, beside: Beside, permits: Permits) -> None:
    async def list_colleagues(call: Call) -> ColleaguesAnswer:
        await permits.require(call, Permission.CONSULT)
        return ColleaguesAnswer(doctors=[_colleague(one) for one in await beside.colleagues(staff_of(call))])

    async def get_identity(call: Call) -> PatientIdentityAnswer:
        await permits.require(call, Permission.CONSULT)
        known = await beside.identity(staff_of(call), _named(call), call.now)
        return PatientIdentityAnswer(
            name=known.name,
            age=known.age_years,
            birth_date=None if known.birth_date is None else known.birth_date.isoformat(),
            mobile_end=known.mobile_end,
            address=known.address,
        )

    async def list_telephone_calls(call: Call) -> TelephoneCallsAnswer:
        await permits.require(call, Permission.CONSULT)
        calls = await beside.calls(staff_of(call), _named(call))
        return TelephoneCallsAnswer(calls=[_call(one) for one in calls])

    hers: dict[str, Any] = {"who": Who.STAFF}
    at, unknown = "/desk/consultations/{consultation}", ("not_permitted", "consultation_unknown")
    operations.add(
        "GET",
        "/desk/colleagues",
        list_colleagues,
        "Doctors at work, for handing on",
        gives=ColleaguesAnswer,
        refuses=("not_permitted",),
        **hers,
    )
    operations.add(
        "GET",
        f"{at}/identity",
        get_identity,
        "What to ask her for",
        gives=PatientIdentityAnswer,
        refuses=unknown,
        **hers,
    )
    operations.add(
        "GET",
        f"{at}/telephone",
        list_telephone_calls,
        "What became of the telephone",
        gives=TelephoneCallsAnswer,
        refuses=unknown,
        **hers,
    )


def _colleague(one: Colleague) -> ColleagueAnswer:
    return ColleagueAnswer(
        id=one.id,
        name=one.name,
        clinic=one.clinic.id,
        clinic_name=one.clinic.name,
        state=one.state,
        languages=list(one.languages),
    )


def _call(one: TelephoneCall) -> TelephoneCallAnswer:
    return TelephoneCallAnswer(
        purpose=one.purpose,
        state=one.state.value,
        requested_at=one.requested_at,
        answered_at=one.answered_at,
        ended_at=one.ended_at,
    )


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("consultation"))
