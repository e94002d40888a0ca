"""Staff of a small state: one hub, one spoke, and who works there."""

from dataclasses import dataclass, replace

import pyotp
from argon2 import PasswordHasher

from clinic.facilities.facility import Facility, FacilityId, FacilityKind
from clinic.places.states import StateCode
from clinic.staff.account import Account, Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.applications import ApplicationForm
from clinic.staff.passwords import Passwords
from storage.store import Store
from tests.support.clocks import SOMETIME

STATE, DISTRICT, HUB, SPOKE = (FacilityId(sign * 32) for sign in "1234")
PUNE, OTHER_SPOKE = (FacilityId(sign * 32) for sign in "56")
PASSWORD = "eleven blue umbrellas"
ORIGIN = "192.0.2.1"

FORM = ApplicationForm(
    login="asha@example.org",
    password=PASSWORD,
    name="आशा राव",
    facility=HUB,
    council="maharashtra-medical",
    registration_number="2011/04/1234",
    year=2011,
    qualification="MBBS",
    system="allopathy",
    speciality="general medicine",
    languages=("hi", "mr"),
    gender="female",
    document="d" * 32,
)


def quick_passwords() -> Passwords:
    """Hashes that cost a test nothing."""
    return Passwords(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def facility(id_: FacilityId, code: str, kind: FacilityKind, parent: FacilityId | None) -> Facility:
    district = None if kind == "state" else "Nashik"
    return Facility(id_, code, code, kind, parent, StateCode(27), district)


async def found_facilities(store: Store) -> None:
    """State above district above hub and spoke; another district with a spoke of its own."""
    tree = [
        facility(STATE, "MH", "state", None),
        facility(DISTRICT, "NASHIK", "district", STATE),
        facility(HUB, "HUB-1", "hub", DISTRICT),
        facility(SPOKE, "SPOKE-1", "spoke", DISTRICT),
        replace(facility(PUNE, "PUNE", "district", STATE), district="Pune"),
        replace(facility(OTHER_SPOKE, "SPOKE-2", "spoke", PUNE), district="Pune"),
    ]
    async with store.writing() as records:
        await records.facilities.add_all(tree, SOMETIME)


async def employ(
    store: Store, who: str, role: Role, place: str | None, status: Status = Status.VERIFIED, hashed: str | None = None
) -> Account:
    """``who``: a letter or digit, which makes her id and login."""
    staff = StaffId(who * 32)
    made = NewAccount(staff, f"{who}@example.org", f"Dr {who}", status, (Assignment(role, place),), SOMETIME, hashed)
    async with store.writing() as records:
        assert await records.staff.add(made)
        account = await records.staff.get(staff)
    assert account is not None
    return account


async def actions(store: Store, chain: str = "state") -> list[str]:
    """What the audit says happened there, in order."""
    async with store.reading() as records:
        return [entry.action for entry in await records.audit.entries(chain)]


@dataclass(frozen=True)
class Authenticator:
    """The app on her telephone."""

    secret: str

    def code(self, now: float) -> str:
        return pyotp.TOTP(self.secret).generate_otp(int(now // 30))
