"""A household's tokens: taking one, waiting with it, answering the doctor."""

from http import HTTPStatus
from typing import Annotated, Any

from pydantic import Field

from clinic.consultation.consultation import ConsultationId
from clinic.opd.call_rooms import CallRooms
from clinic.opd.calling import Calling
from clinic.opd.clinic import ClinicId
from clinic.opd.grievances import Grievances
from clinic.opd.tokens import Tokens, Wish
from clinic.opd.visits import Visits
from clinic.patients.patient import PatientId
from http_api.bodies import Body
from http_api.clinic.household import NothingToSay, mobile_of
from http_api.opd.token_view import GenderWord, ModeWord, TokenAnswer, TokensAnswer, TokenViews
from http_api.operations import Answer, Call, Operations, Who

Id = Annotated[str, Field(max_length=64)]


class TakeToken(Body):
    """``key``: the page's own of this asking; sent again it is the same token. ``return_to``: after which visit."""

    clinic: Id
    patient: Id
    mode: ModeWord = "video"
    language: Annotated[str, Field(pattern="^[a-z]{2,3}$")]
    doctor_gender: GenderWord | None = None
    return_to: Id | None = None
    key: Annotated[str, Field(pattern="^[A-Za-z0-9_-]{8,64}$")]


class SetMode(Body):
    mode: ModeWord


class SetGender(Body):
    doctor_gender: GenderWord | None


class OfferWord(Body):
    accept: bool


class Grievance(Body):
    """``block``: these two are not brought together again."""

    text: Annotated[str, Field(max_length=2000)]
    block: bool = False


class Entrance(Answer):
    """The secret of her seat: the call's page is ``/#secret``."""

    secret: str


class TokenDesk:
    """What a household does with its tokens."""

    def __init__(
        self,
        tokens: Tokens,
        calling: Calling,
        visits: Visits,
        rooms: CallRooms,
        grievances: Grievances,
        views: TokenViews,
    ) -> None:
        self._tokens = tokens
        self._calling = calling
        self._visits = visits
        self._rooms = rooms
        self._grievances = grievances
        self._views = views

    async def take_token(self, call: Call, body: TakeToken) -> TokenAnswer:
        return await self._views.of(await self._tokens.take(_wish(body), call.actor))

    async def list_tokens(self, call: Call) -> TokensAnswer:
        await self._tokens.seen(mobile_of(call))
        return TokensAnswer(tokens=await self._views.all(await self._tokens.of_household(mobile_of(call))))

    async def get_token(self, call: Call) -> TokenAnswer:
        return await self._views.of(await self._tokens.get(_named(call), call.actor))

    async def withdraw_token(self, call: Call) -> None:
        await self._tokens.withdraw(_named(call), call.actor)

    async def answer_call(self, call: Call, body: NothingToSay) -> Entrance:
        token = await self._calling.answer(_named(call), call.actor)
        return Entrance(secret=await self._rooms.seat_of_patient(token))

    async def answer_later(self, call: Call, body: NothingToSay) -> TokenAnswer:
        return await self._views.of(await self._calling.later(_named(call), call.actor))

    async def enter_again(self, call: Call, body: NothingToSay) -> Entrance:
        token = await self._tokens.get(_named(call), call.actor)
        return Entrance(secret=await self._rooms.seat_of_patient(token))

    async def end_call(self, call: Call, body: NothingToSay) -> TokenAnswer:
        return await self._views.of(await self._visits.end_by_patient(_named(call), call.actor))

    async def set_mode(self, call: Call, body: SetMode) -> TokenAnswer:
        return await self._views.of(await self._tokens.set_mode(_named(call), body.mode, call.actor))

    async def set_doctor_gender(self, call: Call, body: SetGender) -> TokenAnswer:
        return await self._views.of(await self._tokens.set_gender(_named(call), body.doctor_gender, call.actor))

    async def answer_offer(self, call: Call, body: OfferWord) -> TokenAnswer:
        return await self._views.of(await self._tokens.answer_offer(_named(call), call.actor, accept=body.accept))

    async def report_doctor(self, call: Call, body: Grievance) -> None:
        await self._grievances.by_patient(_named(call), body.text, call.actor, block=body.block)


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("token"))


def add_tokens(operations: Operations, desk: TokenDesk) -> None:
    mine: dict[str, Any] = {"who": Who.PATIENT}
    one: dict[str, Any] = {**mine, "gives": TokenAnswer}
    unknown = ("consultation_unknown",)
    moved = (*unknown, "consultation_state")
    absent = ("adult_needed", "authority_needed", "caller_needed", "patient_not_yours", "room_closed")
    operations.add(
        "POST",
        "/opd/tokens",
        desk.take_token,
        "Ask for a consultation",
        takes=TakeToken,
        status=HTTPStatus.CREATED,
        refuses=(
            "patient_not_yours",
            "clinic_unknown",
            "clinic_closed",
            "clinic_full",
            "queue_full",
            "token_already",
            *unknown,
        ),
        **one,
    )
    operations.add("GET", "/opd/tokens", desk.list_tokens, "Her household's tokens", gives=TokensAnswer, **mine)
    at = "/opd/tokens/{token}"
    operations.add("GET", at, desk.get_token, "One token", refuses=unknown, **one)
    operations.add("DELETE", at, desk.withdraw_token, "Give it back", refuses=moved, **mine)
    for word, handler, summary, takes, gives, refuses in (
        (
            "answer",
            desk.answer_call,
            "The doctor is calling: yes",
            NothingToSay,
            Entrance,
            (*moved, *absent),
        ),
        ("later", desk.answer_later, "The doctor is calling: in a minute", NothingToSay, TokenAnswer, moved),
        ("entrance", desk.enter_again, "Into the call again", NothingToSay, Entrance, (*moved, "room_closed")),
        ("end", desk.end_call, "End the consultation", NothingToSay, TokenAnswer, moved),
        ("mode", desk.set_mode, "By video or by telephone", SetMode, TokenAnswer, moved),
        ("doctor-gender", desk.set_doctor_gender, "A woman, a man, or either", SetGender, TokenAnswer, moved),
        ("offer", desk.answer_offer, "Whether she comes on the other day", OfferWord, TokenAnswer, moved),
        (
            "report",
            desk.report_doctor,
            "Report the doctor",
            Grievance,
            None,
            (*unknown, "text_invalid", "doctor_unknown"),
        ),
    ):
        more = {"gives": gives} if gives is not None else {}
        operations.add("POST", f"{at}/{word}", handler, summary, takes=takes, refuses=refuses, **mine, **more)


def _wish(body: TakeToken) -> Wish:
    return Wish(
        clinic=ClinicId(body.clinic),
        patient=PatientId(body.patient),
        mode=body.mode,
        language=body.language,
        key=body.key,
        doctor_gender=body.doctor_gender,
        return_to=None if body.return_to is None else ConsultationId(body.return_to),
    )
