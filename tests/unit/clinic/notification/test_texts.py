"""What people read: every kind on every channel, within what operators let through, and nothing that is personal."""

import string

import pytest

from clinic.identity.sms import FALLBACK_LANGUAGE
from clinic.notification.notice import RULES, Kind, notice
from clinic.notification.texts import LONGEST_VARIABLE, SMS_TEMPLATES, push_of, shortened, shown, sms_of
from clinic.notification.words import PUSH_TEXTS, SMS_TEXTS
from tests.unit.clinic.notification.notices import ASHA, ASHAS_NUMBER, CONSULTATION, VALUES, told

HOST = "consult.health.example"
LONGEST_GSM = 2 * 153
LONGEST_UNICODE = 4 * 67
MOST_VARIABLES = 6
PERSONAL = {"name", "patient", "reason", "complaint", "illness", "diagnosis"}
BY_SMS = [kind for kind in Kind if "sms" in RULES[kind].channels]
BY_PUSH = [kind for kind in Kind if "push" in RULES[kind].channels]


def variables(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", sorted(SMS_TEXTS))
def test_every_kind_that_goes_by_sms_has_a_text_with_just_its_values(language: str) -> None:
    assert set(SMS_TEXTS[language]) == set(BY_SMS)
    for kind, text in SMS_TEXTS[language].items():
        assert variables(text) - {"page"} == RULES[kind].values, kind
        assert len(variables(text)) <= MOST_VARIABLES, kind


@pytest.mark.parametrize("language", sorted(PUSH_TEXTS))
def test_every_kind_that_goes_by_push_has_a_title_and_a_body(language: str) -> None:
    assert set(PUSH_TEXTS[language]) == set(BY_PUSH)
    for kind, (title, body) in PUSH_TEXTS[language].items():
        assert not variables(title), kind
        assert variables(body) <= RULES[kind].values, kind


def test_nothing_personal_can_stand_in_a_notice() -> None:
    assert not PERSONAL & {name for rule in RULES.values() for name in rule.values}


def test_staff_are_told_by_push_alone() -> None:
    assert {rule.channels for rule in RULES.values() if rule.to == "staff"} == {("push",)}


@pytest.mark.parametrize("kind", [Kind.CALLED, Kind.INTERRUPTED_RING, Kind.FOLLOW_UP])
@pytest.mark.parametrize("language", sorted(SMS_TEXTS))
def test_whoever_hears_of_a_doctor_learns_qualification_and_registration(kind: Kind, language: str) -> None:
    """Telemedicine Practice Guidelines 2020, section 3.2."""
    notice = told(kind, 0.0, language)
    for text in (sms_of(notice, ASHAS_NUMBER, HOST).text, shown(notice).body):
        for value in ("doctor", "qualification", "registration"):
            assert VALUES[value] in text


@pytest.mark.parametrize("kind", BY_SMS)
@pytest.mark.parametrize("language", sorted(SMS_TEXTS))
def test_a_message_names_the_service_its_template_and_costs_few_parts(kind: Kind, language: str) -> None:
    message = sms_of(told(kind, 0.0, language), ASHAS_NUMBER, HOST)
    assert message.template == f"{kind}.{language}"
    assert message.template in SMS_TEMPLATES
    assert message.text.startswith({"en": "Paramarsh: ", "hi": "परामर्श: "}[language])
    assert "{" not in message.text
    longest = "x" * LONGEST_VARIABLE
    text = SMS_TEXTS[language][kind].format(**dict.fromkeys(RULES[kind].values, longest), page=f"{HOST}/opd/")
    assert len(text) <= (LONGEST_GSM if language == "en" else LONGEST_UNICODE)
    if language == "en":
        assert text.isascii()


def test_a_message_leads_to_the_page() -> None:
    text = sms_of(told(Kind.CALLED, 0.0), ASHAS_NUMBER, HOST).text
    assert text == (
        "Paramarsh: Dr Rao (MBBS, MD, Reg. No. MMC 2011/05/1234) calls token 12 now. "
        "Answer at consult.health.example/opd/"
    )


def test_another_language_is_answered_in_english() -> None:
    other = told(Kind.CALLED, 0.0, "ta")
    assert sms_of(other, ASHAS_NUMBER, HOST).template == f"called.{FALLBACK_LANGUAGE}"
    assert shown(other).title == "The doctor calls you now"


def test_a_time_and_a_day_are_written_as_in_india() -> None:
    assert "22-09-2026 08:30" in sms_of(told(Kind.CLINIC_CLOSED, 0.0), ASHAS_NUMBER, HOST).text
    assert "24-11-2026" in shown(told(Kind.FOLLOW_UP, 0.0)).body


@pytest.mark.parametrize(
    ("value", "short"),
    [
        ("General OPD", "General OPD"),
        ("District Hospital of Ahmednagar, General OPD", "District Hospital of"),
        ("a" * 40, "a" * 30),
        ("two\nlines  here", "two lines here"),
        ("x" * 30 + " y", "x" * 30),
    ],
)
def test_a_value_fits_a_registered_variable(value: str, short: str) -> None:
    assert shortened(value) == short


def test_braces_in_a_value_stay_what_they_are() -> None:
    made = notice(Kind.CLINIC_OPENED, ASHA, "en", 0.0, clinic="{number} {0}")
    assert "{number} {0}" in sms_of(made, ASHAS_NUMBER, HOST).text


def test_a_notice_needs_just_the_values_of_its_kind() -> None:
    with pytest.raises(ValueError, match=r"token_taken is told with \['clinic', 'number'\], not with \['number'\]"):
        notice(Kind.TOKEN_TAKEN, ASHA, "en", 0.0, number=3)
    with pytest.raises(ValueError, match="not with"):
        notice(Kind.DANGER_ALERT, ASHA, "en", 0.0, name="Asha")


def test_a_push_is_kept_for_a_phone_that_is_off_as_long_as_anybody_wants_to_know() -> None:
    push = push_of(told(Kind.CALLED, 0.0), now=30.0)
    assert (push.ttl_seconds, push.is_urgent, push.topic) == (150, True, CONSULTATION)
    assert push_of(told(Kind.CALLED, 0.0), now=1_000.0).ttl_seconds == 0


def test_a_later_push_about_the_same_token_takes_the_place_of_the_one_before() -> None:
    assert shown(told(Kind.TWO_AHEAD, 0.0)).tag == shown(told(Kind.CALLED, 0.0)).tag == CONSULTATION
    assert shown(told(Kind.RESULT_READY, 0.0, consultation=None)).tag == "result_ready"


def test_a_touch_on_a_push_about_a_token_leads_to_the_token_itself() -> None:
    assert shown(told(Kind.CALLED, 0.0)).page == f"/opd/#token/{CONSULTATION}"
    assert shown(told(Kind.CLINIC_OPENED, 0.0, consultation=None)).page == "/opd/"
    assert shown(told(Kind.FOLLOW_UP, 0.0)).page == "/opd/", "a new number is wanted, not the old one"
    assert shown(told(Kind.RESULT_READY, 0.0)).page == "/staff/#opd"
