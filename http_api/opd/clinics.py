"""Clinics as patients choose them, and as those run them who answer for a facility."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Annotated, Any

from pydantic import Field

from clinic.actors import Actor
from clinic.opd.board import Board
from clinic.opd.clinic import Clinic, ClinicId, Phase
from clinic.opd.clinics import Clinics, NewClinic
from clinic.opd.hours import Hours, Span
from clinic.opd.showing import Showing
from clinic.staff.account import StaffId
from clinic.staff.permissions import PERMISSIONS, Permission, may_anywhere
from http_api.bodies import Body
from http_api.clinic.household import mobile_of
from http_api.clinic.permits import Permits
from http_api.opd.clinic_view import (
    ClinicAnswer,
    ClinicsAnswer,
    OpenClinicsAnswer,
    PhaseWord,
    administered,
    offered,
    preference,
)
from http_api.operations import Call, Operations, Query, Who
from rooms.ports import Refusal

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$")]
Id = Annotated[str, Field(max_length=64)]


class InState(Query):
    """``state``: LGD code; its clinics come first."""

    state: int | None = None


class SpanBody(Body):
    """``weekday``: 0 is Monday."""

    weekday: Annotated[int, Field(ge=0, le=6)]
    opens: Clock
    closes: Clock


class ClinicBody(Body):
    """``holidays``: ISO dates."""

    name: Annotated[str, Field(max_length=200)]
    speciality: Annotated[str, Field(max_length=200)]
    languages: Annotated[list[Annotated[str, Field(max_length=8)]], Field(max_length=30)]
    week: Annotated[list[SpanBody], Field(max_length=28)]
    holidays: Annotated[list[Annotated[str, Field(max_length=10)]], Field(max_length=100)]
    capacity: int
    limit_seconds: int
    most_waiting: int


class AddClinic(ClinicBody):
    facility: Id


class Roster(Body):
    doctors: Annotated[list[Id], Field(max_length=500)]


class SetPhase(Body):
    phase: PhaseWord
    reason: Annotated[str, Field(max_length=500)] = ""


class Reminder(Body):
    language: Annotated[str, Field(max_length=16)] = "en"


class ClinicPages:
    """Clinics as pages see them, and what may be done with them."""

    def __init__(self, clinics: Clinics, showing: Showing, board: Board, permits: Permits) -> None:
        self._clinics = clinics
        self._showing = showing
        self._board = board
        self._permits = permits

    async def list_open_clinics(self, call: Call, query: InState) -> OpenClinicsAnswer:
        found = [await offered(one, self._board, call.now) for one in await self._showing.clinics()]
        return OpenClinicsAnswer(clinics=sorted(found, key=lambda one: preference(one, query.state)))

    async def remind_of_opening(self, call: Call, body: Reminder) -> None:
        await self._clinics.remind(ClinicId(call.named("clinic")), mobile_of(call), body.language)

    async def list_clinics(self, call: Call) -> ClinicsAnswer:
        account = await self._permits.account(call)
        if not may_anywhere(account, Permission.MANAGE_CLINICS):
            raise Refusal("not_permitted", "You are not allowed to do this here.")
        hers = {one.facility for one in account.assignments if Permission.MANAGE_CLINICS in PERMISSIONS[one.role]}
        found = [one.clinic for one in await self._showing.clinics()]
        if None not in hers:
            above = {one.facility: await self._permits.above(one.facility) for one in found}
            found = [one for one in found if hers & {one.facility, *above[one.facility]}]
        return ClinicsAnswer(clinics=await self._seen(found))

    async def add_clinic(self, call: Call, body: AddClinic) -> ClinicAnswer:
        actor = await self._permits.require_at(call, Permission.MANAGE_CLINICS, body.facility)
        return await self._one(await self._clinics.add(body.facility, _told(body), actor))

    async def change_clinic(self, call: Call, body: ClinicBody) -> ClinicAnswer:
        clinic, actor = await self._managed(call)
        return await self._one(await self._clinics.change(clinic.id, _told(body), actor))

    async def set_doctors(self, call: Call, body: Roster) -> ClinicAnswer:
        clinic, actor = await self._managed(call)
        await self._clinics.set_doctors(clinic.id, {StaffId(one) for one in body.doctors}, actor)
        return await self._one(clinic)

    async def set_phase(self, call: Call, body: SetPhase) -> ClinicAnswer:
        clinic, actor = await self._managed(call)
        return await self._one(await self._clinics.set_phase(clinic.id, Phase(body.phase), actor, body.reason))

    async def _managed(self, call: Call) -> tuple[Clinic, Actor]:
        clinic = await self._clinics.get(ClinicId(call.named("clinic")))
        return clinic, await self._permits.require_at(call, Permission.MANAGE_CLINICS, clinic.facility)

    async def _one(self, clinic: Clinic) -> ClinicAnswer:
        return (await self._seen([clinic]))[0]

    async def _seen(self, wanted: Sequence[Clinic]) -> list[ClinicAnswer]:
        shown = {one.clinic.id: one for one in await self._showing.clinics()}
        return [administered(shown[one.id], await self._clinics.doctors(one.id)) for one in wanted]


def add_clinics(operations: Operations, pages: ClinicPages) -> None:
    operations.add(
        "GET", "/opd/clinics", pages.list_open_clinics, "Clinics, hers first", takes=InState, gives=OpenClinicsAnswer
    )
    operations.add(
        "POST",
        "/opd/clinics/{clinic}/reminders",
        pages.remind_of_opening,
        "Tell me when it opens",
        who=Who.PATIENT,
        takes=Reminder,
        refuses=("clinic_unknown",),
    )
    one: dict[str, Any] = {"who": Who.STAFF, "gives": ClinicAnswer}
    wrong = (
        "not_permitted",
        "name_invalid",
        "speciality_invalid",
        "languages_invalid",
        "hours_invalid",
        "capacity_invalid",
        "limit_seconds_invalid",
        "most_waiting_invalid",
    )
    operations.add(
        "GET",
        "/clinics",
        pages.list_clinics,
        "The clinics that she runs",
        who=Who.STAFF,
        gives=ClinicsAnswer,
        refuses=("not_permitted",),
    )
    operations.add(
        "POST",
        "/clinics",
        pages.add_clinic,
        "Found a clinic",
        takes=AddClinic,
        status=HTTPStatus.CREATED,
        refuses=(*wrong, "facility_unknown"),
        **one,
    )
    at, unknown = "/clinics/{clinic}", ("clinic_unknown",)
    operations.add(
        "PUT", at, pages.change_clinic, "Its name, hours, limits", takes=ClinicBody, refuses=(*wrong, *unknown), **one
    )
    operations.add(
        "PUT",
        f"{at}/doctors",
        pages.set_doctors,
        "Its roster",
        takes=Roster,
        refuses=("not_permitted", "staff_unknown", "not_a_doctor_here", "roster_too_long", *unknown),
        **one,
    )
    operations.add(
        "POST",
        f"{at}/phase",
        pages.set_phase,
        "Open, pause or close it",
        takes=SetPhase,
        refuses=("not_permitted", "reason_invalid", *unknown),
        **one,
    )


def _told(body: ClinicBody) -> NewClinic:
    week = tuple(Span(one.weekday, one.opens, one.closes) for one in body.week)
    return NewClinic(
        name=body.name,
        speciality=body.speciality,
        languages=tuple(body.languages),
        hours=Hours(week, frozenset(body.holidays)),
        capacity=body.capacity,
        limit_seconds=body.limit_seconds,
        most_waiting=body.most_waiting,
    )
