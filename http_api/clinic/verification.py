"""The administrator's desk for accounts: who has applied, and what becomes of it."""

from typing import Annotated, Any

from aiohttp import web
from pydantic import Field

from clinic.staff.account import StaffId, Status
from clinic.staff.accounts import Accounts
from clinic.staff.application import Profile, Registration, councils
from clinic.staff.verification import PAGE, Dossier, Verification
from clinic.uploads.blobs import BlobId, BlobStore
from http_api.bodies import Body
from http_api.clinic.files import send_blob
from http_api.clinic.household import NothingToSay
from http_api.clinic.permits import staff_of
from http_api.clinic.staff_self import StaffView, StatusName
from http_api.operations import Answer, Call, Operations, Query, Who
from rooms.ports import Refusal


class FindStaff(Query):
    """``after``: the id of the last one of the page before."""

    status: StatusName = "applied"
    after: Annotated[str, Field(max_length=64)] | None = None


class StaffSummary(Answer):
    id: str
    name: str
    status: StatusName
    role: str | None
    council: str | None
    registration_number: str | None
    speciality: str | None
    facility_name: str | None
    applied_at: float | None


class StaffList(Answer):
    """``next``: what ``after`` is for the next page."""

    staff: list[StaffSummary]
    next: str | None


class Step(Answer):
    """``by``: the id of the staff, or "command"."""

    at: float
    action: str
    by: str


class StaffRecord(StaffSummary):
    """``document``: whether there is one to be read. ``reason``: of the last decision."""

    login: str
    reason: str
    history: list[Step]
    mobile: str | None = None
    email: str | None = None
    qualification: str | None = None
    registration_year: int | None = None
    system: str | None = None
    languages: tuple[str, ...] = ()
    gender: str | None = None
    document: bool = False


class InvitationCode(Answer):
    """By which she chooses a password; to be given to her alone."""

    invitation: str


class Why(Body):
    reason: Annotated[str, Field(max_length=1000)]


class AccountDesk:
    """Its operations. Whose accounts she sees and decides on is ``Verification``'s to say."""

    def __init__(self, verification: Verification, accounts: Accounts, blobs: BlobStore, view: StaffView) -> None:
        self._verification = verification
        self._accounts = accounts
        self._blobs = blobs
        self._view = view

    async def list_staff(self, call: Call, query: FindStaff) -> StaffList:
        after = None if query.after is None else StaffId(query.after)
        found = await self._verification.listed(staff_of(call), Status(query.status), after)
        following = found[-1].account.id if len(found) == PAGE else None
        return StaffList(staff=[StaffSummary(**await _summary(one, self._view)) for one in found], next=following)

    async def get_staff(self, call: Call) -> StaffRecord:
        return await _record(await self._dossier(call), self._view)

    async def get_document(self, call: Call) -> web.StreamResponse:
        application = (await self._dossier(call)).application
        if application is None or application.profile.document is None:
            raise Refusal("document_unknown", "There is no document.")
        return await send_blob(call.request, self._blobs, BlobId(application.profile.document))

    async def verify_staff(self, call: Call, body: NothingToSay) -> StaffRecord:
        await self._verification.verify(_named(call), staff_of(call), call.origin)
        return await self.get_staff(call)

    async def reject_staff(self, call: Call, body: Why) -> StaffRecord:
        await self._verification.reject(_named(call), staff_of(call), body.reason, call.origin)
        return await self.get_staff(call)

    async def suspend_staff(self, call: Call, body: Why) -> StaffRecord:
        await self._verification.suspend(_named(call), staff_of(call), body.reason, call.origin)
        return await self.get_staff(call)

    async def reinstate_staff(self, call: Call, body: NothingToSay) -> StaffRecord:
        await self._verification.reinstate(_named(call), staff_of(call), call.origin)
        return await self.get_staff(call)

    async def invite_staff(self, call: Call, body: NothingToSay) -> InvitationCode:
        """Only of an account that she decides on."""
        account = (await self._dossier(call)).account
        code = await self._accounts.invite(account.id, (await self._accounts.get(staff_of(call))).actor(call.origin))
        return InvitationCode(invitation=code)

    async def reset_second_factor(self, call: Call, body: NothingToSay) -> None:
        """For who has lost telephone and recovery codes: she sets up her app anew after her password."""
        account = (await self._dossier(call)).account
        by = (await self._accounts.get(staff_of(call))).actor(call.origin)
        await self._accounts.reset_second_factor(account.id, by)

    async def _dossier(self, call: Call) -> Dossier:
        return await self._verification.dossier(_named(call), staff_of(call), call.origin)


