import re

import pytest

from clinic.identity.mobile import Mobile
from clinic.identity.sms import OTP_TEXTS, TEMPLATES, otp_message

ASHA = Mobile("+919876543210")
LONGEST_GSM = 160
LONGEST_OF_TWO_UNICODE_PARTS = 2 * 67


@pytest.mark.parametrize("language", sorted(OTP_TEXTS))
def test_the_last_line_binds_the_code_to_the_page(language: str) -> None:
    """WICG, Origin-bound one-time codes, section 3: "@example.com #747723" ends the message."""
    text = otp_message(ASHA, "747723", language, "example.com").text
    assert re.fullmatch(r"[^@#]*747723[^@#]*\n@example\.com #747723", text)


@pytest.mark.parametrize("language", sorted(OTP_TEXTS))
def test_a_message_names_its_template(language: str) -> None:
    message = otp_message(ASHA, "747723", language, "example.com")
    assert message.template == f"otp.{language}"
    assert message.template in TEMPLATES


def test_another_language_is_answered_in_english() -> None:
    assert otp_message(ASHA, "747723", "ta", "example.com").template == "otp.en"


def test_messages_cost_no_more_parts_than_they_must() -> None:
    host = "consultation.health.example"
    english, hindi = (otp_message(ASHA, "747723", language, host).text for language in ("en", "hi"))
    assert english.isascii()
    assert len(english) <= LONGEST_GSM
    assert len(hindi) <= LONGEST_OF_TWO_UNICODE_PARTS


def test_number_and_text_are_not_shown_by_accident() -> None:
    shown = repr(otp_message(ASHA, "747723", "en", "example.com"))
    assert shown == "Sms(template='otp.en')"
