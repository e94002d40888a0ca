import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.identity.mobile import Mobile, masked, parse_mobile
from rooms.ports import Refusal

ASHA = "+919876543210"
SURROGATE = chr(0xD800)


@pytest.mark.parametrize(
    "written",
    [
        "9876543210",
        "98765 43210",
        "  +91 98765-43210 ",
        "098765 43210",
        "919876543210",
        "0091 9876543210",
        "(+91) 98765.43210",
        "९८७६५४३२१०",
        "০৯৮৭৬৫৪৩২১০",
        "+९१ ९८७६५ ४३२१०",
        "＋91 9876543210",
        "\u202a+91\u00a098765\u201043210\u202c",
        "௯௮௭௬௫௪௩௨௧௦",
    ],
)
def test_a_mobile_is_known_however_it_is_written(written: str) -> None:
    assert parse_mobile(written) == ASHA


@pytest.mark.parametrize(
    "written",
    [
        "",
        "+",
        "98765",
        "98765432101234",
        "1234567890",  # valid to the library, and a landline
        "011 2345 6789",
        "5876543210",
        "+1 650 253 0000",  # of another country: who pays for the message?
        "+44 7400 123456",
        "98765-FLOWER",
        "9876543210;ext=3",
        "9876543210,9876543211",
        "9876543210\x00",
        "<script>9876543210",
        f"9876543210{SURROGATE}",
        "9876543210" * 1000,
    ],
)
def test_what_is_no_indian_mobile_is_refused(written: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_mobile(written)
    assert refused.value.code == "mobile_invalid"


def test_another_country_can_be_chosen() -> None:
    assert parse_mobile("07400 123456", region="GB") == "+447400123456"


@given(st.text(max_size=60))
def test_any_text_is_a_mobile_or_refused(text: str) -> None:
    try:
        mobile = parse_mobile(text)
    except Refusal:
        return
    assert parse_mobile(mobile) == mobile


@given(st.from_regex(r"[6-9][0-9]{9}", fullmatch=True))
def test_the_kept_form_of_a_mobile_is_e164(digits: str) -> None:
    try:
        mobile = parse_mobile(digits)
    except Refusal:  # a series that was never given out
        return
    assert mobile == f"+91{digits}"


def test_of_a_mobile_its_last_four_digits_are_shown() -> None:
    assert masked(Mobile(ASHA)) == "••••••3210"