def add_verification(operations: Operations, desk: AccountDesk) -> None:
    staff: dict[str, Any] = {"who": Who.STAFF}
    one: dict[str, Any] = staff | {"gives": StaffRecord}
    refused = ("staff_unknown", "not_permitted", "staff_state")
    operations.add(
        "GET",
        "/staff",
        desk.list_staff,
        "Accounts of one status, in the order in which they applied",
        takes=FindStaff,
        gives=StaffList,
        refuses=("not_permitted",),
        **staff,
    )
    operations.add("GET", "/staff/{staff}", desk.get_staff, "One account", refuses=("staff_unknown",), **one)
    operations.add(
        "GET",
        "/staff/{staff}/document",
        desk.get_document,
        "The document of her registration",
        media_type="application/octet-stream",
        refuses=("staff_unknown", "document_unknown"),
        **staff,
    )
    for word, handler, takes, summary in (
        ("verify", desk.verify_staff, NothingToSay, "Verify"),
        ("reject", desk.reject_staff, Why, "Reject"),
        ("suspend", desk.suspend_staff, Why, "Suspend, at once"),
        ("reinstate", desk.reinstate_staff, NothingToSay, "Reinstate"),
    ):
        path = f"/staff/{{staff}}/{word}"
        operations.add("POST", path, handler, summary, takes=takes, refuses=(*refused, "reason_missing"), **one)
    operations.add(
        "POST",
        "/staff/{staff}/reset-second-factor",
        desk.reset_second_factor,
        "She has lost her telephone and her recovery codes",
        takes=NothingToSay,
        refuses=refused,
        **staff,
    )
    operations.add(
        "POST",
        "/staff/{staff}/invite",
        desk.invite_staff,
        "A code by which she chooses a password",
        takes=NothingToSay,
        gives=InvitationCode,
        refuses=refused,
        **staff,
    )


def _named(call: Call) -> StaffId:
    return StaffId(call.named("staff"))


async def _summary(dossier: Dossier, view: StaffView) -> dict[str, Any]:
    account, application = dossier.account, dossier.application
    assigned = account.assignments[0] if account.assignments else None
    held: Registration | None = application.registration if application else None
    return {
        "id": account.id,
        "name": account.name,
        "status": account.status.value,
        "role": assigned.role.value if assigned else None,
        "council": councils()[held.council].name if held else None,
        "registration_number": held.number if held else None,
        "speciality": held.speciality if held else None,
        "facility_name": await view.facility_name(assigned.facility) if assigned else None,
        "applied_at": application.applied_at if application else None,
    }


async def _record(dossier: Dossier, view: StaffView) -> StaffRecord:
    application = dossier.application
    told = (_registered(application.registration) | _profile(application.profile)) if application else {}
    return StaffRecord(
        **await _summary(dossier, view),
        **told,
        login=dossier.account.login,
        reason=application.reason if application else "",
        history=[Step(at=one.at, action=one.action, by=one.actor.id) for one in dossier.history],
    )


def _registered(held: Registration | None) -> dict[str, Any]:
    if held is None:
        return {}
    return {"qualification": held.qualification, "registration_year": held.year, "system": held.system.value}


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "mobile": profile.mobile,
        "email": profile.email,
        "languages": profile.languages,
        "gender": profile.gender.value,
        "document": profile.document is not None,
    }
