"""A patient comes in: whoever holds the number now, her household, and her session, all in one transaction."""

from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail
from clinic.identity.mobile import Mobile
from clinic.identity.sessions import Session, SessionRecords, Sessions
from clinic.patients.household import Household, Households
from clinic.patients.ports import MobileRecords, PatientRecords
from clinic.ports import Store


class Records(Protocol):
    @property
    def audit(self) -> AuditTrail: ...
    @property
    def mobiles(self) -> MobileRecords: ...
    @property
    def patients(self) -> PatientRecords: ...
    @property
    def sessions(self) -> SessionRecords: ...


@dataclass(frozen=True, slots=True)
class CameIn:
    """``token``: of the session; it cannot be had again."""

    household: Household
    session: Session
    token: str


class ComingIn:
    def __init__(self, store: Store[Records], households: Households, sessions: Sessions) -> None:
        self._store = store
        self._households = households
        self._sessions = sessions

    async def sign_in(self, number: Mobile, state: int, device: str, origin: str) -> CameIn:
        """To be called once the one-time code was verified. ``device``: what the browser calls itself."""
        async with self._store.writing() as records:
            household = await self._households.sign_in_within(records, number, state, origin)
            actor = Actor("patient", household.mobile, None, origin)
            session, token = await self._sessions.start_within(records, "patient", household.mobile, device, actor)
        return CameIn(household, session, token)
