import pytest

from clinic.prescription.dosing import Dosing
from clinic.prescription.medicine import Route, Unit
from clinic.prescription.phrases.catalogues import own

EN, HI, UR = (own().by_language[language] for language in ("en", "hi", "ur"))


@pytest.mark.parametrize(
    ("dosing", "unit", "route", "sentence"),
    [
        (
            Dosing(amounts=(1, 0, 0, 1), days=5, food="after_food"),
            "tablet",
            "oral",
            "1 tablet in the morning and 1 at night, after food, for 5 days",
        ),
        (Dosing(amounts=(0.5, 0, 0, 0), days=1), "tablet", "oral", "½ tablet in the morning, for 1 day"),
        (
            Dosing(amounts=(2.5, 2.5, 2.5, 0), days=3, food="before_food"),
            "ml",
            "oral",
            "2.5 ml in the morning, 2.5 at noon and 2.5 in the evening, before food, for 3 days",
        ),
        (
            Dosing(amounts=(0, 0, 0, 1), every_days=7, days=28),
            "capsule",
            "oral",
            "1 capsule at night, once a week, for 28 days",
        ),
        (
            Dosing(amounts=(1, 0, 0, 0), every_days=2, days=10),
            "tablet",
            "sublingual",
            "1 tablet in the morning, under the tongue, every second day, for 10 days",
        ),
        (
            Dosing("sos", sos_amount=1, most_a_day=3, days=3, food="with_food"),
            "tablet",
            "oral",
            "Only when needed, 1 tablet each time, at most 3 times a day, with food, for up to 3 days",
        ),
        (
            Dosing("sos", sos_amount=2, most_a_day=1, days=1),
            "puff",
            "inhaled",
            "Only when needed, 2 puffs each time, at most 1 time a day, breathed in, for up to 1 day",
        ),
        (
            Dosing("once", amounts=(0, 0, 0, 1), food="empty_stomach"),
            "tablet",
            "oral",
            "1 tablet at night, on an empty stomach, one time only",
        ),
        (Dosing(amounts=(0, 2, 0, 0), days=7), "drop", "eye", "2 drops at noon, in the eye, for 7 days"),
    ],
)
def test_a_dosing_is_one_plain_sentence(dosing: Dosing, unit: Unit, route: Route, sentence: str) -> None:
    assert EN.dosing(dosing, unit, route) == sentence


def test_it_is_said_in_hindi_and_urdu() -> None:
    dosing = Dosing(amounts=(1, 0, 0, 0.5), days=5, food="after_food")
    assert HI.dosing(dosing, "tablet") == "सुबह 1 गोली और रात को ½, खाना खाने के बाद, 5 दिन तक"
    assert UR.dosing(dosing, "tablet") == "صبح 1 گولی اور رات کو ½، کھانا کھانے کے بعد، 5 دن تک"


@pytest.mark.parametrize("language", list(own().by_language))
def test_no_language_leaves_a_number_out(language: str) -> None:
    said = own().by_language[language].dosing(Dosing(amounts=(3, 4, 6, 8), every_days=7, days=19), "ml")
    assert [number for number in ("3", "4", "6", "8", "19") if number not in said] == []


def test_each_medicine_is_counted_in_words() -> None:
    assert (EN.nth_medicine(1), EN.nth_medicine(20)) == ("first medicine", "twentieth medicine")
    assert (HI.nth_medicine(2), EN.ordinal(21)) == ("दूसरी दवा", "21")


def test_an_amount_is_named_by_its_number() -> None:
    assert [EN.amount(number, "tablet") for number in (0.5, 1, 1.5, 10)] == [
        "½ tablet",
        "1 tablet",
        "1.5 tablets",
        "10 tablets",
    ]
