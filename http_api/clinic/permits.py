"""Who of the staff is asking, and for which facility she may do what she asks."""

from clinic.actors import Actor
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import FacilityId
from clinic.staff.account import Account, StaffId
from clinic.staff.accounts import Accounts
from clinic.staff.permissions import PERMISSIONS, Permission, check_may, may_anywhere
from http_api.operations import Call
from rooms.ports import Refusal


class Permits:
    """Asked for every request: whoever is suspended is out at once."""

    def __init__(self, accounts: Accounts, facilities: Facilities) -> None:
        self._accounts = accounts
        self._facilities = facilities

    async def account(self, call: Call) -> Account:
        return await self._accounts.get(staff_of(call))

    async def require(self, call: Call, permission: Permission) -> Actor:
        """She acts for the first of her facilities where she may. Raises ``Refusal``."""
        account = await self.account(call)
        if not may_anywhere(account, permission):
            raise Refusal("not_permitted", "You are not allowed to do this here.")
        facility = next(one.facility for one in account.assignments if permission in PERMISSIONS[one.role])
        return Actor("staff", account.id, facility, call.origin)

    async def above(self, facility: str) -> frozenset[str]:
        """The ids of all that stand above it."""
        return frozenset(one.id for one in await self._facilities.ancestors(FacilityId(facility)))

    async def require_at(self, call: Call, permission: Permission, facility: str | None) -> Actor:
        """At that facility, ``None`` for the state as a whole. Raises ``Refusal``, the same for an unknown one."""
        account = await self.account(call)
        above = [] if facility is None else [one.id for one in await self._facilities.ancestors(FacilityId(facility))]
        check_may(account, permission, facility, above)
        return Actor("staff", account.id, facility, call.origin)


def staff_of(call: Call) -> StaffId:
    return StaffId(call.session.subject)
