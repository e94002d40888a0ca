"""One consultation at the doctor's desk: ringing, entering, breaking off, handing on, ending."""

from typing import Annotated, Any

from pydantic import Field

from clinic.actors import Actor
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.facilities.facility import FacilityId
from clinic.opd.call_rooms import CallRooms
from clinic.opd.calling import Calling
from clinic.opd.clinic import ClinicId
from clinic.opd.grievances import Grievances
from clinic.opd.rules import Rules
from clinic.opd.showing import Showing
from clinic.opd.transfers import Transfers
from clinic.opd.visits import Visits
from clinic.staff.account import StaffId
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.household import NothingToSay
from http_api.clinic.permits import Permits, staff_of
from http_api.opd.consultation_view import ConsultationAnswer, consultation_answer
from http_api.opd.desk import Reason
from http_api.opd.tokens import Entrance, Grievance, Id
from http_api.operations import Call, Operations, Who


class WithReason(Body):
    reason: Reason


class Handover(Body):
    """To one doctor, or to whoever is on duty in a clinic."""

    doctor: Id | None = None
    clinic: Id | None = None
    reason: Reason


class Referral(Body):
    facility: Id
    reason: Reason


class FollowUpBody(Body):
    """``day``: ISO date."""

    day: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
    reason: Reason = ""


class ConsultationPages:
    """What a doctor does with one of hers."""

    def __init__(
        self,
        calling: Calling,
        visits: Visits,
        transfers: Transfers,
        rooms: CallRooms,
        grievances: Grievances,
        showing: Showing,
        permits: Permits,
        rules: Rules,
    ) -> None:
        self._calling = calling
        self._visits = visits
        self._transfers = transfers
        self._rooms = rooms
        self._grievances = grievances
        self._showing = showing
        self._permits = permits
        self._rules = rules

    async def get_consultation(self, call: Call) -> ConsultationAnswer:
        actor = await self._actor(call)
        known, patient = await self._showing.opened(staff_of(call), _named(call), actor)
        return consultation_answer(known, patient, self._rules, call.now)

    async def ring_again(self, call: Call, body: NothingToSay) -> ConsultationAnswer:
        actor = await self._actor(call)
        return await self._answer(call, await self._calling.ring_again(staff_of(call), _named(call), actor))

    async def go_on_by_telephone(self, call: Call, body: NothingToSay) -> ConsultationAnswer:
        actor = await self._actor(call)
        return await self._answer(call, await self._visits.by_telephone(staff_of(call), _named(call), actor))

    async def enter_call(self, call: Call, body: NothingToSay) -> Entrance:
        actor = await self._actor(call)
        return Entrance(secret=await self._rooms.seat_of_doctor(staff_of(call), _named(call), actor))

    async def end_consultation(self, call: Call, body: NothingToSay) -> ConsultationAnswer:
        actor = await self._actor(call)
        return await self._answer(call, await self._visits.end(staff_of(call), _named(call), actor))

    async def give_up_ring(self, call: Call, body: NothingToSay) -> None:
        await self._calling.missed(_named(call), await self._actor(call), staff_of(call))

    async def release_patient(self, call: Call, body: WithReason) -> None:
        await self._visits.release(staff_of(call), _named(call), body.reason, await self._actor(call))

    async def confirm_urgent(self, call: Call, body: WithReason) -> ConsultationAnswer:
        actor = await self._actor(call)
        await self._showing.opened(staff_of(call), _named(call), actor)
        urgent = await self._visits.confirm_urgent(_named(call), body.reason, actor)
        return consultation_answer(urgent, None, self._rules, call.now)

    async def ask_transfer(self, call: Call, body: Handover) -> ConsultationAnswer:
        actor = await self._actor(call)
        to = None if body.doctor is None else StaffId(body.doctor)
        clinic = None if body.clinic is None else ClinicId(body.clinic)
        asked = await self._transfers.ask(staff_of(call), _named(call), to, clinic, body.reason, actor)
        return await self._answer(call, asked)

    async def accept_transfer(self, call: Call, body: NothingToSay) -> None:
        await self._transfers.accept(staff_of(call), _named(call), await self._actor(call))

    async def decline_transfer(self, call: Call, body: WithReason) -> None:
        await self._transfers.decline(staff_of(call), _named(call), body.reason, await self._actor(call))

    async def refer_patient(self, call: Call, body: Referral) -> ConsultationAnswer:
        actor = await self._actor(call)
        facility = FacilityId(body.facility)
        referred = await self._visits.refer(staff_of(call), _named(call), facility, body.reason, actor)
        return await self._answer(call, referred)

    async def book_follow_up(self, call: Call, body: FollowUpBody) -> None:
        actor = await self._actor(call)
        await self._visits.book_follow_up(staff_of(call), _named(call), body.day, body.reason, actor)

    async def report_patient(self, call: Call, body: Grievance) -> None:
        actor = await self._actor(call)
        await self._grievances.by_doctor(staff_of(call), _named(call), body.text, actor, block=body.block)

    async def _actor(self, call: Call) -> Actor:
        return await self._permits.require(call, Permission.CONSULT)

    async def _answer(self, call: Call, known: Consultation) -> ConsultationAnswer:
        _, patient = await self._showing.hers(staff_of(call), known.id)
        return consultation_answer(known, patient, self._rules, call.now)


