"""Who is signed in on this browser, and where else."""

import re
from typing import Literal

from clinic.identity.sessions import Session, SessionId, Sessions
from http_api.clinic.household import HouseholdAnswer, HouseholdView
from http_api.clinic.staff_self import StaffSelf, StaffView
from http_api.cookies import drop_session
from http_api.operations import Answer, Call, Operations, Who


class SessionAnswer(Answer):
    """``csrf`` is shown with every write."""

    signed_in: Literal["patient", "staff"] | None
    csrf: str
    household: HouseholdAnswer | None
    staff: StaffSelf | None


class DeviceSession(Answer):
    id: str
    started_at: float
    last_used_at: float
    device: str
    is_this: bool


class DeviceSessions(Answer):
    sessions: list[DeviceSession]


def add_sessions(operations: Operations, sessions: Sessions, households: HouseholdView, staff: StaffView) -> None:
    async def get_session(call: Call) -> SessionAnswer:
        csrf, session = operations.token_for(call.device), call.signed_in
        if session is None:
            return SessionAnswer(signed_in=None, csrf=csrf, household=None, staff=None)
        if session.kind == "patient":
            household = await households.of(session, call.now)
            return SessionAnswer(signed_in="patient", csrf=csrf, household=household, staff=None)
        return SessionAnswer(signed_in="staff", csrf=csrf, household=None, staff=await staff.of(session.subject))

    async def sign_out(call: Call) -> None:
        await sessions.end(call.session, call.session.id, call.actor)
        call.afterwards(lambda response: drop_session(call.request, response))

    async def list_sessions(call: Call) -> DeviceSessions:
        found = await sessions.of(call.session)
        return DeviceSessions(sessions=[_device_session(one, call.session) for one in found])

    async def end_session(call: Call) -> None:
        await sessions.end(call.session, SessionId(call.named("session")), call.actor)

    signed_in = Who.SIGNED_IN
    operations.add("GET", "/session", get_session, "Who is signed in on this browser", gives=SessionAnswer)
    operations.add("DELETE", "/session", sign_out, "Sign out on this browser", who=signed_in)
    operations.add("GET", "/sessions", list_sessions, "Where she is signed in", who=signed_in, gives=DeviceSessions)
    operations.add(
        "DELETE",
        "/sessions/{session}",
        end_session,
        "Sign out on another device",
        who=signed_in,
        refuses=("session_unknown",),
    )


def _device_session(session: Session, own: Session) -> DeviceSession:
    return DeviceSession(
        id=session.id,
        started_at=session.started_at,
        last_used_at=session.last_used_at,
        device=browser_name(session.device),
        is_this=session.id == own.id,
    )


_BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"))
_OTHER_BROWSERS = (("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def browser_name(user_agent: str) -> str:
    """As a person would say it: "Chrome, Android"."""
    browser = _first((*_BROWSERS, *_OTHER_BROWSERS), user_agent)
    system = _first((*_SYSTEMS, ("Linux", "Linux")), user_agent)
    return ", ".join(part for part in (browser, system) if part)


def _first(signs: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in signs if re.search(rf"\b{sign}", user_agent)), "")
