"""The tree of facilities, as administrators keep it."""

from http import HTTPStatus
from typing import Annotated, Any, Literal

from pydantic import Field

from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import Facility, FacilityId, NewFacility
from clinic.facilities.ports import Search
from clinic.places.states import StateCode
from clinic.staff.permissions import Permission
from http_api.bodies import Body
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Query, Who

Kind = Literal["state", "district", "clinic", "hub", "spoke"]
Name = Annotated[str, Field(min_length=1, max_length=200)]
Id = Annotated[str, Field(max_length=64)]


class FindFacilities(Query):
    """``after``: the last code of the page before."""

    parent: Id | None = None
    text: Annotated[str, Field(max_length=100)] = ""
    kind: Kind | None = None
    after: Annotated[str, Field(max_length=20)] = ""
    closed: bool = False


class FacilityAnswer(Answer):
    id: str
    code: str
    name: str
    kind: Kind
    parent: str | None
    state: int
    district: str | None
    active: bool


class FacilitiesAnswer(Answer):
    """``next``: what ``after`` is for the next page."""

    facilities: list[FacilityAnswer]
    next: str | None


class AddFacility(Body):
    code: Name
    name: Name
    kind: Kind
    parent: Id | None = None
    state: int | None = None
    district: Annotated[str, Field(max_length=200)] | None = None


class ChangeFacility(Body):
    """What is given is changed; ``active`` false closes it."""

    name: Name | None = None
    parent: Id | None = None
    active: bool | None = None


def add_facilities(operations: Operations, facilities: Facilities, permits: Permits) -> None:
    async def list_facilities(call: Call, query: FindFacilities) -> FacilitiesAnswer:
        search = _search(query)
        found = await facilities.search(search)
        following = found[-1].code if len(found) == search.limit else None
        return FacilitiesAnswer(facilities=[shown(one) for one in found], next=following)

    async def get_facility(call: Call) -> FacilityAnswer:
        return shown(await facilities.get(FacilityId(call.named("facility"))))

    async def add_facility(call: Call, body: AddFacility) -> FacilityAnswer:
        actor = await permits.require_at(call, Permission.MANAGE_FACILITIES, body.parent)
        state = None if body.state is None else StateCode(body.state)
        new = NewFacility(body.code, body.name, body.kind, state, body.district or "")
        parent = None if body.parent is None else FacilityId(body.parent)
        return shown(await facilities.add(actor, new, parent))

    async def change_facility(call: Call, body: ChangeFacility) -> FacilityAnswer:
        facility = FacilityId(call.named("facility"))
        actor = await permits.require_at(call, Permission.MANAGE_FACILITIES, facility)
        if body.name is not None:
            await facilities.rename(actor, facility, body.name)
        if body.parent is not None:
            await permits.require_at(call, Permission.MANAGE_FACILITIES, body.parent)
            await facilities.move(actor, facility, FacilityId(body.parent))
        if body.active is not None:
            await (facilities.reopen if body.active else facilities.close)(actor, facility)
        return shown(await facilities.get(facility))

    one: dict[str, Any] = {"gives": FacilityAnswer, "who": Who.STAFF}
    refused = (
        "facility_unknown",
        "facility_code",
        "facility_kind",
        "facility_name",
        "facility_parent",
        "facility_closed",
    )
    operations.add(
        "GET",
        "/facilities",
        list_facilities,
        "Facilities by code",
        takes=FindFacilities,
        gives=FacilitiesAnswer,
        refuses=(),
    )
    at = "/facilities/{facility}"
    operations.add("GET", at, get_facility, "One facility", gives=FacilityAnswer, refuses=("facility_unknown",))
    operations.add(
        "POST",
        "/facilities",
        add_facility,
        "Add a facility",
        takes=AddFacility,
        status=HTTPStatus.CREATED,
        refuses=(*refused, "facility_code_taken", "facility_state", "facility_district", "not_permitted"),
        **one,
    )
    operations.add(
        "PATCH",
        at,
        change_facility,
        "Rename, move, close or reopen a facility",
        takes=ChangeFacility,
        refuses=(*refused, "facility_not_empty", "not_permitted"),
        **one,
    )


def shown(facility: Facility) -> FacilityAnswer:
    return FacilityAnswer(
        id=facility.id,
        code=facility.code,
        name=facility.name,
        kind=facility.kind,
        parent=facility.parent,
        state=facility.state,
        district=facility.district,
        active=facility.active,
    )


def _search(query: FindFacilities) -> Search:
    return Search(
        text=query.text,
        kind=query.kind,
        parent=None if query.parent is None else FacilityId(query.parent),
        closed_too=query.closed,
        after=query.after,
    )
