"""A doctor applies: her account, her registration and her document, all waiting for somebody to verify them."""

import secrets
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import AuditTrail, Event
from clinic.facilities.facility import FacilityId
from clinic.identity.mobile import parse_mobile
from clinic.ports import Store
from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from clinic.staff.application import (
    Application,
    Profile,
    Registration,
    document_id,
    gender,
    languages,
    registration,
)
from clinic.staff.login import parse_email, parse_login, parse_name
from clinic.staff.passwords import Passwords, check_password
from clinic.staff.ports import AccountRecords, FacilityTree
from clinic.uploads.ports import Claims
from clinic.uploads.upload import UploadId
from rooms.ports import Refusal

ID_BYTES = 16
# Others are entered by those who govern them: from a list, or by the first administrator.
APPLYING_ROLES = frozenset({Role.DOCTOR, Role.SPECIALIST})


@dataclass(frozen=True, slots=True)
class ApplicationForm:
    """As she fills it in. ``login``: her e-mail address or mobile number; the other of both may be told besides.

    ``facility``: its id. ``document``: the id of a file that she uploaded just now.
    """

    login: str
    password: str
    name: str
    facility: str
    council: str
    registration_number: str
    year: int
    qualification: str
    system: str
    speciality: str
    languages: tuple[str, ...]
    gender: str
    document: str
    role: str = Role.DOCTOR.value
    email: str | None = None
    mobile: str | None = None


class ApplicationRecords(Protocol):
    async def add(self, application: Application) -> bool:
        """``False``: the registration is another's, and nothing is kept."""

    async def add_many(self, applications: Sequence[Application]) -> None:
        """Their registrations were free a moment ago. Raises ``Refusal`` where one is not any more."""

    async def get(self, staff: StaffId) -> Application | None: ...

    async def taken(self, registrations: Collection[tuple[str, str]]) -> frozenset[tuple[str, str]]:
        """Of the pairs (council, number) those that belong to somebody."""

    async def decide(self, staff: StaffId, by: str, reason: str, now: float, *, frees: bool) -> None:
        """``frees``: the registration can be another's again."""

    async def facilities(self, status: Status) -> Sequence[str | None]:
        """Where accounts of that status are assigned; ``None`` is the state as a whole."""

    async def listed(
        self, status: Status, facilities: Collection[str | None] | None, after: StaffId | None, limit: int
    ) -> Sequence[StaffId]:
        """Those of that status in the order in which they applied. ``facilities``: ``None`` is everywhere."""


class StaffRecords(AccountRecords, Protocol):
    @property
    def applications(self) -> ApplicationRecords: ...


class Records(Protocol):
    @property
    def staff(self) -> StaffRecords: ...

    @property
    def uploads(self) -> Claims: ...

    @property
    def facilities(self) -> FacilityTree: ...

    @property
    def audit(self) -> AuditTrail: ...


class Applications:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], passwords: Passwords, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._passwords = passwords
        self._wall_clock = wall_clock

    async def apply(self, form: ApplicationForm, origin: str, owner: str | None = None) -> StaffId:
        """``owner``: of the uploaded document.

        Raises ``Refusal``, also for a login or a registration that has an account: not saying which, nor whose.
        """
        now = self._wall_clock()
        held, profile = checked(form, now)
        account = await self._account(form, now)
        async with self._store.writing() as records:
            await self._check_open(records, form.facility)
            if owner is not None:
                file = await records.uploads.claim(UploadId(form.document), owner, "document", now)
                profile = replace(profile, document=file.blob)
            application = Application(account.id, held, profile, now)
            if not await records.staff.add(account) or not await records.staff.applications.add(application):
                raise Refusal("already_applied", "This login or this registration has an account already.")
            actor = Actor("staff", account.id, form.facility, origin)
            await records.audit.append(Event("staff.applied", actor, f"staff:{account.id}"))
        return account.id

    async def _account(self, form: ApplicationForm, now: float) -> NewAccount:
        login, name = parse_login(form.login), parse_name(form.name)
        check_password(form.password, login, name)
        assigned = (Assignment(_role(form.role), form.facility),)
        password_hash = await self._passwords.hash(form.password)
        staff = StaffId(secrets.token_hex(ID_BYTES))
        return NewAccount(staff, login, name, Status.APPLIED, assigned, now, password_hash)

    async def _check_open(self, records: Records, facility: str) -> None:
        known = await records.facilities.get(FacilityId(facility))
        if known is None or not known.active:
            raise Refusal("facility_unknown", "Choose the facility where you will work.", ("facility",))


def checked(form: ApplicationForm, now: float) -> tuple[Registration, Profile]:
    """Raises ``Refusal``."""
    this_year = datetime.fromtimestamp(now, UTC).year
    held = registration(
        form.council,
        form.registration_number,
        form.year,
        form.qualification,
        form.system,
        form.speciality,
        this_year,
    )
    mobile, email = contacts(parse_login(form.login), form.mobile, form.email)
    spoken, of_gender = languages(form.languages), gender(form.gender)
    return held, Profile(spoken, of_gender, mobile, email, document_id(form.document))


def contacts(login: str, mobile: str | None, email: str | None) -> tuple[str | None, str | None]:
    """Her mobile number and e-mail address: the login is one of them. Raises ``Refusal``."""
    number = str(parse_mobile(mobile)) if mobile else None
    address = parse_email(email) if email else None
    return (number, address or login) if "@" in login else (number or login, address)


def _role(text: str) -> Role:
    if text not in APPLYING_ROLES:
        raise Refusal("role_invalid", "Doctors and specialists apply here.", ("role",))
    return Role(text)
