"""Somebody in front of the pages beside the call: she registers, looks after her account, or works at a desk."""

import re
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field, replace
from typing import Any

import pyotp
from playwright.async_api import Browser, BrowserContext, Locator, Page, expect

from tests.support.browsers import Browsers
from tests.support.capture import BLUE
from tests.support.clinic_api import PASSWORD, TOTP_SECONDS, app_code
from tests.support.clinic_store import state_administrator
from tests.support.person import PATIENCE_SECONDS
from tests.support.server import Server
from tests.support.viewports import LAPTOP, PHONE, Viewport
from tests.support.waiting import eventually

MAHARASHTRA = "27"


@dataclass(frozen=True, slots=True)
class Told:
    """What is written of whoever is ill."""

    name: str = "Asha Devi"
    age: str = "34"
    gender: str = "female"
    relation: str = "self"


@dataclass
class StaffLogin:
    """``totp_secret``: of her authenticator app; nothing before she has one."""

    login: str
    name: str
    password: str = PASSWORD
    totp_secret: str = ""
    cookies: list[Any] = field(default_factory=list)
    """Of a browser in which she is signed in: a code of the app is good once, and the next is half a minute away."""
    _last_step: int = 0

    def code(self) -> str:
        """What the app shows; after one that was used, the next, since each is good once."""
        self._last_step = max(self._last_step + 1, int(time.time() // TOTP_SECONDS))
        return app_code(self.totp_secret, self._last_step * TOTP_SECONDS)


@dataclass
class Visitor:
    """With a browser context, and so with cookies and a phone, of her own."""

    server: Server
    context: BrowserContext
    page: Page
    errors: list[str]
    mobile: str
    """Ten digits that nobody else has."""
    codes_read: dict[str, int] = field(default_factory=dict)
    """How many SMS of each number."""

    async def another_tab(self) -> "Visitor":
        return replace(self, page=await self.context.new_page())

    def part(self, selector: str) -> Locator:
        return self.page.locator(selector)

    async def open(self, path: str) -> None:
        await self.page.goto(self.server.url + path)
        await expect(self.part("body")).to_have_attribute("data-ready", "true")

    async def is_at(self, screen: str) -> None:
        await expect(self.part("main > section")).to_have_attribute("data-screen", screen)

    async def step(self) -> str:
        """How far she is, as the page shows it: "1 of 4"."""
        way = self.part("progress.way")
        return f"{await way.get_attribute('value')} of {await way.get_attribute('max')}"

    async def press(self, *selectors: str) -> None:
        for selector in selectors:
            await self.page.click(selector)

    async def next_code(self, number: str | None = None) -> str:
        """Of the newest SMS to that number, which must come after the one that was read before."""
        number = number or self.mobile
        read = self.codes_read.get(number, 0)

        async def come() -> list[str]:
            found = codes_sent(self.server.text, number)
            return found if len(found) > read else []

        codes = await eventually("an SMS comes", come, within_seconds=PATIENCE_SECONDS)
        self.codes_read[number] = len(codes)
        return codes[-1]

    async def ask_code(self, number: str | None = None) -> None:
        """The first step: the mobile and the state."""
        await self.is_at("number")
        await self.page.fill("#mobile", number or self.mobile)
        await self.page.select_option("#state", MAHARASHTRA)
        await self.page.click("main button.big")
        await self.is_at("code")

    async def enter_code(self, code: str) -> None:
        await self.page.fill("#code", code)
        await self.page.click("main form button.big")

    async def sign_in(self, number: str | None = None) -> None:
        """From an opened page of registration to whoever is ill."""
        await self.ask_code(number)
        await self.enter_code(await self.next_code(number))
        await expect(self.part("main > section")).not_to_have_attribute("data-screen", "code")

    async def tell(self, told: Told) -> None:
        """Of whoever is ill, and agrees."""
        await self.is_at("person")
        await self.page.fill("#name", told.name)
        await self.page.fill("#age", told.age)
        await self.choose("gender", told.gender)
        await self.choose("relation", told.relation)
        await self.part(".tick-box .option").click()
        await self.page.click("main form button.big")

    async def choose(self, name: str, value: str) -> None:
        """One of a few buttons."""
        await self.part(f"label.option:has(input[name={name}][value={value}])").click()

    async def register(self, told: Told = Told()) -> str:
        """From the beginning to "You are registered"; her patient's id."""
        await self.open("/register/")
        await self.sign_in()
        await self.tell(told)
        await self.is_at("registered")
        return await self.chosen()

    async def be_registered(self, *family: Told) -> list[str]:
        """As ``register``, but asked of the server at once, before any page is open; the ids of her family."""
        await self._ask("GET", "/api/session")
        challenge = await self._ask("POST", "/api/codes", {"mobile": self.mobile})
        entered = {"challenge": challenge["challenge"], "code": await self.next_code(), "state": int(MAHARASHTRA)}
        await self._ask("POST", "/api/registration", entered)
        notice = await self._ask("GET", "/api/notices/registration")
        shown = {key: notice[key] for key in ("purpose", "version", "language")}
        made = [
            await self._ask("POST", "/api/patients", asdict(one) | {"age": int(one.age), "notice": shown})
            for one in family
        ]
        await self._ask("POST", "/api/household/choose", {"patient": made[-1]["id"]})
        return [one["id"] for one in made]

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        """With this browser's cookies."""
        request = self.context.request
        csrf = (await (await request.get(f"{self.server.url}/api/session")).json())["csrf"]
        answer = await request.fetch(
            self.server.url + path, method=method, data=body, headers={"X-CSRF-Token": csrf}, fail_on_status_code=True
        )
        return dict(await answer.json())

    async def chosen(self) -> str:
        """The id of whoever is ill, as the server has it for this browser."""
        return str((await self.ask("/api/session"))["household"]["chosen"])

    async def ask(self, path: str) -> dict[str, Any]:
        """What the server answers to this browser."""
        return dict(await self.page.evaluate("async (path) => (await fetch(path)).json()", path))

    async def complain(self, kind: str, text: str) -> str:
        """On a page of its own; the reference."""
        await self.open("/complain/?from=/")
        return await self.fill_complaint(kind, text)

    async def fill_complaint(self, kind: str, text: str) -> str:
        await self.choose("complaint-kind", kind)
        await self.page.fill("#complaint-text", text)
        await self.page.click("main form button.big")
        await expect(self.part("main .reference")).not_to_be_empty()
        return await self.part("main .reference").inner_text()

    async def sign_in_staff(self, staff: StaffLogin) -> None:
        """With her app, which is set up already; the second time she is still signed in."""
        await self.context.add_cookies(staff.cookies)
        await self.open("/staff/")
        if not staff.cookies:
            await self.begin_sign_in(staff)
            await self.page.fill("#code", staff.code())
        await expect(self.part("main > section.desk")).to_be_visible()
        staff.cookies = list(await self.context.cookies())

    async def begin_sign_in(self, staff: StaffLogin) -> None:
        await self.is_at("sign-in-password")
        await self.page.fill("#login", staff.login)
        await self.page.fill("#password", staff.password)
        await self.page.click("main form button.big")

    async def go_to(self, room: str) -> None:
        """A part of the staff's desk."""
        await self.page.click(f"nav.rooms a[href$='#{room}']")
        await self.is_at(room)

    async def says(self, text: str) -> None:
        """Somewhere on the page, to be seen."""
        await expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()


class Visitors:
    """All who come in one test."""

    def __init__(self, server: Server, browser: Browser, *, keeping_pages: bool) -> None:
        self.server = server
        self._browser = browser
        self._keeping_pages = keeping_pages
        self._come: list[Visitor] = []

    async def phone(self, language: str = "en") -> Visitor:
        return await self.one(PHONE, language)

    async def laptop(self, language: str = "en") -> Visitor:
        return await self.one(LAPTOP, language)

    async def again(self, before: Visitor) -> Visitor:
        """The same number on another phone."""
        later = await self.phone()
        later.mobile, later.codes_read = before.mobile, before.codes_read
        return later

    async def one(self, viewport: Viewport, language: str) -> Visitor:
        context = await self._browser.new_context(
            locale=f"{language}-IN",
            viewport=viewport.size,
            has_touch=viewport.is_touched,
            accept_downloads=True,
            service_workers="allow" if self._keeping_pages else "block",
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        visitor = Visitor(self.server, context, await context.new_page(), [], new_mobile())
        context.on("weberror", lambda error: visitor.errors.append(str(error.error)))
        self._come.append(visitor)
        return visitor

    async def leave(self) -> None:
        """Raises ``AssertionError`` where a page raised an error that nobody caught."""
        for visitor in self._come:
            await visitor.context.close()
        assert [error for visitor in self._come for error in visitor.errors] == []


def codes_sent(printed: str, number: str) -> list[str]:
    """In the SMS to that number, in their order, as the console gateway prints them."""
    return re.findall(rf"to \+91{number}:\n(?:.*\n)+?.*@\S+ #(\d{{6}})", printed)


def new_mobile() -> str:
    return f"98{secrets.randbelow(10**8):08}"


@asynccontextmanager
async def visitors_of(server: Server, browsers: Browsers, *, keeping_pages: bool = False) -> AsyncIterator[Visitors]:
    """``keeping_pages``: with the service worker, which fetches every file of a first visit once more."""
    said_before = len(server.text)
    browser = await browsers.chromium(BLUE, server.url, busy=False, flags=(), without=())
    come = Visitors(server, browser, keeping_pages=keeping_pages)
    try:
        yield come
    finally:
        print(server.text[said_before:])  # pytest shows it when the test failed
        await come.leave()
    server.nothing_went_wrong(said_before)


async def new_administrator(server: Server) -> StaffLogin:
    """One who answers for the whole state, with her app set up."""
    login, name = f"meera-{secrets.token_hex(3)}@example.org", "Meera Joshi"
    address = await state_administrator(server, login, name, PASSWORD)
    return StaffLogin(login, name, totp_secret=pyotp.parse_uri(address).secret)
