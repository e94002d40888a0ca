"""A doctor in front of her desk, and what she sees and does there."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import FrameLocator, Locator, expect

from tests.support.opd import Department, Doctor, Household
from tests.support.visitor import Visitor, Visitors
from tests.support.waiting import eventually

PATIENCE_MS = 20_000


@dataclass
class DoctorsDesk:
    """``visitor``: her browser; ``doctor``: the same account, asked by HTTP."""

    visitor: Visitor
    doctor: Doctor

    @property
    def call(self) -> FrameLocator:
        """The call, in its frame."""
        return self.visitor.page.frame_locator("iframe.call-frame")

    @property
    def banner(self) -> Locator:
        """What is said over the picture."""
        return self.part(".call-state")

    def part(self, selector: str, has_text: str | None = None) -> Locator:
        found = self.visitor.part(selector)
        return found if has_text is None else found.filter(has_text=has_text)

    def row(self, token: str) -> Locator:
        return self.part(f"#row-{token}")

    def note(self, field: str) -> Locator:
        return self.part(f"#note-{field}")

    async def open(self) -> None:
        await self.visitor.open("/staff/#opd")
        await self.visitor.is_at("opd")
        await expect(self.part(".duty-bar")).to_be_visible()

    async def another_window(self) -> "DoctorsDesk":
        """Of the same browser."""
        beside = DoctorsDesk(await self.visitor.another_tab(), self.doctor)
        await beside.open()
        return beside

    async def keys(self, *pressed: str) -> None:
        """While nothing is written."""
        for key in pressed:
            await self.visitor.page.keyboard.press(key)

    async def acts(self, *actions: str) -> None:
        """By the buttons of the desk."""
        for action in actions:
            await self.part(f"button[data-action={action}]:visible").first.click()

    async def writes(self, field: str, text: str) -> None:
        await self.note(field).fill(text)

    async def diagnoses(self, text: str, code: str) -> None:
        """By the keyboard alone."""
        await self.part("#diagnosis").fill(text)
        await expect(self.part("#diagnosis-0")).to_contain_text(code)
        await self.keys("Enter")
        await expect(self.part(".diagnoses")).to_contain_text(code)

    async def is_saved(self) -> None:
        await expect(self.part(".kept")).to_have_attribute("data-keeping", "saved", timeout=PATIENCE_MS)

    async def gives_reason(self, text: str) -> None:
        await self.part("dialog textarea").fill(text)
        await self.part("dialog button.big").click()
        await expect(self.part("dialog")).to_have_count(0)

    async def is_rung(self, name: str) -> None:
        await expect(self.part(".patient-name")).to_have_text(name)
        await expect(self.part(".in-hands")).to_have_attribute("data-state", "called")

    async def is_with(self, state: str) -> None:
        """How the call stands."""
        await expect(self.part(".in-hands")).to_have_attribute("data-state", state, timeout=PATIENCE_MS)

    async def notes(self, token: str) -> dict[str, str]:
        """As the server has them."""
        found = await self.doctor.get(f"/desk/consultations/{token}/notes")
        return dict(found["fields"])

    async def server_has(self, token: str, field: str, text: str) -> None:
        async def come() -> bool:
            return (await self.notes(token))[field] == text

        await eventually(f"{field} is on the server", come, within_seconds=PATIENCE_MS / 1000)


@asynccontextmanager
async def at_her_desk(visitors: Visitors, doctor: Doctor, language: str = "en") -> AsyncIterator[DoctorsDesk]:
    """On a laptop."""
    visitor = await visitors.laptop(language)
    await doctor.comes_in(visitor.context)
    desk = DoctorsDesk(visitor, doctor)
    await desk.open()
    yield desk


async def answers_in_front_of_a_camera(visitors: Visitors, household: Household, token: str) -> Visitor:
    """On her phone, in the call's own page."""
    await household.is_rung(token)
    secret = (await household.does(token, "answer"))["secret"]
    return await joins(visitors, secret)


async def joins(visitors: Visitors, secret: str) -> Visitor:
    phone = await visitors.phone()
    await phone.page.goto(f"{visitors.server.url}/#{secret}")
    await phone.page.click("#join", timeout=PATIENCE_MS)
    await expect(phone.part("body")).to_have_attribute("data-screen", "call", timeout=PATIENCE_MS)
    return phone


async def talking(desk: DoctorsDesk, opd: Department, name: str = "Asha Devi") -> tuple[Household, str]:
    """Called and answered; nobody is before the patient's camera."""
    household, token = await opd.waiting(name)
    await expect(desk.row(token)).to_be_visible()
    await desk.keys("n")
    await desk.is_rung(name)
    await household.does(token, "answer")
    await desk.is_with("in_progress")
    return household, token


async def talking_by_video(
    desk: DoctorsDesk, visitors: Visitors, household: Household, token: str, name: str
) -> Visitor:
    """Called, and answered in front of a camera: her phone."""
    await expect(desk.row(token)).to_be_visible()
    await desk.keys("n")
    await desk.is_rung(name)
    phone = await answers_in_front_of_a_camera(visitors, household, token)
    await desk.is_with("in_progress")
    return phone