def add_consultations(operations: Operations, pages: ConsultationPages) -> None:
    hers: dict[str, Any] = {"who": Who.STAFF}
    at = "/desk/consultations/{consultation}"
    unknown = ("not_permitted", "consultation_unknown")
    moved = (*unknown, "consultation_state")
    why, where = "reason_invalid", "clinic_unknown"
    operations.add("GET", at, pages.get_consultation, "One of hers", gives=ConsultationAnswer, refuses=unknown, **hers)
    for word, handler, summary, takes, gives, refuses in (
        ("ring-again", pages.ring_again, "Ring once more", NothingToSay, ConsultationAnswer, (*moved, where)),
        ("telephone", pages.go_on_by_telephone, "Go on by telephone", NothingToSay, ConsultationAnswer, moved),
        ("entrance", pages.enter_call, "Into the call", NothingToSay, Entrance, (*moved, "room_closed")),
        ("end", pages.end_consultation, "End it", NothingToSay, ConsultationAnswer, moved),
        ("miss", pages.give_up_ring, "Nobody answers", NothingToSay, None, (*moved, where)),
        ("release", pages.release_patient, "Back to the queue", WithReason, None, (*moved, why, where)),
        ("urgent", pages.confirm_urgent, "Sooner than others", WithReason, ConsultationAnswer, (*moved, why)),
        (
            "transfer",
            pages.ask_transfer,
            "Ask another doctor to take over",
            Handover,
            ConsultationAnswer,
            (*moved, why, "nobody_to_accept"),
        ),
        ("transfer/accept", pages.accept_transfer, "Take her over", NothingToSay, None, (*moved, where)),
        ("transfer/decline", pages.decline_transfer, "Do not", WithReason, None, (*moved, why, where)),
        (
            "refer",
            pages.refer_patient,
            "To be seen at a facility",
            Referral,
            ConsultationAnswer,
            (*moved, why, "facility_unknown"),
        ),
        ("follow-up", pages.book_follow_up, "Come again", FollowUpBody, None, (*moved, why, "day_invalid")),
        (
            "report",
            pages.report_patient,
            "Report the patient",
            Grievance,
            None,
            (*unknown, "complaint_kind_invalid", "complaint_text_invalid"),
        ),
    ):
        more = {} if gives is None else {"gives": gives}
        operations.add("POST", f"{at}/{word}", handler, summary, takes=takes, refuses=refuses, **hers, **more)


def _named(call: Call) -> ConsultationId:
    return ConsultationId(call.named("consultation"))
