"""States, districts, and what a PIN code suggests."""

from typing import Annotated

from pydantic import Field

from clinic.places.pin_codes import PinCodes
from clinic.places.states import STATES, StateCode
from http_api.operations import Answer, Call, Operations, Query


class StateAnswer(Answer):
    """``code``: LGD. ``name_own``: in an official language of the state, whose BCP 47 tag is ``language``."""

    code: int
    name_en: str
    name_hi: str
    name_own: str
    language: str


class States(Answer):
    states: list[StateAnswer]


class OfState(Query):
    state: Annotated[int, Field(ge=1, le=99)]


class Districts(Answer):
    districts: list[str]


class Place(Answer):
    state: int
    district: str


class Places(Answer):
    """Of a PIN code, the likeliest first; some span several districts, even states."""

    suggestions: list[Place]


def add_places(operations: Operations, pin_codes: PinCodes) -> None:
    async def list_states(call: Call) -> States:
        return _STATES

    async def list_districts(call: Call, query: OfState) -> Districts:
        return Districts(districts=list(await pin_codes.districts_of(StateCode(query.state))))

    async def look_up_pin(call: Call) -> Places:
        found = await pin_codes.suggest(call.named("pin"))
        return Places(suggestions=[Place(state=one.state, district=one.district) for one in found])

    operations.add("GET", "/places/states", list_states, "All states and union territories", gives=States)
    operations.add(
        "GET", "/places/districts", list_districts, "The districts of a state", takes=OfState, gives=Districts
    )
    operations.add("GET", "/places/pin/{pin}", look_up_pin, "Where a PIN code may be", gives=Places)


_STATES = States(
    states=[
        StateAnswer(
            code=state.code,
            name_en=state.english,
            name_hi=state.hindi,
            name_own=state.own.name,
            language=state.own.language,
        )
        for state in STATES.values()
    ]
)
