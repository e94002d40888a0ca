"""Patients and families as the staff of a facility find them; and one record, opened by breaking the glass."""

from typing import Annotated, Any

from pydantic import Field

from clinic.identity.mobile import parse_mobile
from clinic.patients.duplicates import Duplicates
from clinic.patients.household import Households
from clinic.patients.openings import Openings
from clinic.patients.patient import PatientId
from clinic.patients.registration import Patients
from clinic.staff.break_glass import BreakGlass
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.household import NothingToSay, PatientSummary, summary
from http_api.clinic.patients import PatientAnswer, named, shown
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Query, Who


class FindPatients(Query):
    name: Annotated[str, Field(min_length=1, max_length=100)]


class FoundPatients(Answer):
    patients: list[PatientSummary]


class Reason(Body):
    reason: Annotated[str, Field(max_length=1000)]


class Merge(Reason):
    """``duplicate``: the patient who is the same person as the one of the address."""

    duplicate: Annotated[str, Field(max_length=64)]


class Vouch(Body):
    """The number of a family that she has seen."""

    mobile: Annotated[str, Field(min_length=1, max_length=40)]


class StaffPatients:
    """Its operations. What she may do where is the clinic's to say; who she is, ``Permits``'."""

    def __init__(
        self,
        patients: Patients,
        households: Households,
        duplicates: Duplicates,
        glass: BreakGlass,
        openings: Openings,
        permits: Permits,
    ) -> None:
        self._patients = patients
        self._households = households
        self._duplicates = duplicates
        self._glass = glass
        self._openings = openings
        self._permits = permits

    async def find_patients(self, call: Call, query: FindPatients) -> FoundPatients:
        actor = await self._permits.require(call, Permission.SEARCH_PATIENT)
        found = await self._patients.search(query.name, actor)
        return FoundPatients(patients=[summary(one, call.now) for one in found])

    async def open_record(self, call: Call, body: NothingToSay) -> PatientAnswer:
        """A write: she who opened it stands in the audit, and the patient sees it."""
        actor = await self._permits.require(call, Permission.SEARCH_PATIENT)
        return shown(await self._patients.open_record(named(call), actor), call.now)

    async def break_glass(self, call: Call, body: Reason) -> PatientAnswer:
        await self._permits.require(call, Permission.BREAK_GLASS)
        facility = await self._openings.facility_of(named(call))
        await self._glass.open(staff_of(call), named(call), facility, body.reason, call.origin)
        return shown(await self._openings.record(named(call)), call.now)

    async def merge_patients(self, call: Call, body: Merge) -> PatientAnswer:
        actor = await self._permits.require(call, Permission.MERGE_PATIENTS)
        duplicate = PatientId(body.duplicate)
        return shown(await self._duplicates.merge(named(call), duplicate, actor, body.reason), call.now)

    async def merged_patients(self, call: Call) -> FoundPatients:
        actor = await self._permits.require(call, Permission.MERGE_PATIENTS)
        merged = await self._duplicates.merged_into(named(call), actor)
        return FoundPatients(patients=[summary(one, call.now) for one in merged])

    async def unmerge_patients(self, call: Call, body: Reason) -> PatientAnswer:
        actor = await self._permits.require(call, Permission.MERGE_PATIENTS)
        return shown(await self._duplicates.unmerge(named(call), actor, body.reason), call.now)

    async def vouch(self, call: Call, body: Vouch) -> None:
        """Whoever may search patients: all who register them may."""
        actor = await self._permits.require(call, Permission.SEARCH_PATIENT)
        await self._households.vouch_number(parse_mobile(body.mobile), actor)


def add_staff_patients(operations: Operations, desk: StaffPatients) -> None:
    staff: dict[str, Any] = {"who": Who.STAFF}
    one: dict[str, Any] = staff | {"gives": PatientAnswer}
    refused = ("not_permitted", "patient_not_yours", "staff_of_facility_only")
    operations.add(
        "GET",
        "/patients",
        desk.find_patients,
        "Patients of her facility, by name",
        takes=FindPatients,
        gives=FoundPatients,
        refuses=("not_permitted", "staff_of_facility_only", "search_empty"),
        **staff,
    )
    operations.add(
        "GET",
        "/patients/{patient}/merged",
        desk.merged_patients,
        "Records that were merged into hers",
        gives=FoundPatients,
        refuses=refused,
        **staff,
    )
    operations.add(
        "POST",
        "/households/vouch",
        desk.vouch,
        "It is the same family that had the number before its long silence",
        takes=Vouch,
        refuses=("not_permitted", "staff_of_facility_only", "household_unknown", "mobile_invalid"),
        **staff,
    )
    for word, handler, takes, summary_, more in (
        ("open", desk.open_record, NothingToSay, "Open a record of her facility", ()),
        ("break-glass", desk.break_glass, Reason, "Open any record, with a reason that is kept", ("reason_short",)),
        ("merge", desk.merge_patients, Merge, "Two records are one person's", ("same_patient", "already_merged")),
        ("unmerge", desk.unmerge_patients, Reason, "They are two people after all", ("not_merged",)),
    ):
        path = f"/patients/{{patient}}/{word}"
        refuses = (*refused, "reason_invalid", *more)
        operations.add("POST", path, handler, summary_, takes=takes, refuses=refuses, **one)
