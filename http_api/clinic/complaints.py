"""Complaints, from any page and by anybody; their answers are the grievance officer's."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.complaints.complaint import Complaint, Told
from clinic.complaints.desk import Complaints
from clinic.identity.guard import Guard
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who

Kind = Literal["harassment", "conduct", "care", "waiting", "technical", "privacy", "other"]


@dataclass(frozen=True, slots=True)
class GrievanceOfficer:
    """Whom the law wants named: Digital Personal Data Protection Rules 2025; IT Rules 2021, rule 3(2)."""

    name: str
    telephone: str
    email: str


class FileComplaint(Body):
    kind: Kind
    text: Annotated[str, Field(min_length=1, max_length=4000)]
    page: Annotated[str, Field(max_length=400)] = "/"
    contact: Annotated[str, Field(max_length=200)] | None = None


class ReferenceAnswer(Answer):
    reference: str


class OfficerAnswer(Answer):
    name: str
    telephone: str
    email: str


class ComplaintAnswer(Answer):
    reference: str
    kind: Kind
    text: str
    page: str
    contact: str | None
    filed_at: float
    state: Literal["open", "answered", "closed"]


class ComplaintsAnswer(Answer):
    complaints: list[ComplaintAnswer]


class AnswerComplaint(Body):
    answer: Annotated[str, Field(min_length=1, max_length=4000)]


def add_complaints(
    operations: Operations, complaints: Complaints, officer: GrievanceOfficer, permits: Permits, guard: Guard
) -> None:
    async def file_complaint(call: Call, body: FileComplaint) -> ReferenceAnswer:
        await guard.take("complaint", call.device, call.origin)
        told = Told(body.kind, body.text, body.page, body.contact)
        actor = None if call.signed_in is None else call.actor
        return ReferenceAnswer(reference=(await complaints.file(told, actor, call.origin)).reference)

    async def get_officer(call: Call) -> OfficerAnswer:
        return OfficerAnswer(name=officer.name, telephone=officer.telephone, email=officer.email)

    async def list_complaints(call: Call) -> ComplaintsAnswer:
        await permits.require(call, Permission.HANDLE_COMPLAINTS)
        return ComplaintsAnswer(complaints=[_shown(one) for one in await complaints.filed("open")])

    async def answer_complaint(call: Call, body: AnswerComplaint) -> None:
        actor = await permits.require(call, Permission.HANDLE_COMPLAINTS)
        await complaints.answer_by_reference(call.named("reference"), body.answer, actor)

    operations.add(
        "POST",
        "/complaints",
        file_complaint,
        "Complain",
        takes=FileComplaint,
        gives=ReferenceAnswer,
        status=HTTPStatus.CREATED,
        refuses=("complaint_text_invalid", "complaint_page_invalid", "complaint_contact_invalid", "too_many"),
    )
    operations.add("GET", "/grievance-officer", get_officer, "Who hears complaints", gives=OfficerAnswer)
    staff: dict[str, Any] = {"who": Who.STAFF}
    operations.add(
        "GET",
        "/complaints/open",
        list_complaints,
        "Complaints that wait",
        gives=ComplaintsAnswer,
        refuses=("not_permitted",),
        **staff,
    )
    operations.add(
        "POST",
        "/complaints/{reference}/answer",
        answer_complaint,
        "Answer a complaint",
        takes=AnswerComplaint,
        refuses=("not_permitted", "complaint_unknown", "complaint_state", "complaint_answer_invalid"),
        **staff,
    )


def _shown(complaint: Complaint) -> ComplaintAnswer:
    return ComplaintAnswer(
        reference=complaint.reference,
        kind=complaint.kind,
        text=complaint.text,
        page=complaint.page,
        contact=complaint.contact,
        filed_at=complaint.filed_at,
        state=complaint.state,
    )
