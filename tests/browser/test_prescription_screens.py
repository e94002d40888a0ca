"""The pages of a prescription: nothing is too wide, covered or too small, and axe-core finds nothing."""

from playwright.async_api import expect

from tests.browser.test_prescription_desk import adds, opens_the_prescription, signs
from tests.browser.test_prescription_officers import officer
from tests.browser.test_prescription_patient import given, in_her_call, link_of, on_her_phone, opd, visitors
from tests.support.desk_page import DoctorsDesk, at_her_desk, talking_by_video
from tests.support.needs import CHROMIUM
from tests.support.opd import Department
from tests.support.prescribing import CETIRIZINE, HELD, PARACETAMOL, TOLD, Visit
from tests.support.screens import looked_at
from tests.support.server import Server
from tests.support.viewports import LAPTOP
from tests.support.visitor import Visitors

__all__ = ["given", "opd", "visitors"]
pytestmark = CHROMIUM

LONG = {
    "id": "0000000a",
    "medicine": None,
    "ingredients": [{"name": "oral rehydration salts of the long formula with zinc gluconate", "strength": "20.5 g"}],
    "form": "sachet",
    "route": "oral",
    "dosing": {"pattern": "sos", "sos_amount": 1, "most_a_day": 4, "days": 3},
    "instructions": "In a litre of boiled and cooled water; throw away what is left after a day",
}


async def test_what_she_is_given(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, CETIRIZINE, HELD, worse="Come at once if there is a rash", diet="No cold drinks")
    signed = await given.sign()
    mother = await on_her_phone(visitors, given.household)
    await mother.open("/prescriptions/")
    await expect(mother.part(".family-member")).to_be_visible()
    await looked_at(mother.page, "prescriptions")
    await mother.open(f"/prescriptions/#{signed['id']}")
    await expect(mother.part(".medicine")).to_have_count(2)
    await expect(mother.part("[data-listen]")).to_be_visible()
    await looked_at(mother.page, "prescription")


async def test_the_link_of_the_sms(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL)
    await given.sign()
    stranger = await visitors.phone()
    await stranger.open(f"/p/#{await link_of(given)}")
    await expect(stranger.part("[data-send-code]")).to_be_visible()
    await looked_at(stranger.page, "prescription-link")


async def test_in_the_call(visitors: Visitors, opd: Department) -> None:
    asha, visit = await in_her_call(visitors, opd)
    await visit.sign()
    await expect(asha.part("[data-prescription]")).to_be_visible()
    await looked_at(asha.page, "opd-given")


async def test_what_a_chemist_sees(visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, CETIRIZINE, HELD)
    code = await given.code(first := await given.sign())
    chemist = await visitors.phone()
    await chemist.open("/verify/")
    await expect(chemist.part(".ways")).to_be_visible()
    await looked_at(chemist.page, "verify")
    altered = code[:40] + ("A" if code[40] != "A" else "B") + code[41:]
    for word, shown, screen in (
        ("verdict_authentic", code, "verify-authentic"),
        ("verdict_altered", altered, "verify-altered"),
        ("standing_replaced", code, "verify-replaced"),
    ):
        if word == "standing_replaced":
            await given.amend(first, CETIRIZINE)
        await chemist.page.goto("about:blank")
        await chemist.open(f"/verify/#{shown}")
        await expect(chemist.part(".answer")).to_have_attribute("data-word", word)
        await looked_at(chemist.page, screen)


async def test_the_desk(visitors: Visitors, opd: Department) -> None:
    doctor = await opd.doctor("Dr Kavita Rao")
    told = {**TOLD, "allergies": "Penicillin", "medicines": "Metformin 500 mg twice a day"}
    kamala, token = await opd.waiting("Kamala Devi", 71, told=told)
    async with at_her_desk(visitors, doctor) as desk:
        await talking_by_video(desk, visitors, kamala, token, "Kamala Devi")
        await desk.diagnoses("bukhar", "R50.9")
        await prescribes(desk)
        await looked_at(desk.visitor.page, "desk-rx")
        await desk.visitor.page.set_viewport_size(LAPTOP.size)
        for name in ("AMOXICILLIN", "CLOTRIMAZOLE"):
            await desk.part(".rx-line", has_text=name).locator("[data-remove]").click()
        await signs_and_looks(desk)


async def prescribes(desk: DoctorsDesk) -> None:
    """Allowed, without a dosage yet, held and against an allergy, refused while she was not seen."""
    await opens_the_prescription(desk)
    await adds(desk, "par 500", "1-0-1 x5 after food")
    await adds(desk, "cetirizine")
    await adds(desk, "amox 500", "tds x5")
    await adds(desk, "clot cream", "bd x14")
    await expect(desk.part("[data-outcome=refused]")).to_have_count(1)
    await expect(desk.part("[data-outcome=held]")).to_have_count(1)


async def signs_and_looks(desk: DoctorsDesk) -> None:
    page = desk.visitor.page
    await desk.part(".rx-line", has_text="CETIRIZINE").locator("[data-shorthand]").fill("hs x5")
    await desk.part("[data-rx-review]").click()
    await looked_at(page, "desk-rx-sign")
    await page.set_viewport_size(LAPTOP.size)
    await desk.keys("Escape")
    await signs(desk)
    await looked_at(page, "desk-rx-signed")


async def test_what_medical_officers_decide(shared_server: Server, visitors: Visitors, given: Visit) -> None:
    await given.write(PARACETAMOL, LONG)
    await given.sign()
    one = await visitors.laptop()
    await (await officer(shared_server, "Dr Iyer")).comes_in(one.context)
    await one.open("/staff/#medicines")
    await expect(one.part("[data-medicine]").first).to_be_visible()
    await looked_at(one.page, "desk-medicines")
