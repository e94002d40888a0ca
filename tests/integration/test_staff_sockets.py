"""The socket's handshake uses the session of the pages: who is suspended leaves the call at once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from obstore.store import MemoryStore

from clinic.actors import SYSTEM
from clinic.staff.account import Account, Role, StaffId
from gateways.sms_memory import MemorySms
from rooms.roles import Role as RoomRole
from server.clinic import Clinic, Outside
from server.settings import Settings
from storage.blobs.encrypted import EncryptedBlobs
from storage.store import Store
from tests.integration.service import Service, page, served
from tests.support.clocks import Clock
from tests.unit.clinic.staff.builders import HUB, employ, found_facilities


@dataclass
class House:
    service: Service
    clinic: Clinic
    doctor: Account

    async def cookie(self, staff: StaffId) -> dict[str, str]:
        _, token = await self.clinic.sessions.start("staff", staff, "desk", SYSTEM)
        return {"Cookie": f"paramarsh_session={token}"}


@pytest.fixture
async def house(store: Store, clock: Clock, tmp_path: Path) -> AsyncIterator[House]:
    blobs = EncryptedBlobs(store.database, store.vault, MemoryStore())
    clinic = Clinic(Settings(data_folder=tmp_path), store, Outside(MemorySms(), blobs, clock))
    await found_facilities(store)
    doctor = await employ(store, "f", Role.DOCTOR, HUB)
    async with clinic.running(), served(clinic=clinic) as service:
        yield House(service, clinic, doctor)


async def test_who_is_suspended_leaves_the_call_at_once_and_the_others_stay(house: House) -> None:
    cookie = await house.cookie(house.doctor.id)
    async with page(house.service, cookie) as doctor, page(house.service) as worker:
        await doctor.join("Dr Rao")
        await worker.join("Meera", RoomRole.HEALTH_WORKER)
        await house.clinic.on_suspended(house.doctor.id)
        await doctor.event("removed")
        await doctor.closed()
        assert len((await worker.event("people"))["people"]) == 1


async def test_a_socket_with_a_forged_session_is_anybodys(house: House) -> None:
    async with page(house.service, {"Cookie": "paramarsh_session=forged"}) as guest:
        assert (await guest.join("Dr Rao"))["ok"]
        await house.clinic.on_suspended(house.doctor.id)
        assert (await guest.ask("send_chat", {"text": "still here", "key": "1"}))["ok"]
