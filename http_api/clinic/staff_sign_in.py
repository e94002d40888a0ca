"""How the staff come in: the password, then a code; and, the first time, setting up the app that makes codes."""

from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.identity.sessions import Sessions
from clinic.staff.account import Account
from clinic.staff.accounts import Accounts
from clinic.staff.second_factor import qr_svg
from clinic.staff.sign_in import SignIn
from http_api.bodies import Body
from http_api.clinic.permits import staff_of
from http_api.clinic.staff_self import StaffSelf, StaffView
from http_api.operations import Answer, Call, Operations, Who

Password = Annotated[str, Field(min_length=1, max_length=200)]
CODE_PROBLEMS = ("code_wrong", "ticket_unknown", "must_enrol", "not_enrolling", "too_many")
PASSWORD_PROBLEMS = ("password_short", "password_long", "password_common", "password_personal")


class BeginSignIn(Body):
    login: Annotated[str, Field(min_length=1, max_length=254)]
    password: Password


class Totp(Answer):
    """For the app that makes codes; ``qr_svg`` is a picture of ``uri``."""

    secret: str
    uri: str
    qr_svg: str


class TicketAnswer(Answer):
    """``next``: whether she gives a code, or sets up the app that makes them first."""

    ticket: str
    next: Literal["code", "enrol"]
    totp: Totp | None


class FinishSignIn(Body):
    """``code``: of the app, or a recovery code."""

    ticket: Annotated[str, Field(max_length=64)]
    code: Annotated[str, Field(max_length=64)]


class SignedIn(Answer):
    """``recovery_codes``: shown once, when the app was set up just now."""

    staff: StaffSelf
    recovery_codes: list[str] | None


class ChoosePassword(Body):
    invitation: Annotated[str, Field(max_length=64)]
    password: Password


class ChangePassword(Body):
    present: Password
    wanted: Password


def add_staff_sign_in(
    operations: Operations, sign_in: SignIn, accounts: Accounts, sessions: Sessions, view: StaffView
) -> None:
    async def begin_sign_in(call: Call, body: BeginSignIn) -> TicketAnswer:
        opened = await sign_in.begin(body.login, body.password)
        if not opened.must_enrol:
            return TicketAnswer(ticket=opened.ticket, next="code", totp=None)
        enrolment = await sign_in.enrol(opened.ticket)
        totp = Totp(secret=enrolment.secret, uri=enrolment.uri, qr_svg=qr_svg(enrolment.uri))
        return TicketAnswer(ticket=opened.ticket, next="enrol", totp=totp)

    async def finish_sign_in(call: Call, body: FinishSignIn) -> SignedIn:
        if await sign_in.is_enrolling(body.ticket):
            enrolled = await sign_in.confirm_enrolment(body.ticket, body.code, call.origin)
            return await _in(call, enrolled.account, list(enrolled.recovery_codes))
        return await _in(call, await sign_in.finish(body.ticket, body.code, call.origin), None)

    async def _in(call: Call, account: Account, codes: list[str] | None) -> SignedIn:
        session, token = await sessions.start("staff", account.id, call.browser, account.actor(call.origin))
        call.keep_signed_in(session, token)
        return SignedIn(staff=await view.shown(account), recovery_codes=codes)

    async def choose_password(call: Call, body: ChoosePassword) -> None:
        staff = await accounts.choose_password(body.invitation, body.password, call.origin)
        await sessions.end_all("staff", staff, call.by("staff", staff))

    async def change_password(call: Call, body: ChangePassword) -> None:
        await accounts.change_password(staff_of(call), body.present, body.wanted, call.origin)
        await sessions.end_all("staff", call.session.subject, call.actor)
        session, token = await sessions.start("staff", call.session.subject, call.browser, call.actor)
        call.keep_signed_in(session, token)

    at = "/staff/sign-in"
    refused: dict[str, Any] = {"refuses": ("sign_in_refused", "staff_suspended", "too_many")}
    operations.add("POST", at, begin_sign_in, "Sign in: the password", takes=BeginSignIn, gives=TicketAnswer, **refused)
    operations.add(
        "POST",
        f"{at}/code",
        finish_sign_in,
        "Sign in: the code",
        takes=FinishSignIn,
        gives=SignedIn,
        refuses=CODE_PROBLEMS,
    )
    operations.add(
        "POST",
        "/staff/password",
        choose_password,
        "Choose a password by an invitation",
        takes=ChoosePassword,
        refuses=("invitation_unknown", *PASSWORD_PROBLEMS),
    )
    operations.add(
        "PUT",
        "/staff/password",
        change_password,
        "Another password from now on",
        who=Who.STAFF,
        takes=ChangePassword,
        refuses=("password_wrong", *PASSWORD_PROBLEMS, "too_many"),
    )
