"""An online OPD of a server that runs: a clinic, its doctors, and patients who ask by HTTP for what their pages would.

Accounts and households are written beside the server, with sessions of their own; all that happens goes through it.
"""

import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

from aiohttp import ClientResponse, ClientSession, CookieJar
from playwright.async_api import BrowserContext
from yarl import URL

from clinic.consents.consent import Agreed
from clinic.consents.notices import newest
from clinic.identity.mobile import parse_mobile
from clinic.identity.sessions import Holder, Sessions
from clinic.opd.clinic import Phase
from clinic.opd.clinics import Clinics
from clinic.patients.coming_in import ComingIn
from clinic.patients.household import Households
from clinic.patients.patient import NewPatient
from clinic.patients.registration import Patients
from clinic.places.states import StateCode
from clinic.staff.account import Assignment, NewAccount, Role, StaffId, Status
from storage.store import Store
from tests.support.clinic_store import COMMAND, store_of
from tests.support.duty_staff import SESSION_COOKIE
from tests.support.opd_api import CLINIC as OPD
from tests.support.opd_api import employed_doctor, hub
from tests.support.server import Server
from tests.support.visitor import new_mobile
from tests.support.waiting import eventually

MAHARASHTRA = StateCode(27)
CLINIC: Mapping[str, Any] = {**OPD, "name": "General OPD Pune", "speciality": "general_medicine"}


