"""Patients as the staff of a facility find them; and one record, opened by breaking the glass."""

from typing import Annotated, Any

from pydantic import Field

from clinic.patients.openings import Openings
from clinic.patients.patient import PatientId
from clinic.patients.registration import Patients
from clinic.staff.break_glass import BreakGlass
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.household import PatientSummary, summary
from http_api.clinic.patients import PatientAnswer, shown
from http_api.clinic.permits import Permits, staff_of
from http_api.operations import Answer, Call, Operations, Query, Who


class FindPatients(Query):
    name: Annotated[str, Field(min_length=1, max_length=100)]


class FoundPatients(Answer):
    patients: list[PatientSummary]


class BreakGlassFor(Body):
    reason: Annotated[str, Field(max_length=1000)]


def add_staff_patients(
    operations: Operations, patients: Patients, glass: BreakGlass, openings: Openings, permits: Permits
) -> None:
    async def find_patients(call: Call, query: FindPatients) -> FoundPatients:
        actor = await permits.require(call, Permission.SEARCH_PATIENT)
        found = await patients.search(query.name, actor)
        return FoundPatients(patients=[summary(one, call.now) for one in found])

    async def break_glass(call: Call, body: BreakGlassFor) -> PatientAnswer:
        await permits.require(call, Permission.BREAK_GLASS)
        patient = PatientId(call.named("patient"))
        facility = await openings.facility_of(patient)
        await glass.open(staff_of(call), patient, facility, body.reason, call.origin)
        return shown(await openings.record(patient), call.now)

    staff: dict[str, Any] = {"who": Who.STAFF}
    operations.add(
        "GET",
        "/patients",
        find_patients,
        "Patients of her facility, by name",
        takes=FindPatients,
        gives=FoundPatients,
        refuses=("not_permitted", "staff_of_facility_only", "search_empty"),
        **staff,
    )
    operations.add(
        "POST",
        "/patients/{patient}/break-glass",
        break_glass,
        "Open a record with a reason that is written down",
        takes=BreakGlassFor,
        gives=PatientAnswer,
        refuses=("not_permitted", "patient_not_yours", "reason_short"),
        **staff,
    )
