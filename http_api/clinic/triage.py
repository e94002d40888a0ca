"""Danger first: the signs in pictures and words, whom to call, and telling a doctor on duty. For anybody."""

from http import HTTPStatus
from typing import Annotated

from pydantic import Field

from clinic.identity.guard import Guard
from clinic.places.states import StateCode
from clinic.triage.alert import AlertId, Position, Told
from clinic.triage.alerts import Alerts
from clinic.triage.approvals import Asked, Questions
from clinic.triage.emergency_numbers import EVERYWHERE, EmergencyNumbers
from clinic.triage.question_set import DANGER_SIGNS, SYMPTOMS, Included, Person, Sign, spoken
from http_api.bodies import Body
from http_api.operations import Answer, Call, Operations, Query

Language = Annotated[str, Field(max_length=35)]
SignId = Annotated[str, Field(max_length=32)]


class InLanguage(Query):
    """Of another language than we have the English words come."""

    language: Language = "en"


class WhoAsks(InLanguage):
    """``state``: LGD code; with it the number of the state's ambulances comes first."""

    state: Annotated[int, Field(ge=1, le=99)] | None = None


class IncludedAnswer(Answer):
    words: str
    people: list[Person]


class HelplineAnswer(Answer):
    number: str
    name: str
    words: str


class SignAnswer(Answer):
    """``meanwhile``: what to do until help is there. ``includes``: the signs that it stands for."""

    id: str
    picture: str
    words: str
    people: list[Person]
    meanwhile: list[str]
    includes: list[IncludedAnswer]
    helpline: HelplineAnswer | None


class DangerSignsAnswer(Answer):
    """``approved_by``: the medical officer's name; ``null``: not clinically approved. ``everywhere``: good anywhere."""

    version: int
    language: str
    approved_by: str | None
    emergency_number: str
    everywhere: str
    signs: list[SignAnswer]


class SymptomAnswer(Answer):
    id: str
    picture: str
    words: str
    people: list[Person]


class SymptomsAnswer(Answer):
    version: int
    language: str
    approved_by: str | None
    symptoms: list[SymptomAnswer]


class RaiseAlert(Body):
    """``place``: a village or landmark. ``key``: of her choice, the same for each try, so that two tries are one.

    ``consultation``: of whoever waits and is signed in: her clinic sees that she is worse.
    """

    signs: Annotated[list[SignId], Field(min_length=1, max_length=12)]
    language: Language = "en"
    mobile: Annotated[str, Field(max_length=40)] | None = None
    place: Annotated[str, Field(max_length=400)] | None = None
    latitude: Annotated[float, Field(ge=-90, le=90)] | None = None
    longitude: Annotated[float, Field(ge=-180, le=180)] | None = None
    state: Annotated[int, Field(ge=1, le=99)] | None = None
    consultation: Annotated[str, Field(max_length=64)] | None = None
    key: Annotated[str, Field(pattern="^[0-9a-f]{32}$")] | None = None


class RaisedAnswer(Answer):
    """``told``: whether a doctor on duty was reached."""

    id: str
    told: bool


class ProgressAnswer(Answer):
    """``told_again``: nobody answered in time, so more people were told. ``doctor``: who has taken it."""

    told: bool
    told_again: bool
    is_open: bool
    doctor: str | None


def add_triage(
    operations: Operations, questions: Questions, alerts: Alerts, numbers: EmergencyNumbers, guard: Guard
) -> None:
    async def get_danger_signs(call: Call, query: WhoAsks) -> DangerSignsAnswer:
        asked, language = await questions.asked(DANGER_SIGNS), spoken(query.language)
        state = None if query.state is None else StateCode(query.state)
        return DangerSignsAnswer(
            version=asked.questions.version,
            language=language,
            approved_by=_approver(asked),
            emergency_number=numbers.first(state),
            everywhere=EVERYWHERE,
            signs=[_sign(sign, language) for sign in asked.questions.signs],
        )

    async def get_symptoms(call: Call, query: InLanguage) -> SymptomsAnswer:
        asked, language = await questions.asked(SYMPTOMS), spoken(query.language)
        return SymptomsAnswer(
            version=asked.questions.version,
            language=language,
            approved_by=_approver(asked),
            symptoms=[_symptom(sign, language) for sign in asked.questions.signs],
        )

    async def raise_alert(call: Call, body: RaiseAlert) -> RaisedAnswer:
        await guard.take("alert", call.device, call.origin)
        actor = None if call.signed_in is None else call.actor
        alert = await alerts.raise_alert(_told(body), actor, call.origin)
        return RaisedAnswer(id=alert.id, told=alert.told > 0)

    async def follow_alert(call: Call) -> ProgressAnswer:
        found = await alerts.progress(AlertId(call.named("alert")))
        return ProgressAnswer(told=found.told, told_again=found.told_again, is_open=found.is_open, doctor=found.doctor)

    operations.add(
        "GET", "/triage/danger-signs", get_danger_signs, "Danger signs", takes=WhoAsks, gives=DangerSignsAnswer
    )
    operations.add(
        "GET", "/triage/symptoms", get_symptoms, "Symptoms in pictures", takes=InLanguage, gives=SymptomsAnswer
    )
    operations.add(
        "POST",
        "/triage/alerts",
        raise_alert,
        "Tell a doctor on duty of a danger sign",
        takes=RaiseAlert,
        gives=RaisedAnswer,
        status=HTTPStatus.CREATED,
        refuses=("signs_invalid", "mobile_invalid", "place_invalid", "too_many"),
    )
    operations.add(
        "GET",
        "/triage/alerts/{alert}",
        follow_alert,
        "What became of an alert",
        gives=ProgressAnswer,
        refuses=("alert_unknown",),
    )


def _told(body: RaiseAlert) -> Told:
    """Half of a position is none: an alert is not refused for that."""
    has_position = body.latitude is not None and body.longitude is not None
    return Told(
        signs=tuple(body.signs),
        language=body.language,
        mobile=body.mobile,
        place=body.place,
        position=Position(body.latitude or 0.0, body.longitude or 0.0) if has_position else None,
        state=body.state,
        consultation=body.consultation,
        key=body.key,
    )


def _approver(asked: Asked) -> str | None:
    return None if asked.approval is None else asked.approval.name


def _sign(sign: Sign, language: str) -> SignAnswer:
    line = sign.helpline
    return SignAnswer(
        id=sign.id,
        picture=sign.picture,
        words=sign.words[language],
        people=list(sign.people),
        meanwhile=list(sign.meanwhile.get(language, ())),
        includes=[_included(one, language) for one in sign.includes],
        helpline=None
        if line is None
        else HelplineAnswer(number=line.number, name=line.name, words=line.words[language]),
    )


def _included(one: Included, language: str) -> IncludedAnswer:
    return IncludedAnswer(words=one.words[language], people=list(one.people))


def _symptom(sign: Sign, language: str) -> SymptomAnswer:
    return SymptomAnswer(id=sign.id, picture=sign.picture, words=sign.words[language], people=list(sign.people))