@dataclass
class SignedIn:
    """Somebody with a session, who asks the server as her page would. ``id``: of her account or her mobile's record."""

    server: Server
    id: str
    name: str
    session: str

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        """The JSON of the answer, which must have that status; nothing for a 204."""
        answer, text = await self._send(method, path, json=body)
        assert answer.status in (status, 204), f"{method} {path}: {answer.status} {text[:400]}"
        return dict(await answer.json()) if text else {}

    async def get(self, path: str, status: int = 200) -> dict[str, Any]:
        return await self.ask("GET", path, None, status)

    async def fetch(self, path: str) -> bytes:
        """A file."""
        answer, text = await self._send("GET", path)
        assert answer.status == 200, text[:400]
        return await answer.read()

    async def post(self, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.ask("POST", path, {} if body is None else body, status)

    async def put(self, path: str, body: Any, status: int = 200) -> dict[str, Any]:
        return await self.ask("PUT", path, body, status)

    async def upload(self, content: bytes, media_type: str, purpose: str) -> str:
        """The id of a file that has arrived whole."""
        told = {
            "purpose": purpose,
            "media_type": media_type,
            "size": len(content),
            "sha256": sha256(content).hexdigest(),
        }
        begun = await self.post("/uploads", told, 201)
        size = begun["chunk_bytes"]
        for number, start in enumerate(range(0, len(content), size)):
            piece = content[start : start + size]
            headers = {"X-Checksum": sha256(piece).hexdigest(), "Content-Type": "application/octet-stream"}
            answer, text = await self._send("PUT", f"/uploads/{begun['id']}/{number}", data=piece, headers=headers)
            assert answer.status in (200, 204), text
        await self.post(f"/uploads/{begun['id']}/finish")
        return str(begun["id"])

    async def comes_in(self, context: BrowserContext) -> None:
        """The browser is signed in with her session."""
        await context.add_cookies([{"name": SESSION_COOKIE, "value": self.session, "url": self.server.url}])

    async def _send(self, method: str, path: str, **sent: Any) -> tuple[ClientResponse, str]:
        jar = CookieJar(unsafe=True)
        jar.update_cookies({SESSION_COOKIE: self.session}, URL(self.server.url))
        async with ClientSession(cookie_jar=jar) as client:
            csrf = (await (await client.get(f"{self.server.url}/api/session")).json())["csrf"]
            headers = {"X-CSRF-Token": csrf, **sent.pop("headers", {})}
            answer = await client.request(method, f"{self.server.url}/api{path}", headers=headers, **sent)
            return answer, await answer.text(errors="replace")


@dataclass
class Doctor(SignedIn):
    async def desk(self) -> dict[str, Any]:
        return await self.get("/desk")

    async def on(self, clinic: str, state: str = "on") -> dict[str, Any]:
        return await self.put("/desk/duty", {"state": state, "clinic": clinic})

    async def call_next(self, status: int = 200) -> dict[str, Any]:
        return await self.post("/desk/call-next", status=status)

    async def does(self, consultation: str, word: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.post(f"/desk/consultations/{consultation}/{word}", body, status)

    async def writes(self, consultation: str, **fields: Any) -> dict[str, Any]:
        """Into the notes, as another window of hers."""
        path = f"/desk/consultations/{consultation}/notes"
        revision = (await self.get(path))["revision"]
        return await self.ask("PATCH", path, {"revision": revision, "fields": fields})


@dataclass
class Household(SignedIn):
    """With one patient. ``number``: ten digits."""

    patient: str = ""
    number: str = ""

    async def takes(self, clinic: str, **otherwise: Any) -> dict[str, Any]:
        """A token."""
        told = {"clinic": clinic, "patient": self.patient, "language": "hi", "key": secrets.token_urlsafe(12)}
        return await self.post("/opd/tokens", told | otherwise, 201)

    async def tells(self, token: str, **told: Any) -> dict[str, Any]:
        """Before the call; at the least that she speaks for herself."""
        return await self.put(f"/opd/tokens/{token}/intake", {"caller": {"relation": "self"}, **told})

    async def sends(self, token: str, kind: str, content: bytes, media_type: str) -> None:
        upload = await self.upload(content, media_type, "document" if kind == "report" else kind)
        await self.post(f"/opd/tokens/{token}/files", {"upload": upload, "kind": kind}, 201)

    async def token(self, token: str) -> dict[str, Any]:
        return await self.get(f"/opd/tokens/{token}")

    async def does(self, token: str, word: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.post(f"/opd/tokens/{token}/{word}", body, status)

    async def is_rung(self, token: str) -> None:
        async def rung() -> bool:
            return bool((await self.token(token))["state"] == "called")

        await eventually("she is rung", rung, within_seconds=20)


@dataclass
class Department:
    """``clinic`` is open at every hour."""

    server: Server
    administrator: SignedIn
    facility: str
    clinic: str
    doctors: list[Doctor] = field(default_factory=list)

    async def doctor(
        self,
        name: str = "Dr Meera Rao",
        languages: tuple[str, ...] = ("hi", "en"),
        gender: str = "female",
        *,
        on: bool = True,
    ) -> Doctor:
        """On the roster, and on duty unless told otherwise."""
        async with store_of(self.server) as store:
            doctor = await employed(self.server, store, self.facility, name, languages, gender)
        self.doctors.append(doctor)
        roster = {"doctors": [one.id for one in self.doctors]}
        await self.administrator.put(f"/clinics/{self.clinic}/doctors", roster)
        if on:
            await doctor.on(self.clinic)
        return doctor

    async def household(self, name: str = "Asha Devi", age: int = 34, gender: str = "female") -> Household:
        async with store_of(self.server) as store:
            return await registered(self.server, store, name, age, gender)

    async def waiting(
        self, name: str = "Asha Devi", age: int = 34, gender: str = "female", *, told: Any = None, **wish: Any
    ) -> tuple[Household, str]:
        """Somebody with a token. ``told``: of her intake."""
        household = await self.household(name, age, gender)
        token = str((await household.takes(self.clinic, **wish))["id"])
        await household.tells(token, **(told or {}))
        return household, token

    async def set_phase(self, phase: str, reason: str = "") -> dict[str, Any]:
        return await self.administrator.post(f"/clinics/{self.clinic}/phase", {"phase": phase, "reason": reason})


async def department(server: Server, **otherwise: Any) -> Department:
    """At a hub of Maharashtra of its own; ``otherwise``: of the clinic."""
    async with store_of(server) as store:
        facility = await hub(store, time.time)
        administrator = await state_administrator(server, store)
    clinic = await administrator.post("/clinics", {**CLINIC, "facility": facility, **otherwise}, 201)
    made = Department(server, administrator, facility, clinic["id"])
    if clinic["phase"] != "open":
        await made.set_phase("open")
    return made


async def close_every_clinic(server: Server) -> None:
    """Also those that other tests have left open."""
    async with store_of(server) as store:
        clinics = Clinics(store, time.time, lambda _: None)
        async with store.reading() as records:
            known = await records.clinics.of_states()
        for one in known:
            if one.phase is not Phase.CLOSED:
                await clinics.set_phase(one.id, Phase.CLOSED, COMMAND, "the day is over")


async def another_clinic(opd: Department, name: str, speciality: str) -> Department:
    """At the same hub, with doctors of its own."""
    told = {**CLINIC, "facility": opd.facility, "name": name, "speciality": speciality}
    clinic = await opd.administrator.post("/clinics", told, 201)
    made = replace(opd, clinic=clinic["id"], doctors=[])
    if clinic["phase"] != "open":
        await made.set_phase("open")
    return made


async def employed(
    server: Server, store: Store, facility: str, name: str, languages: tuple[str, ...], gender: str
) -> Doctor:
    staff, _, _ = await employed_doctor(store, facility, languages, gender, time.time(), name=name)
    return Doctor(server, staff, name, await session_of(store, "staff", staff))


async def state_administrator(server: Server, store: Store, name: str = "Meera Joshi") -> SignedIn:
    staff = StaffId(secrets.token_hex(16))
    assigned = (Assignment(Role.STATE_ADMINISTRATOR, None),)
    account = NewAccount(staff, f"{staff[:8]}@example.org", name, Status.VERIFIED, assigned, time.time())
    async with store.writing() as records:
        assert await records.staff.add(account)
    return SignedIn(server, staff, name, await session_of(store, "staff", staff))


async def registered(server: Server, store: Store, name: str, age: int, gender: str) -> Household:
    number, clock = new_mobile(), time.time
    coming_in = ComingIn(store, Households(store, clock), Sessions(store, clock))
    came = await coming_in.sign_in(parse_mobile(number), MAHARASHTRA, "a test's browser", "192.0.2.1")
    actor = replace(COMMAND, kind="patient", id=came.household.mobile)
    notice = newest("registration", "hi")
    agreed = Agreed("registration", notice.version, notice.language, "ticked on page")
    patient = await Patients(store, clock).register(NewPatient(name, gender, age_years=age), agreed, actor)
    return Household(server, came.household.mobile, name, came.token, patient.id, number)


async def session_of(store: Store, kind: Holder, subject: str) -> str:
    actor = replace(COMMAND, kind=kind, id=subject)
    _, token = await Sessions(store, time.time).start(kind, subject, "a test's browser", actor)
    return token
