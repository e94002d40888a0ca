"""Who registers in these tests, and how."""

from dataclasses import dataclass

from clinic.actors import Actor
from clinic.audit.chain import Entry
from clinic.consents.consent import Agreed
from clinic.consents.ledger import Consents
from clinic.identity.mobile import Mobile
from clinic.patients.duplicates import Duplicates
from clinic.patients.household import Household, Households
from clinic.patients.patient import MobileId, NewPatient, Patient
from clinic.patients.registration import Patients
from clinic.patients.rights import Rights
from storage.store import Store
from tests.support.clocks import Clock

NUMBER = Mobile("+919876543210")
OTHER_NUMBER = Mobile("+919876500000")
KERALA = 32
HERE = "198.51.100.7"
SPOKE = "5" * 32
OTHER_SPOKE = "6" * 32
CHO = Actor("staff", "a" * 32, SPOKE, HERE)
CHO_ELSEWHERE = Actor("staff", "b" * 32, OTHER_SPOKE, HERE)
STATE_OFFICER = Actor("staff", "c" * 32, None, HERE)
TICKED = Agreed("registration", 1, "hi", "ticked on page")
SPOKEN = Agreed("registration", 1, "hi", "spoken to staff")
ASHA = NewPatient("Asha Kumari", "female", age_years=34)
RAVI = NewPatient("Ravi Kumar", "male", relation="child", age_years=6)


@dataclass(frozen=True)
class Clinic:
    """Every service of patients over one database."""

    store: Store
    clock: Clock
    households: Households
    patients: Patients
    duplicates: Duplicates
    consents: Consents
    rights: Rights

    async def family(self, number: Mobile = NUMBER) -> Household:
        return await self.households.sign_in(number, KERALA, HERE)

    async def registered(self, told: NewPatient = ASHA, number: Mobile = NUMBER) -> tuple[Actor, Patient]:
        """By herself; and whoever holds the mobile."""
        holder = holder_of((await self.family(number)).mobile)
        return holder, await self.patients.register(told, TICKED, holder)

    async def actions(self, facility: str | None = None) -> list[str]:
        """Of that facility, or of all that belongs to none."""
        return [entry.action for entry in await self.entries(facility)]

    async def entries(self, facility: str | None = None) -> list[Entry]:
        """In the order of time."""
        async with self.store.reading() as records:
            every = [head.chain for head in await records.audit.heads()]
            chains = [facility] if facility else [one for one in every if one not in (SPOKE, OTHER_SPOKE)]
            found = [entry for chain in chains for entry in await records.audit.entries(chain, limit=1000)]
        return sorted(found, key=lambda entry: entry.at)


def clinic_of(store: Store, clock: Clock) -> Clinic:
    return Clinic(
        store,
        clock,
        Households(store, clock),
        Patients(store, clock),
        Duplicates(store, clock),
        Consents(store, clock),
        Rights(store, clock),
    )


def holder_of(mobile: MobileId) -> Actor:
    return Actor("patient", mobile, None, HERE)
