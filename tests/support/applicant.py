"""A doctor before her application, and the first time that she signs in."""

import re
import secrets
from pathlib import Path

import pyotp
from playwright.async_api import FilePayload, expect

from clinic.facilities.facility import Facility
from tests.support.files import file_of
from tests.support.visitor import StaffLogin, Visitor

ICONS = Path(__file__).parents[2] / "web_client" / "icons"
CERTIFICATE = FilePayload(name="certificate.pdf", mimeType="application/pdf", buffer=file_of("application/pdf", 20_000))
PHOTOGRAPH = FilePayload(name="photo.png", mimeType="image/png", buffer=(ICONS / "icon-192.png").read_bytes())


async def apply(visitor: Visitor, doctor: StaffLogin, centre: Facility, document: FilePayload = CERTIFICATE) -> None:
    """On a phone step by step, on a laptop on one page."""
    await visitor.open("/staff/apply/")
    page = visitor.page
    await expect(visitor.part("#name")).to_be_visible()
    is_in_steps = await visitor.part(".crumb").count() == 1

    async def on() -> None:
        if is_in_steps:
            await visitor.press("main form button.big")

    await page.fill("#name", doctor.name)
    await visitor.choose("gender", "female")
    await page.fill("#mobile", visitor.mobile)
    await page.fill("#email", doctor.login)
    await on()
    await page.select_option("#system", "allopathy")
    await page.select_option("#council", label="Maharashtra Medical Council")
    await page.fill("#registration_number", secrets.token_hex(4))
    await page.fill("#registration_year", "2012")
    await page.fill("#qualification", "MBBS, MD (Medicine)")
    await on()
    await page.select_option("#speciality", index=1)
    for language in ("hi", "mr"):
        await visitor.choose("languages", language)
    await page.fill("#facility_code", centre.code.lower())
    await on()
    await page.set_input_files("#document", document)
    await visitor.says(f"{document['name']} has arrived.")
    await on()
    await page.fill("#password", doctor.password)
    await page.fill("#password_again", doctor.password)
    await visitor.press("main form button.big")


async def enrol(visitor: Visitor, doctor: StaffLogin) -> None:
    """Signs in the first time: the app learns its secret, and the recovery codes are kept."""
    await begin_enrolment(visitor, doctor)
    await visitor.page.fill("#code", doctor.code())
    await visitor.is_at("sign-in-keep")
    await keep_codes(visitor)


async def begin_enrolment(visitor: Visitor, doctor: StaffLogin) -> None:
    await visitor.begin_sign_in(doctor)
    await visitor.is_at("sign-in-enrol")
    drawn = await visitor.part("img.qr").evaluate("(image) => image.decode().then(() => image.naturalWidth)")
    assert drawn > 100
    link = await visitor.part(".on-phone a").get_attribute("href")
    doctor.totp_secret = pyotp.parse_uri(str(link)).secret


async def keep_codes(visitor: Visitor) -> None:
    """Nobody goes on without saying that she has them."""
    codes = await visitor.part(".codes li").all_inner_texts()
    assert len({code for code in codes if re.fullmatch(r"\w{5}-\w{5}", code)}) == 10
    await visitor.press("main form button.big")
    await visitor.says("First keep the codes, then tick this.")
    await visitor.part(".tick-box .option").click()
    await visitor.press("main form button.big")
