"""Live pages of the clinic over real sockets: who hears what, and who hears nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import socketio
from obstore.store import MemoryStore

from clinic.actors import SYSTEM, Actor
from clinic.opd.clinic import ClinicId, DutyState, Phase
from clinic.opd.clinics import NewClinic
from clinic.opd.hours import Hours, Span
from clinic.opd.tokens import Wish
from clinic.patients.patient import PatientId
from clinic.staff.account import StaffId
from gateways.sms_memory import MemorySms
from server.application import LIVE_PATH
from server.clinic import Clinic, Outside
from server.opd import LONGEST_PAUSE_SECONDS
from server.settings import Settings
from storage.blobs.encrypted import EncryptedBlobs
from storage.store import Store
from tests.integration.service import Service, served
from tests.support.clocks import Clock
from tests.support.opd_api import COMMAND, employed_doctor, household, hub
from tests.support.waiting import eventually

ALWAYS = Hours(tuple(Span(day, "00:00", "24:00") for day in range(7)))
PATIENCE_SECONDS = 20.0
new_client: Any = socketio.AsyncClient  # it has no types of its own
QUIET_SECONDS = LONGEST_PAUSE_SECONDS + 1.5
"""Longer than a board waits before it is told."""


@dataclass
class Page:
    """A page's live socket. ``heard``: events by their names, in order."""

    client: Any
    heard: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    async def event(self, name: str) -> dict[str, Any]:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while True:
                for index, (heard, payload) in enumerate(self.heard):
                    if heard == name:
                        del self.heard[index]
                        return payload
                await asyncio.sleep(0.01)

    async def watch(self, *clinics: Any) -> dict[str, Any]:
        return dict(await self.client.call("watch", {"clinics": list(clinics)}, namespace="/live"))


@dataclass
class House:
    service: Service
    clinic: Clinic
    store: Store
    opd: ClinicId
    doctor: StaffId

    @asynccontextmanager
    async def page(self, kind: Any = None, subject: str = "") -> AsyncIterator[Page]:
        headers = {}
        if kind is not None:
            _, token = await self.clinic.sessions.start(kind, subject, "test", SYSTEM)
            headers = {"Cookie": f"paramarsh_session={token}"}
        client = new_client(reconnection=False)
        page = Page(client)
        client.on("*", lambda event, payload: page.heard.append((event, payload)), namespace="/live")
        await client.connect(
            self.service.url,
            socketio_path=LIVE_PATH,
            namespaces=["/live"],
            transports=["websocket"],
            headers=headers,
        )
        if kind is not None:
            await eventually("the server knows whose page it is", lambda: self.knows(kind, subject), within_seconds=20)
        yield page
        await client.disconnect()

    async def knows(self, kind: str, subject: str) -> bool:
        return subject in self.clinic.opd.audience.present(kind)

    async def token_of(self, mobile: str, patient: str) -> str:
        wish = Wish(self.opd, PatientId(patient), "video", "hi", f"key-of-{patient}")
        return (await self.clinic.opd.tokens.take(wish, Actor("patient", mobile, None, "192.0.2.1"))).id

    def by_doctor(self) -> Actor:
        return Actor("staff", self.doctor, None, "192.0.2.2")


@pytest.fixture
async def house(store: Store, clock: Clock, tmp_path: Path) -> AsyncIterator[House]:
    blobs = EncryptedBlobs(store.database, store.vault, MemoryStore())
    clinic = Clinic(Settings(data_folder=tmp_path), store, Outside(MemorySms(), blobs, clock))
    facility = await hub(store, clock)
    doctor = StaffId((await employed_doctor(store, facility, ("hi",), "female", clock.now))[0])
    new = NewClinic("Medicine", "Medicine", ("hi",), ALWAYS, 100, 600, 50)
    async with clinic.running(), served(clinic=clinic) as service:
        opd = (await clinic.opd.clinics.add(facility, new, COMMAND)).id
        await clinic.opd.clinics.set_phase(opd, Phase.OPEN, COMMAND)
        await clinic.opd.clinics.set_doctors(opd, [doctor], COMMAND)
        yield House(service, clinic, store, opd, doctor)


