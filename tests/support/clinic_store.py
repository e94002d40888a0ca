"""The database of a server that runs, written beside it as an operator's command does: for what no page does."""

import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from clinic.actors import Actor
from clinic.facilities.facilities import Facilities
from clinic.facilities.facility import Facility, NewFacility
from clinic.identity.mobile import parse_mobile
from clinic.patients.patient import PatientId
from clinic.places.states import StateCode
from clinic.staff.accounts import Accounts
from clinic.staff.passwords import Passwords
from server.opened_store import opened_store
from server.settings import Settings
from storage.store import Store
from tests.support.server import Server

COMMAND = Actor("operator", "operator", None, "command")
MAHARASHTRA = StateCode(27)
DAY_SECONDS = 86_400.0


@asynccontextmanager
async def store_of(server: Server) -> AsyncIterator[Store]:
    given: dict[str, Any] = {"data_folder": Path(server.data_folder), **server.settings}
    async with opened_store(Settings(**given), time.time) as store:
        yield store


async def state_administrator(server: Server, login: str, name: str, password: str) -> str:
    """The ``otpauth://`` address of her app."""
    async with store_of(server) as store:
        accounts = Accounts(store, Passwords(), time.time)
        made = await accounts.make_state_administrator(login, name, password, COMMAND, another=True)
    return made.provisioning_uri


async def health_centre(server: Server, name: str = "Shirur health centre") -> Facility:
    """A spoke of its own, with state and district above it."""
    async with store_of(server) as store:
        facilities, mark = Facilities(store, time.time), secrets.token_hex(3)
        state = await facilities.add(COMMAND, NewFacility(f"MH-{mark}", "Maharashtra", "state", MAHARASHTRA, ""))
        pune = NewFacility(f"PUN-{mark}", "Pune", "district", MAHARASHTRA, "Pune")
        district = await facilities.add(COMMAND, pune, state.id)
        spoke = NewFacility(f"SHI-{mark}", name, "spoke", MAHARASHTRA, "Pune")
        return await facilities.add(COMMAND, spoke, district.id)


async def standing_above(server: Server, facility: Facility) -> list[Facility]:
    """Its state first."""
    async with store_of(server) as store:
        found = await Facilities(store, time.time).ancestors(facility.id)
    return sorted((one for one in found if one.id != facility.id), key=lambda one: one.kind != "state")


async def attends(server: Server, patient: str, facility: Facility) -> None:
    """As when she asks for a consultation there."""
    async with store_of(server) as store, store.writing() as records:
        found = await records.patients.find(PatientId(patient))
        assert found is not None, "nobody has this number"
        await records.patients.attend(found, facility.id, time.time())


async def was_silent(server: Server, number: str, days: float) -> None:
    """The number, of ten digits, was last seen so long ago."""
    async with store_of(server) as store, store.writing() as records:
        found = await records.mobiles.find(parse_mobile(number))
        assert found is not None, "nobody is registered with this number"
        await records.mobiles.change(replace(found, last_seen_at=time.time() - days * DAY_SECONDS))
