"""The patient's way in: a mobile number, the code that was sent to it, and she is in."""

from http import HTTPStatus
from typing import Annotated, Literal

from pydantic import Field

from clinic.identity.challenge import Challenge
from clinic.identity.mobile import Mobile, parse_mobile
from clinic.identity.otp import OneTimeCodes, Verified
from clinic.identity.sessions import Sessions
from clinic.patients.coming_in import ComingIn
from clinic.patients.household import Households
from http_api.bodies import Body
from http_api.clinic.household import HouseholdAnswer, HouseholdView, NothingToSay, follow, mobile_of
from http_api.operations import Answer, Call, Operations, Who
from rooms.ports import Refusal

CODE_PROBLEMS = ("otp_malformed", "otp_wrong", "otp_expired", "otp_used", "otp_tries_spent", "otp_unknown", "too_many")
Purpose = Literal["sign_in", "change_number"]


class AskForCode(Body):
    mobile: Annotated[str, Field(min_length=1, max_length=40)]
    language: Literal["en", "hi"] = "en"
    purpose: Purpose = "sign_in"


class ChallengeAnswer(Answer):
    """Never the code. ``delivery``: whether the message has left."""

    challenge: str
    mobile: str
    expires_at: float
    resend_at: float | None
    tries_left: int
    delivery: Literal["sending", "sent", "failed"]


class SentCode(Body):
    challenge: Annotated[str, Field(max_length=64)]
    code: Annotated[str, Field(max_length=16)]


class Register(SentCode):
    state: int


def add_registration(
    operations: Operations,
    codes: OneTimeCodes,
    coming_in: ComingIn,
    households: Households,
    view: HouseholdView,
    sessions: Sessions,
) -> None:
    async def ask_for_code(call: Call, body: AskForCode) -> ChallengeAnswer:
        challenge = await codes.request(
            parse_mobile(body.mobile),
            purpose=body.purpose,
            device=call.device,
            origin=call.origin,
            language=body.language,
        )
        return challenge_answer(challenge)

    async def get_challenge(call: Call) -> ChallengeAnswer:
        return challenge_answer(await codes.status(call.named("challenge")))

    async def resend_code(call: Call, body: NothingToSay) -> ChallengeAnswer:
        return challenge_answer(await codes.resend(call.named("challenge"), device=call.device, origin=call.origin))

    async def register(call: Call, body: Register) -> HouseholdAnswer:
        number = await _number(call, body, "sign_in")
        came = await coming_in.sign_in(number, body.state, call.browser, call.origin)
        call.keep_signed_in(came.session, came.token)
        return view.shown(came.household, came.session.patient, call.now)

    async def change_number(call: Call, body: SentCode) -> HouseholdAnswer:
        number = await _number(call, body, "change_number")
        household = await households.change_number(mobile_of(call), number, call.origin)
        await follow(call, sessions, household)
        return view.shown(household, None, call.now)

    async def _number(call: Call, body: SentCode, purpose: Purpose) -> Mobile:
        found: Verified = await codes.verify(body.challenge, body.code, device=call.device, origin=call.origin)
        if found.purpose != purpose:
            raise Refusal("otp_unknown", "This code was sent for something else. Please ask for a new one.")
        return found.mobile

    operations.add(
        "POST",
        "/codes",
        ask_for_code,
        "Have a code sent",
        takes=AskForCode,
        gives=ChallengeAnswer,
        status=HTTPStatus.ACCEPTED,
        refuses=("mobile_invalid", "too_many"),
    )
    operations.add(
        "GET", "/codes/{challenge}", get_challenge, "Has it left?", gives=ChallengeAnswer, refuses=("otp_unknown",)
    )
    operations.add(
        "POST",
        "/codes/{challenge}/resend",
        resend_code,
        "Have a new code sent",
        takes=NothingToSay,
        gives=ChallengeAnswer,
        refuses=(
            "otp_unknown",
            "otp_used",
            "otp_expired",
            "otp_tries_spent",
            "otp_sends_spent",
            "too_soon",
            "too_many",
        ),
    )
    operations.add(
        "POST",
        "/registration",
        register,
        "Come in with the code",
        takes=Register,
        gives=HouseholdAnswer,
        refuses=(*CODE_PROBLEMS, "state_invalid"),
    )
    operations.add(
        "POST",
        "/household/number",
        change_number,
        "Another number from now on",
        who=Who.PATIENT,
        takes=SentCode,
        gives=HouseholdAnswer,
        refuses=(*CODE_PROBLEMS, "second_fact_needed", "household_ended"),
    )


def challenge_answer(challenge: Challenge) -> ChallengeAnswer:
    return ChallengeAnswer(
        challenge=challenge.id,
        mobile=challenge.masked,
        expires_at=challenge.expires_at,
        resend_at=challenge.resend_at,
        tries_left=challenge.tries_left,
        delivery=challenge.delivery,
    )
