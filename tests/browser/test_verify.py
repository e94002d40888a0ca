"""A chemist checks a prescription by its code: with a line, without one, and when it was altered or replaced."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
import segno
from playwright.async_api import expect

from tests.support.axe import AXE, violations
from tests.support.browsers import Browsers
from tests.support.needs import CHROMIUM
from tests.support.opd import Department, department
from tests.support.prescribing import CETIRIZINE, HELD, PARACETAMOL, Visit, visit
from tests.support.server import Server
from tests.support.visitor import Visitor, Visitors, visitors_of

pytestmark = CHROMIUM


@pytest_asyncio.fixture(loop_scope="session")
async def visitors(shared_server: Server, browsers: Browsers) -> AsyncIterator[Visitors]:
    async with visitors_of(shared_server, browsers) as come:
        yield come


@pytest_asyncio.fixture(loop_scope="session")
async def opd(shared_server: Server) -> Department:
    return await department(shared_server)


@pytest_asyncio.fixture(loop_scope="session")
async def given(opd: Department) -> Visit:
    return await visit(opd)


async def is_answered(chemist: Visitor, word: str, standing: str | None) -> None:
    answer = chemist.part(".answer")
    await expect(answer).to_have_attribute("data-word", word)
    if standing is not None:
        await expect(answer.locator(f"[data-standing={standing}]")).to_be_visible()


async def without_a_line(chemist: Visitor, code: str) -> None:
    """Her phone has the page from before."""
    await chemist.open("/verify/")
    await chemist.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    await chemist.page.evaluate(
        "new Promise((done) => { const look = () => caches.match('/verify/').then((kept) => "
        "kept && localStorage.getItem('paramarsh.verify.keys') ? done() : setTimeout(look, 50)); look(); })"
    )
    await chemist.page.evaluate(
        "new Promise((done) => { const look = () => caches.match('/vendor/jsqr.js').then((kept) => "
        "kept || 'BarcodeDetector' in globalThis ? done() : setTimeout(look, 50)); look(); })"
    )
    await chemist.context.set_offline(True)
    await chemist.page.goto("about:blank")
    await chemist.open(f"/verify/#{code}")


def photo_of(text: str) -> dict[str, object]:
    """Of a code that holds an address of ours."""
    picture = BytesIO()
    segno.make(f"https://clinic.example/verify/#{text}", error="l").save(picture, kind="png", scale=4)
    return {"name": "photo.png", "mimeType": "image/png", "buffer": picture.getvalue()}


async def test_with_a_line_it_is_authentic_and_stands(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, CETIRIZINE)
    code = await given.code(await given.sign())
    chemist = await visitors.phone()
    await chemist.open(f"/verify/#{code}")
    await is_answered(chemist, "verdict_authentic", "signed")
    await expect(chemist.part(".told-lines")).to_contain_text("Paracetamol 500 mg tablet 1-0-1 5d =10")
    await expect(chemist.part("main")).to_contain_text("DEVELOPMENT KEY")
    await expect(chemist.part(".answer")).to_have_attribute("data-mood", "careful")
    await expect(chemist.part("main > section > p[role=status]")).to_contain_text("Authentic. This is what the doctor")
    assert "#" not in chemist.page.url


async def test_without_a_line_it_is_authentic_and_its_status_unknown(
    shared_server: Server, browsers: Browsers, given: Visit
) -> None:
    await given.write(PARACETAMOL)
    code = await given.code(await given.sign())
    async with visitors_of(shared_server, browsers, keeping_pages=True) as come:
        chemist = await come.phone()
        await without_a_line(chemist, code)
        await is_answered(chemist, "verdict_authentic", "offline")
        await chemist.part("main button.big").click()
        await chemist.part("#verify-file").set_input_files(files=photo_of(code))  # type: ignore[arg-type]
        await is_answered(chemist, "verdict_authentic", "offline")
        altered = code[:40] + ("A" if code[40] != "A" else "B") + code[41:]
        await chemist.page.goto("about:blank")
        await chemist.open(f"/verify/#{altered}")
        await is_answered(chemist, "verdict_altered", None)
        await expect(chemist.part(".answer")).to_have_attribute("data-mood", "bad")
        await chemist.context.set_offline(False)


async def test_after_an_amendment_the_old_code_is_replaced_and_the_new_one_can_be_cancelled(
    visitors: Visitors, given: Visit
) -> None:
    await given.write(PARACETAMOL)
    first = await given.sign()
    second = await given.amend(first, {**PARACETAMOL, "dosing": {**PARACETAMOL["dosing"], "days": 3}})
    chemist = await visitors.phone()
    await chemist.open(f"/verify/#{await given.code(first)}")
    await is_answered(chemist, "standing_replaced", "replaced")
    await given.cancel(second)
    await chemist.page.goto("about:blank")
    await chemist.open(f"/verify/#{await given.code(second)}")
    await is_answered(chemist, "standing_cancelled", "cancelled")


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda code: code[: len(code) // 2], ("verdict_altered", "verdict_cut", "verdict_key_unknown")),
        (lambda code: code[:-1] + ("A" if code[-1] != "A" else "Q"), ("verdict_altered", "verdict_cut")),
    ],
)
async def test_a_code_that_was_cut_or_altered_is_not_believed(
    visitors: Visitors, given: Visit, damage: object, words: tuple[str, ...]
) -> None:
    assert callable(damage)
    await given.write(PARACETAMOL)
    code = damage(await given.code(await given.sign()))
    chemist = await visitors.phone()
    await chemist.open(f"/verify/#{code}")
    await expect(chemist.part(".answer")).to_have_attribute("data-mood", "bad")
    assert await chemist.part(".answer").get_attribute("data-word") in words


async def test_a_photo_of_the_code_and_the_pdf_itself_can_be_checked(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, HELD)
    signed = await given.sign()
    chemist = await visitors.phone()
    await chemist.open("/verify/")
    photo = photo_of(await given.code(signed))
    await chemist.part("#verify-file").set_input_files(files=photo)  # type: ignore[arg-type]
    await is_answered(chemist, "verdict_authentic", "signed")
    await chemist.part("main button.big").click()
    pdf = await given.household.fetch(f"/prescriptions/{signed['id']}/document")
    for content, kind, word in (
        (pdf, "application/pdf", "seal_authentic"),
        (pdf, "application/octet-stream", "seal_authentic"),
        (b"%PDF-1.7 of nobody", "application/pdf", "seal_none"),
    ):
        document = {"name": "rx", "mimeType": kind, "buffer": content}
        await chemist.part("#verify-file").set_input_files(files=document)  # type: ignore[arg-type]
        await expect(chemist.part(".answer")).to_have_attribute("data-word", word)
        if word == "seal_authentic":
            await expect(chemist.part(".answer")).to_have_attribute("data-mood", "careful")
            await expect(chemist.part("main")).to_contain_text("DEVELOPMENT KEY")
        await expect(chemist.part("main")).to_contain_text("The PDF was sent to the service")
        await chemist.part("main button.big").click()


async def test_another_code_is_told_apart(visitors: Visitors) -> None:
    picture = BytesIO()
    segno.make("upi://pay?pa=shop@example").save(picture, kind="png", scale=4)
    chemist = await visitors.phone()
    await chemist.open("/verify/")
    photo = {"name": "photo.png", "mimeType": "image/png", "buffer": picture.getvalue()}
    await chemist.part("#verify-file").set_input_files(files=photo)  # type: ignore[arg-type]
    await expect(chemist.part("[role=alert]")).to_contain_text("not of a prescription of ours")


async def test_the_address_can_be_typed_by_keyboard_alone(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    code = await given.code(await given.sign())
    chemist = await visitors.laptop()
    await chemist.open("/verify/")
    await chemist.part("details > summary").focus()
    await chemist.page.keyboard.press("Enter")
    await chemist.page.keyboard.press("Tab")
    await chemist.page.keyboard.type("https://clinic.example/verify/#short")
    await chemist.page.keyboard.press("Enter")
    await expect(chemist.part("#verify-text")).to_have_attribute("aria-invalid", "true")
    await chemist.page.fill("#verify-text", f"https://clinic.example/verify/#{code}")
    await chemist.page.keyboard.press("Enter")
    await is_answered(chemist, "verdict_authentic", "signed")
    await expect(chemist.part("h1")).to_be_focused()


async def test_a_line_that_breaks_is_no_forgery(visitors: Visitors, given: Visit) -> None:
    """Somebody who was never here before opens a code, and the service does not answer."""
    await given.write(PARACETAMOL)
    code = await given.code(await given.sign())
    chemist = await visitors.phone("hi")
    await chemist.page.route("**/api/verify/*", lambda route: route.abort())
    await chemist.open(f"/verify/#{code}")
    await expect(chemist.part(".answer")).to_have_attribute("data-word", "verdict_key_missing")
    await expect(chemist.part(".answer")).to_have_attribute("data-mood", "careful")


@AXE
async def test_everybody_can_use_the_page(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    code = await given.code(await given.sign())
    chemist = await visitors.phone()
    await chemist.open("/verify/")
    assert await violations(chemist.page) == []
    await chemist.page.goto("about:blank")
    await chemist.open(f"/verify/#{code}")
    await is_answered(chemist, "verdict_authentic", "signed")
    assert await violations(chemist.page) == []