async def test_who_watches_a_clinic_sees_its_board_change_by_numbers_alone(house: House) -> None:
    mobile, patient = await household(house.store, house.clinic.patients)
    async with house.page() as anybody:
        assert (await anybody.watch(house.opd))["ok"]
        await house.token_of(mobile, patient)
        board = await anybody.event("queue")
        assert (board["clinic"], board["numbers"], board["phase"]) == (house.opd, [1], "open")
        assert patient not in str(board)


async def test_a_household_hears_of_its_own_token_and_ring_and_a_stranger_does_not(house: House) -> None:
    mobile, patient = await household(house.store, house.clinic.patients)
    stranger, _ = await household(house.store, house.clinic.patients)
    async with house.page("patient", mobile) as hers, house.page("patient", stranger) as others:
        token = await house.token_of(mobile, patient)
        assert await hers.event("token") == {"id": token}
        await house.clinic.opd.duties.put(house.doctor, DutyState.ON, house.opd, house.by_doctor())
        await house.clinic.opd.calling.call_next(house.doctor, house.by_doctor())
        assert (await hers.event("ring"))["id"] == token
        await asyncio.sleep(QUIET_SECONDS)
        assert {name for name, _ in others.heard} <= {"clinics"}


async def test_a_doctor_hears_that_her_desk_has_changed(house: House) -> None:
    async with house.page("staff", house.doctor) as desk:
        await house.clinic.opd.duties.put(house.doctor, DutyState.ON, house.opd, house.by_doctor())
        assert await desk.event("desk") == {}


async def test_many_changes_of_a_board_are_told_together(house: House) -> None:
    people = [await household(house.store, house.clinic.patients) for _ in range(12)]
    async with house.page() as anybody:
        await anybody.watch(house.opd)
        await asyncio.gather(*(house.token_of(mobile, patient) for mobile, patient in people))

        def boards() -> list[list[int]]:
            return [payload["numbers"] for name, payload in anybody.heard if name == "queue"]

        async def all_stand_there() -> bool:
            return list(range(1, 13)) in boards()

        await eventually("the board shows all twelve", all_stand_there, within_seconds=PATIENCE_SECONDS)
        assert len(boards()) < len(people)


@pytest.mark.parametrize("clinics", [[""], ["x" * 65], [1], ["a"] * 31, "abc", None])
async def test_what_cannot_be_watched_is_refused_and_harms_nothing(house: House, clinics: Any) -> None:
    async with house.page() as anybody:
        answer = await anybody.client.call("watch", {"clinics": clinics}, namespace="/live")
        assert answer == {"ok": False, "code": "bad_message"}
        assert (await anybody.watch(house.opd))["ok"]


async def test_an_unknown_word_is_refused(house: House) -> None:
    async with house.page() as anybody:
        answer = await anybody.client.call("queue", {"clinic": house.opd}, namespace="/live")
        assert answer == {"ok": False, "code": "bad_message"}


async def test_whoever_asks_too_often_is_shown_out(house: House) -> None:
    async with house.page() as anybody:
        answers: list[Any] = []
        with pytest.raises((socketio.exceptions.SocketIOError, TimeoutError)):
            await asked_again_and_again(anybody, answers)
        assert {"ok": False, "code": "too_many_messages"} in answers


async def asked_again_and_again(page: Page, answers: list[Any]) -> None:
    for _ in range(200):
        answers += [await page.client.call("watch", {"clinics": []}, namespace="/live", timeout=1)]


async def test_a_doctor_who_is_suspended_hears_nothing_more(house: House) -> None:
    async with house.page("staff", house.doctor) as desk:
        await house.clinic.on_suspended(house.doctor)
        await house.clinic.opd.duties.put(house.doctor, DutyState.ON, house.opd, house.by_doctor())
        await asyncio.sleep(QUIET_SECONDS)
        assert "desk" not in {name for name, _ in desk.heard}
