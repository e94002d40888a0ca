import pytest

from gateways.document.coverage import FONTS, covered, shown


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Asha", "Asha"),
        ("क्ष\u200dत्र", "क्ष\u200dत्र"),
        ("a\u0301", "á"),
        ("ab🤒", "ab�"),
        ("👩‍⚕️ nurse", "� nurse"),
        ("🤒🤒🤒", "�"),
        ("\u202eabc\u2066d", "abcd"),
        ("a\r\nb\tc", "a\nb c"),
        ("5 → 10, ≥ 2, ½", "5 → 10, ≥ 2, ½"),
        ("\x00\x1b[31m", "[31m"),
    ],
)
def test_what_is_typed_is_printed_as_far_as_there_are_letters_for_it(typed: str, printed: str) -> None:
    assert shown(typed) == printed


@pytest.mark.parametrize("letter", "Aéअঅஅఅઅಅഅਅଅاےٹਂৰ₹½°µ→≥")
def test_the_fonts_have_a_letter_of_each_script(letter: str) -> None:
    assert ord(letter) in covered()


@pytest.mark.parametrize("letter", "漢😀한א\ufffe")
def test_and_not_those_of_others(letter: str) -> None:
    assert ord(letter) not in covered()


def test_the_fonts_are_listed_and_small() -> None:
    sums = {row.split()[1] for row in (FONTS / "SHA256SUMS").read_text().splitlines()}
    assert {file.name for file in FONTS.glob("*.ttf")} <= sums
    assert sum(file.stat().st_size for file in FONTS.iterdir()) < 6_000_000
