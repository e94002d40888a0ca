"""The clinic's API as pages use it: served in this process over a real database, with messages that can be read."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyotp
from aiohttp import ClientResponse, CookieJar, web
from aiohttp.test_utils import TestClient, TestServer
from obstore.store import MemoryStore

from clinic.actors import Actor
from clinic.identity.mobile import parse_mobile
from clinic.staff.accounts import Accounts
from clinic.staff.passwords import Passwords
from gateways.sms_memory import MemorySms
from gateways.telephone_memory import MemoryTelephone
from http_api.api import add_api, operations_part
from http_api.clinic.uploads import CHECKSUM_HEADER
from http_api.cookies import CSRF_HEADER
from server.clinic import Clinic, Outside
from server.settings import Settings
from storage.blobs.encrypted import EncryptedBlobs
from storage.store import Store
from tests.support.clocks import Clock

STATE = 27
PASSWORD = "eleven blue umbrellas"
TOTP_SECONDS = 30


@dataclass
class Browser:
    """One browser with its cookies. ``patient``: whom its page shows."""

    client: TestClient[Any, Any]
    sms: MemorySms
    clock: Clock
    csrf: str = ""
    patient: str | None = None

    async def open(self) -> dict[str, Any]:
        """Its first page; what the session says."""
        session = await self.get("/session")
        self.csrf = session["csrf"]
        return session

    async def get(self, path: str, status: int = 200) -> dict[str, Any]:
        return await self.ask("GET", path, status=status)

    async def post(self, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        return await self.ask("POST", path, {} if body is None else body, status=status)

    async def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
        """The JSON of the answer, which must have that status."""
        answer = await self.send(method, path, **({} if body is None else {"json": body}))
        text = await answer.text()
        assert answer.status == status, f"{method} {path}: {answer.status} {text[:300]}"
        return dict(await answer.json(content_type=None)) if text.startswith("{") else {}

    async def send(self, method: str, path: str, **options: Any) -> ClientResponse:
        shown = {} if self.patient is None else {"X-Patient": self.patient}
        headers = {CSRF_HEADER: self.csrf} | shown | options.pop("headers", {})
        return await self.client.request(method, f"/api{path}", headers=headers, **options)

    async def sign_in(self, number: str, state: int = STATE) -> dict[str, Any]:
        """By the code that comes to that number; the household."""
        await self.open()
        challenge = await self.post("/codes", {"mobile": number}, status=202)
        code = await self.sms.next_code(parse_mobile(number))
        return await self.post("/registration", {"challenge": challenge["challenge"], "code": code, "state": state})

    async def sign_in_staff(self, login: str, password: str, totp_secret: str) -> dict[str, Any]:
        """By the password and a fresh code of her app, which is good once: the clock goes on to it."""
        self.clock.advance(TOTP_SECONDS)
        await self.open()
        begun = await self.post("/staff/sign-in", {"login": login, "password": password})
        code = app_code(totp_secret, self.clock.now)
        return await self.post("/staff/sign-in/code", {"ticket": begun["ticket"], "code": code})

    async def enrol(self, login: str, password: str) -> tuple[str, list[str]]:
        """Signed in for the first time: the secret of her app, and her recovery codes."""
        await self.open()
        begun = await self.post("/staff/sign-in", {"login": login, "password": password})
        secret = str(begun["totp"]["secret"])
        finish = {"ticket": begun["ticket"], "code": app_code(secret, self.clock.now)}
        return secret, list((await self.post("/staff/sign-in/code", finish))["recovery_codes"])

    async def become(self, clinic: Clinic, staff: str) -> None:
        """Signed in as that one of the staff, without the way in, which is slow on purpose and tested elsewhere."""
        actor = Actor("staff", staff, None, "192.0.2.9")
        _, token = await clinic.sessions.start("staff", staff, "test", actor)
        self.client.session.cookie_jar.update_cookies({"paramarsh_session": token}, self.client.make_url("/"))
        await self.open()

    async def upload(self, content: bytes, media_type: str, purpose: str = "document") -> str:
        """In chunks, as pages do; its id."""
        whole = hashlib.sha256(content).hexdigest()
        told = {"purpose": purpose, "media_type": media_type, "size": len(content), "sha256": whole}
        begun = await self.post("/uploads", told, status=201)
        step = begun["chunk_bytes"]
        for index, start in enumerate(range(0, len(content), step)):
            chunk = content[start : start + step]
            headers = {CHECKSUM_HEADER: hashlib.sha256(chunk).hexdigest()}
            answer = await self.send("PUT", f"/uploads/{begun['id']}/{index}", data=chunk, headers=headers)
            assert answer.status == 204, await answer.text()
        await self.post(f"/uploads/{begun['id']}/finish")
        return str(begun["id"])

    async def register(self, name: str = "Asha Devi", **told: Any) -> dict[str, Any]:
        notice = await self.get("/notices/registration?language=hi")
        shown = {key: notice[key] for key in ("purpose", "version", "language")}
        patient = await self.post(
            "/patients", {"name": name, "age": 34, "gender": "female", "notice": shown} | told, status=201
        )
        self.patient = patient["id"]
        return patient


@dataclass
class ClinicApi:
    server: TestServer
    clinic: Clinic
    store: Store
    clock: Clock
    sms: MemorySms
    telephone: MemoryTelephone
    _clients: list[TestClient[Any, Any]] = field(default_factory=list)

    async def browser(self) -> Browser:
        """A new one, which has opened a page."""
        client: TestClient[Any, Any] = TestClient(self.server, cookie_jar=CookieJar(unsafe=True))
        self._clients.append(client)
        browser = Browser(client, self.sms, self.clock)
        await browser.open()
        return browser

    async def administrator(self, login: str = "meera@example.org") -> Browser:
        """One who is signed in and answers for the whole state."""
        accounts = Accounts(self.store, Passwords(), self.clock)
        command = Actor("operator", "operator", None, "command")
        made = await accounts.make_state_administrator(login, "Meera Joshi", PASSWORD, command, another=True)
        browser = await self.browser()
        await browser.sign_in_staff(login, PASSWORD, pyotp.parse_uri(made.provisioning_uri).secret)
        return browser

    async def close(self) -> None:
        for client in self._clients:
            await client.close()


def app_code(totp_secret: str, now: float) -> str:
    """What the app on her telephone shows."""
    return pyotp.TOTP(totp_secret).generate_otp(int(now // TOTP_SECONDS))


@asynccontextmanager
async def running_clinic_api(store: Store, clock: Clock, **settings: Any) -> AsyncIterator[ClinicApi]:
    sms = MemorySms()
    blobs = EncryptedBlobs(store.database, store.vault, MemoryStore())
    telephone = MemoryTelephone()
    with TemporaryDirectory() as folder:
        told = Settings(**{"data_folder": Path(folder), **settings})
        clinic = Clinic(told, store, Outside(sms, blobs, clock, clock, telephone=telephone))
        server = TestServer(_application(clinic))
        async with clinic.running(), server:
            api = ClinicApi(server, clinic, store, clock, sms, telephone)
            yield api
            await api.close()


def _application(clinic: Clinic) -> web.Application:
    app = web.Application()
    add_api(app, operations_part(clinic.operations))
    return app
