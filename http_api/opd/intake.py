"""What a household tells before the doctor comes."""

from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.helplines import Helplines
from clinic.consultation.intake import Authority, Caller, Identity, Intake
from clinic.consultation.intakes import Intakes, Told
from http_api.bodies import Body
from http_api.clinic.household import Relation, WrittenDate
from http_api.operations import Answer, Call, Operations, Who

IdentityWord = Literal["aadhaar", "voter", "ration_card", "driving_licence", "passport", "pan", "abha", "other"]
AuthorityWord = Literal["guardian", "incapacitated", "written", "spoken", "other"]
PregnancyWord = Literal["yes", "no", "unsure"]
Short = Annotated[str, Field(max_length=250)]


class IdentityBody(Body):
    """``last``: the last 2 to 4 digits or letters, never the whole number."""

    kind: IdentityWord
    last: Annotated[str, Field(max_length=20)]


class AuthorityBody(Body):
    kind: AuthorityWord
    words: Short | None = None


class CallerBody(Body):
    """``relation``: what the patient is to whoever speaks; "self" where she speaks herself."""

    relation: Relation | None = None
    patient_beside: bool | None = None
    adult_name: Short | None = None
    adult_relation: Relation | None = None
    adult_identity: IdentityBody | None = None
    authority: AuthorityBody | None = None


class PutIntake(Body):
    """All of it; null is "not told yet". ``allergies`` and ``medicines``: words, or "none" where none are known."""

    caller: CallerBody = CallerBody()
    complaint: Annotated[str, Field(max_length=2100)] | None = None
    since: Annotated[str, Field(max_length=100)] | None = None
    symptoms: Annotated[list[Annotated[str, Field(max_length=32)]], Field(max_length=40)] | None = None
    allergies: Annotated[str, Field(max_length=600)] | None = None
    medicines: Annotated[str, Field(max_length=600)] | None = None
    pregnancy: PregnancyWord | None = None
    last_period: WrittenDate | None = None
    weight_kg: float | None = None


class IdentityAnswer(Answer):
    kind: IdentityWord
    last: str


class AuthorityAnswer(Answer):
    kind: AuthorityWord
    words: str | None


class CallerAnswer(Answer):
    relation: Relation | None
    patient_beside: bool | None
    adult_name: str | None
    adult_relation: Relation | None
    adult_identity: IdentityAnswer | None
    authority: AuthorityAnswer | None


class IntakeAnswer(Answer):
    caller: CallerAnswer
    complaint: str | None
    since: str | None
    symptoms: list[str] | None
    allergies: str | None
    medicines: str | None
    pregnancy: PregnancyWord | None
    last_period: str | None
    weight_kg: float | None


class HelplineAnswer(Answer):
    """``words``: by language."""

    id: str
    number: str
    words: dict[str, str]


class ToldAnswer(IntakeAnswer):
    """``missing``: what makes sense to ask and was not told yet; ``needed``: of it, what holds the consultation up.

    ``helplines``: for an adolescent who is alone; ``helplines_confirmed``: whether the department has confirmed them.
    """

    missing: list[str]
    needed: list[str]
    guidance: Literal["lone_adolescent"] | None
    helplines: list[HelplineAnswer]
    helplines_confirmed: bool


class IntakePages:
    def __init__(self, intakes: Intakes, helplines: Helplines) -> None:
        self._intakes = intakes
        self._helplines = helplines

    async def get_intake(self, call: Call) -> ToldAnswer:
        return self._answer(await self._intakes.get(named(call), call.actor))

    async def put_intake(self, call: Call, body: PutIntake) -> ToldAnswer:
        return self._answer(await self._intakes.put(named(call), _told(body), call.actor))

    def _answer(self, told: Told) -> ToldAnswer:
        lines = () if told.guidance is None else self._helplines.lines
        return ToldAnswer(
            **_fields(told.intake),
            missing=list(told.missing),
            needed=list(told.needed),
            guidance=told.guidance,
            helplines=[
                HelplineAnswer(id=one.id, number=one.number, words={"en": one.english, "hi": one.hindi})
                for one in lines
            ],
            helplines_confirmed=self._helplines.confirmed_by is not None,
        )


def add_intake(operations: Operations, pages: IntakePages) -> None:
    hers: dict[str, Any] = {"who": Who.PATIENT, "gives": ToldAnswer}
    at = "/opd/tokens/{token}/intake"
    operations.add("GET", at, pages.get_intake, "What was told", refuses=("consultation_unknown",), **hers)
    operations.add(
        "PUT",
        at,
        pages.put_intake,
        "Tell, while the consultation lives",
        takes=PutIntake,
        refuses=(
            "consultation_unknown",
            "consultation_state",
            "complaint_invalid",
            "since_invalid",
            "symptoms_invalid",
            "allergies_invalid",
            "medicines_invalid",
            "last_period_invalid",
            "weight_kg_invalid",
            "adult_name_invalid",
            "adult_relation_invalid",
            "adult_identity_invalid",
            "authority_invalid",
        ),
        **hers,
    )


def named(call: Call) -> ConsultationId:
    """The token of the address."""
    return ConsultationId(call.named("token"))


def intake_answer(intake: Intake) -> IntakeAnswer:
    return IntakeAnswer(**_fields(intake))


def _told(body: PutIntake) -> Intake:
    caller = body.caller
    identity, authority = caller.adult_identity, caller.authority
    return Intake(
        caller=Caller(
            relation=caller.relation,
            patient_beside=caller.patient_beside,
            adult_name=caller.adult_name,
            adult_relation=caller.adult_relation,
            adult_identity=None if identity is None else Identity(identity.kind, identity.last),
            authority=None if authority is None else Authority(authority.kind, authority.words),
        ),
        complaint=body.complaint,
        since=body.since,
        symptoms=None if body.symptoms is None else tuple(body.symptoms),
        allergies=body.allergies,
        medicines=body.medicines,
        pregnancy=body.pregnancy,
        last_period=body.last_period,
        weight_kg=body.weight_kg,
    )


def _fields(intake: Intake) -> dict[str, Any]:
    period = intake.last_period
    return {
        "caller": _caller(intake.caller),
        "complaint": intake.complaint,
        "since": intake.since,
        "symptoms": None if intake.symptoms is None else list(intake.symptoms),
        "allergies": intake.allergies,
        "medicines": intake.medicines,
        "pregnancy": intake.pregnancy,
        "last_period": None if period is None else period.isoformat(),
        "weight_kg": intake.weight_kg,
    }


def _caller(caller: Caller) -> CallerAnswer:
    identity, authority = caller.adult_identity, caller.authority
    return CallerAnswer(
        relation=caller.relation,
        patient_beside=caller.patient_beside,
        adult_name=caller.adult_name,
        adult_relation=caller.adult_relation,
        adult_identity=None if identity is None else IdentityAnswer(kind=identity.kind, last=identity.last),
        authority=None if authority is None else AuthorityAnswer(kind=authority.kind, words=authority.words),
    )
