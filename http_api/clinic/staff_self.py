"""One of the staff, as her own pages see her."""

from typing import Literal

from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import FacilityId
from clinic.staff.account import Account, Assignment, StaffId
from clinic.staff.accounts import Accounts
from clinic.staff.permissions import Permission, may_anywhere
from http_api.operations import Answer
from rooms.ports import Refusal

StatusName = Literal["applied", "verified", "suspended", "rejected"]


class AssignmentAnswer(Answer):
    """``facility``: its id, null for the state as a whole."""

    role: str
    facility: str | None
    facility_name: str | None


class StaffSelf(Answer):
    """``permissions``: what her pages offer at all."""

    id: str
    name: str
    status: StatusName
    assignments: list[AssignmentAnswer]
    permissions: list[str]


class StaffView:
    """Accounts as pages see them."""

    def __init__(self, accounts: Accounts, facilities: Facilities) -> None:
        self._accounts = accounts
        self._facilities = facilities

    async def of(self, staff: str) -> StaffSelf:
        return await self.shown(await self._accounts.get(StaffId(staff)))

    async def shown(self, account: Account) -> StaffSelf:
        return StaffSelf(
            id=account.id,
            name=account.name,
            status=account.status.value,
            assignments=[await self._assignment(one) for one in account.assignments],
            permissions=[one.value for one in Permission if may_anywhere(account, one)],
        )

    async def facility_name(self, facility: str | None) -> str | None:
        if facility is None:
            return None
        try:
            return (await self._facilities.get(FacilityId(facility))).name
        except Refusal:
            return None

    async def _assignment(self, given: Assignment) -> AssignmentAnswer:
        name = await self.facility_name(given.facility)
        return AssignmentAnswer(role=given.role.value, facility=given.facility, facility_name=name)
