"""The family of one mobile number: who they are, and whom the pages are about just now."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.identity.mobile import masked
from clinic.identity.sessions import Session, Sessions
from clinic.patients.household import Household, Households, SecondFact
from clinic.patients.patient import BirthDate, MobileId, Patient, PatientId, indian_date
from clinic.patients.registration import Patients
from http_api.bodies import Body
from http_api.operations import Answer, Call, Operations, Who

ASKED_LATER = ("address", "pin_code", "state", "district", "language")
OLDEST_YEARS = 120
Age = Annotated[int, Field(ge=0, le=OLDEST_YEARS)]
Gender = Literal["male", "female", "other", "undisclosed"]
Relation = Literal["self", "spouse", "child", "parent", "sibling", "grandparent", "grandchild", "other"]
WrittenDate = Annotated[date, Field(strict=False)]


class PatientSummary(Answer):
    """``missing``: what is still to be asked."""

    id: str
    name: str
    age: int
    gender: Gender
    relation: Relation
    missing: list[str]


class HouseholdAnswer(Answer):
    """``mobile``: but its last digits. ``patients``: nobody while a second fact is needed."""

    mobile: str
    state: int
    needs_second_fact: bool
    patients: list[PatientSummary]
    chosen: str | None


class NothingToSay(Body):
    """An empty object."""


class Fact(Body):
    """The name and the age or date of birth of somebody who is registered with this number."""

    name: Annotated[str, Field(max_length=100)]
    age: Age | None = None
    birth_date: WrittenDate | None = None


class Choice(Body):
    patient: Annotated[str, Field(max_length=64)]


class HouseholdView:
    """Households as their pages see them."""

    def __init__(self, households: Households) -> None:
        self._households = households

    async def of(self, session: Session, now: float) -> HouseholdAnswer:
        return self.shown(await self._households.of(MobileId(session.subject)), session.patient, now)

    def shown(self, household: Household, chosen: str | None, now: float) -> HouseholdAnswer:
        return HouseholdAnswer(
            mobile=masked(household.number),
            state=household.state,
            needs_second_fact=household.needs_second_fact,
            patients=[summary(patient, now) for patient in household.patients],
            chosen=chosen if chosen in {patient.id for patient in household.patients} else None,
        )


def add_household(
    operations: Operations, households: Households, patients: Patients, view: HouseholdView, sessions: Sessions
) -> None:
    async def prove(call: Call, body: Fact) -> HouseholdAnswer:
        fact = SecondFact(body.name, body.age, body.birth_date)
        return view.shown(await households.prove(mobile_of(call), fact, call.origin), call.session.patient, call.now)

    async def start_anew(call: Call, body: NothingToSay) -> HouseholdAnswer:
        old = mobile_of(call)
        household = await households.start_anew(old, call.origin)
        await follow(call, sessions, household)
        return view.shown(household, None, call.now)

    async def choose(call: Call, body: Choice) -> HouseholdAnswer:
        patient = await patients.choose(PatientId(body.patient), call.actor)
        return await view.of(await sessions.choose(call.session, patient.id), call.now)

    mine: dict[str, Any] = {"who": Who.PATIENT, "gives": HouseholdAnswer}
    operations.add(
        "POST",
        "/household/second-fact",
        prove,
        "Tell who is registered with a number that was silent for long",
        takes=Fact,
        refuses=("second_fact_wrong", "second_fact_spent", "household_ended"),
        **mine,
    )
    operations.add(
        "POST",
        "/household/start-new",
        start_anew,
        "The number is mine now, and nobody of those before is of my family",
        takes=NothingToSay,
        refuses=("household_ended",),
        **mine,
    )
    operations.add(
        "POST",
        "/household/choose",
        choose,
        "Who is ill today",
        takes=Choice,
        refuses=("patient_not_yours",),
        **mine,
    )


async def follow(call: Call, sessions: Sessions, household: Household) -> None:
    """The number has another record from now on: the sessions of the one before end, and this one goes on."""
    await sessions.end_all("patient", call.session.subject, call.actor)
    await begin(call, sessions, household.mobile)


async def begin(call: Call, sessions: Sessions, mobile: MobileId) -> Session:
    """The session's cookie goes with the answer."""
    session, token = await sessions.start("patient", mobile, call.browser, call.by("patient", mobile))
    call.keep_signed_in(session, token)
    return session


def mobile_of(call: Call) -> MobileId:
    return MobileId(call.session.subject)


def summary(patient: Patient, now: float) -> PatientSummary:
    return PatientSummary(
        id=patient.id,
        name=patient.name,
        age=age_years(patient, now),
        gender=patient.gender,
        relation=patient.relation,
        missing=missing(patient),
    )


def missing(patient: Patient) -> list[str]:
    return [name for name in ASKED_LATER if getattr(patient, name) is None]


def age_years(patient: Patient, now: float) -> int:
    return patient.birth.age_years(indian_date(now))


def birth_date(patient: Patient) -> str | None:
    return patient.birth.on.isoformat() if isinstance(patient.birth, BirthDate) else None
