"""Duplicate and allergy are always checked; of what the data cannot say, "not checked" is said."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from clinic.consultation.intake import Caller, Intake
from clinic.patients.patient import ToldAge
from clinic.prescription.case import Case
from clinic.prescription.checks import examine
from clinic.prescription.dosing import Dosing
from clinic.prescription.formulary import formulary
from clinic.prescription.line import Line, LineId
from clinic.prescription.medicine import Ingredient, MedicineId
from tests.unit.clinic.prescription.builders import TWICE, line
from tests.unit.clinic.prescription.cases import TODAY, case, patient

FORMULARY = formulary()
CHILD = patient(date(2022, 11, 1))


def of(medicine: str, number: int = 1, **changes: Any) -> Line:
    """A line of the formulary."""
    return FORMULARY.resolve(replace(line(number=number), medicine=MedicineId(medicine), **changes))


def told(**words: Any) -> Case:
    return case(intake=Intake(caller=Caller(relation="self"), **{"allergies": "none", "pregnancy": "no", **words}))


def examined(of_case: Case, *lines: Line) -> tuple[list[str], Mapping[Any, Any]]:
    """The codes of the first line's cautions, and its checks."""
    cautions, checks = examine(of_case, lines, FORMULARY)[lines[0].id]
    return [one.code for one in cautions], checks


PARACETAMOL = "paracetamol-500-mg-tablet"
AMOXICILLIN = "amoxicillin-500-mg-capsule"
CEFIXIME = "cefixime-200-mg-tablet"
IBUPROFEN = "ibuprofen-400-mg-tablet"
DOXYCYCLINE = "doxycycline-100-mg-capsule"


@pytest.mark.parametrize(
    ("allergies", "medicine", "codes"),
    [
        ("none", AMOXICILLIN, []),
        ("Penicillin", AMOXICILLIN, ["allergy:penicillin"]),
        ("penicillin!!", "amoxicillin-clavulanic-acid-500-mg-125-mg-tablet", ["allergy:penicillin"]),
        ("पेनिसिलिन से", AMOXICILLIN, ["allergy:penicillin"]),
        ("amoxicillin", AMOXICILLIN, ["allergy:amoxicillin", "allergy:penicillin"]),
        ("एमोक्सिसिलिन", AMOXICILLIN, ["allergy:amoxicillin", "allergy:penicillin"]),
        ("penicillin", CEFIXIME, ["allergy:cephalosporin"]),
        ("penicillin", PARACETAMOL, []),
        ("sulfa drugs", "sulfamethoxazole-trimethoprim-800-mg-160-mg-tablet", ["allergy:sulfonamide"]),
        ("Disprin", IBUPROFEN, ["allergy:nsaid"]),
        ("peanuts", PARACETAMOL, ["allergy:unknown_words"]),
        (None, PARACETAMOL, ["allergy:not_asked"]),
        ("<script>", PARACETAMOL, ["allergy:unknown_words"]),
        ("NKDA", PARACETAMOL, []),
        ("No known allergies.", PARACETAMOL, []),
        ("no, penicillin", AMOXICILLIN, ["allergy:penicillin"]),
        ("penicillin, peanuts", PARACETAMOL, ["allergy:unknown_words"]),
        ("penicillin and peanuts", AMOXICILLIN, ["allergy:penicillin", "allergy:unknown_words"]),
        ("पेनिसिलिन और मूँगफली", PARACETAMOL, ["allergy:unknown_words"]),
        ("பெனிசிலின்", AMOXICILLIN, ["allergy:penicillin"]),
        ("Cefixime", AMOXICILLIN, ["allergy:penicillin"]),
        ("sulphur drugs", "hydrochlorothiazide-25-mg-tablet", ["allergy:thiazide"]),
        ("Combiflam", PARACETAMOL, ["allergy:paracetamol"]),
        ("Combiflam", "diclofenac-1-percent-gel", ["allergy:nsaid"]),
    ],
)
def test_an_allergy_is_always_checked(allergies: str | None, medicine: str, codes: Sequence[str]) -> None:
    found, checks = examined(told(allergies=allergies), of(medicine))
    assert found == list(codes)
    assert checks["allergy"] == ("warned" if codes else "fine")


def test_what_was_told_and_is_not_known_is_quoted() -> None:
    cautions, _ = examine(told(allergies="Penicillin, <b>nuts</b>; dust"), [of(PARACETAMOL)], FORMULARY)[
        LineId("00000001")
    ]
    assert "“<b>nuts<”; “b>”; “dust”" in cautions[0].words["en"]
    assert "“dust”" in cautions[0].words["hi"]


@pytest.mark.parametrize(
    ("medicines", "second", "codes"),
    [
        ("none", None, []),
        ("none", "paracetamol-125-mg-5-ml-syrup", ["duplicate:paracetamol"]),
        ("Dolo 650, sometimes", None, ["duplicate:paracetamol:taken"]),
        ("पैरासिटामोल", None, ["duplicate:paracetamol:taken"]),
        ("Combiflam", None, ["duplicate:paracetamol:taken"]),
        ("metformin", None, []),
        (None, AMOXICILLIN, []),
    ],
)
def test_the_same_ingredient_twice_is_always_found(medicines: str | None, second: str | None, codes: list[str]) -> None:
    lines = [of(PARACETAMOL), *([] if second is None else [of(second, 2)])]
    found, checks = examined(told(medicines=medicines), *lines)
    assert [one for one in found if one.startswith("duplicate")] == codes
    assert checks["duplicate"] == ("warned" if codes else "fine")


def test_a_refill_of_what_she_takes_is_no_duplicate() -> None:
    assert examined(told(medicines="Dolo"), of(PARACETAMOL, purpose="refill"))[0] == []


@pytest.mark.parametrize(
    ("dosing", "code", "result"),
    [
        (TWICE, [], "fine"),
        (replace(TWICE, amounts=(2.0, 2.0, 2.0, 2.0)), [], "fine"),
        (replace(TWICE, amounts=(3.0, 2.0, 2.0, 2.0)), ["dose:paracetamol"], "warned"),
        (replace(TWICE, amounts=(100.0, 100.0, 0.0, 0.0)), ["dose:paracetamol"], "warned"),
        (Dosing("sos", sos_amount=2.0, most_a_day=6, days=3), ["dose:paracetamol"], "warned"),
    ],
)
def test_the_dose_of_a_horse_is_warned_of(dosing: Dosing, code: list[str], result: str) -> None:
    found, checks = examined(told(), of(PARACETAMOL, dosing=dosing))
    assert (found, checks["dose"]) == (code, result)


def test_two_lines_of_one_ingredient_are_counted_together() -> None:
    much = replace(TWICE, amounts=(2.0, 2.0, 0.0, 2.0))
    found, _ = examined(told(), of(PARACETAMOL, dosing=much), of("paracetamol-650-mg-tablet", 2, dosing=TWICE))
    assert "dose:paracetamol" in found


@pytest.mark.parametrize(
    ("amount", "code", "result"), [(1.0, [], "not_checked"), (20.0, ["dose:paracetamol"], "warned")]
)
def test_what_cannot_be_counted_hides_nothing_that_can_be(amount: float, code: list[str], result: str) -> None:
    unknown = FORMULARY.resolve(line(number=2, ingredients=(Ingredient("Crocin"),)))
    lines = [of(PARACETAMOL, dosing=replace(TWICE, amounts=(amount, 0.0, 0.0, 0.0))), unknown]
    found, checks = examined(told(), *lines)
    assert ([one for one in found if one.startswith("dose")], checks["dose"]) == (code, result)


def test_the_dose_of_a_typed_medicine_is_checked_where_its_strength_tells() -> None:
    typed = FORMULARY.resolve(line(ingredients=(Ingredient("Crocin", "650mg"),)))
    horse = replace(typed, dosing=replace(TWICE, amounts=(5.0, 5.0, 0.0, 0.0)))
    assert examined(told(), horse)[0] == ["dose:paracetamol"]


def test_the_words_of_a_dose_have_its_figures() -> None:
    (caution,), _ = examine(told(), [of(PARACETAMOL, dosing=replace(TWICE, amounts=(5.0, 5.0, 0.0, 0.0)))], FORMULARY)[
        LineId("00000001")
    ]
    assert caution.words["en"] == "5,000 mg of paracetamol a day; at most 4,000 mg for an adult."
    assert "4,000 mg" in caution.words["hi"]


@pytest.mark.parametrize(
    ("medicine", "weight", "dosing", "code", "result"),
    [
        ("paracetamol-125-mg-5-ml-syrup", 12.0, replace(TWICE, amounts=(5.0, 5.0, 5.0, 5.0)), [], "fine"),
        (
            "paracetamol-250-mg-5-ml-syrup",
            12.0,
            replace(TWICE, amounts=(5.0, 5.0, 5.0, 5.0)),
            ["child:paracetamol"],
            "warned",
        ),
        ("paracetamol-125-mg-5-ml-syrup", None, TWICE, [], "not_checked"),
        (PARACETAMOL, None, replace(TWICE, amounts=(4.0, 4.0, 4.0, 4.0)), ["child:paracetamol"], "warned"),
        (PARACETAMOL, 80.0, replace(TWICE, amounts=(2.0, 2.0, 2.0, 3.0)), ["child:paracetamol"], "warned"),
        ("metformin-500-mg-tablet", 40.0, TWICE, ["child:metformin:age"], "warned"),
        (
            "omeprazole-20-mg-capsule",
            12.0,
            replace(TWICE, amounts=(5.0, 5.0, 0.0, 0.0)),
            ["child:omeprazole"],
            "warned",
        ),
        ("doxycycline-100-mg-capsule", 12.0, TWICE, ["child:doxycycline:age"], "warned"),
        ("lactulose-10-g-15-ml-syrup", 12.0, TWICE, [], "not_checked"),
        ("azithromycin-200-mg-5-ml-suspension", 12.0, replace(TWICE, amounts=(3.0, 0.0, 0.0, 0.0)), [], "fine"),
    ],
)
def test_a_childs_dose_goes_by_weight_and_age(
    medicine: str, weight: float | None, dosing: Dosing, code: list[str], result: str
) -> None:
    found, checks = examined(replace(told(), patient=CHILD, weight_kg=weight), of(medicine, dosing=dosing))
    assert ([one for one in found if one.startswith("child")], checks["child"]) == (code, result)


@pytest.mark.parametrize(
    ("born", "code"),
    [
        (date(2026, 9, 1), ["child:ibuprofen:age"]),
        (date(2026, 8, 28), ["child:ibuprofen:age"]),
        (date(2026, 8, 27), []),
        (date(2026, 1, 1), []),
    ],
)
def test_the_age_of_an_infant_is_counted_in_months(born: date, code: list[str]) -> None:
    baby = replace(told(), patient=patient(born), weight_kg=6.0)
    small = replace(TWICE, amounts=(0.25, 0.0, 0.0, 0.0))
    assert examined(baby, of("ibuprofen-200-mg-tablet", dosing=small))[0] == code


def test_an_age_that_was_told_is_known_by_whole_years() -> None:
    baby = replace(told(), patient=replace(patient(), birth=ToldAge(0, TODAY)), weight_kg=6.0)
    assert "child:ibuprofen:age" in examined(baby, of("ibuprofen-200-mg-tablet"))[0]


def test_for_an_adult_there_is_no_childs_dose_to_check() -> None:
    assert examined(told(), of("lactulose-10-g-15-ml-syrup"))[1]["child"] == "fine"


@pytest.mark.parametrize(
    ("pregnancy", "medicine", "result"),
    [
        ("no", DOXYCYCLINE, "fine"),
        ("yes", DOXYCYCLINE, "warned"),
        ("unsure", DOXYCYCLINE, "warned"),
        (None, DOXYCYCLINE, "warned"),
        ("yes", PARACETAMOL, "fine"),
        ("yes", "domperidone-10-mg-tablet", "not_checked"),
        (None, PARACETAMOL, "not_checked"),
    ],
)
def test_in_pregnancy_what_is_avoided_is_warned_of(pregnancy: Any, medicine: str, result: str) -> None:
    assert examined(told(pregnancy=pregnancy), of(medicine))[1]["pregnancy"] == result


def test_for_a_man_there_is_no_pregnancy_to_check() -> None:
    man = replace(told(pregnancy=None), patient=patient(gender="male"))
    assert examined(man, of(DOXYCYCLINE))[1]["pregnancy"] == "fine"


def test_a_pair_that_is_known_is_warned_of_on_both_lines() -> None:
    lines = [of(IBUPROFEN), of("clopidogrel-75-mg-tablet", 2)]
    every = examine(told(), lines, FORMULARY)
    codes = [[one.code for one in every[line.id][0]] for line in lines]
    assert codes == [["interaction:ibuprofen:clopidogrel"], ["interaction:clopidogrel:ibuprofen"]]


def test_what_she_takes_already_counts_for_a_pair() -> None:
    assert examined(told(medicines="Ecosprin 75"), of(IBUPROFEN))[0] == ["interaction:ibuprofen:aspirin"]


@pytest.mark.parametrize(
    ("taken", "medicine", "code"),
    [
        ("warfarin", IBUPROFEN, "interaction:ibuprofen:warfarin"),
        ("Aldactone 25", "enalapril-5-mg-tablet", "interaction:enalapril:spironolactone"),
        ("clarithromycin", "atorvastatin-10-mg-tablet", "interaction:atorvastatin:clarithromycin"),
        ("Shelcal 500", "levothyroxine-50-mcg-tablet", "interaction:levothyroxine:calcium carbonate"),
        ("आयरन", "ciprofloxacin-500-mg-tablet", "interaction:ciprofloxacin:ferrous sulphate"),
    ],
)
def test_pairs_are_found_with_what_no_list_here_has(taken: str, medicine: str, code: str) -> None:
    assert examined(told(medicines=taken), of(medicine))[0] == [code]


@pytest.mark.parametrize("medicine", ["ciprofloxacin-0-3-percent-drops-eye", "diclofenac-1-percent-gel"])
def test_of_what_stays_where_it_is_put_nothing_is_said(medicine: str) -> None:
    iron = of("ferrous-sulphate-folic-acid-60-mg-iron-0-5-mg-tablet", 2)
    drops = of(medicine)
    every = examine(told(medicines="aspirin"), [drops, iron], FORMULARY)
    assert [every[each.id][1]["interaction"] for each in (drops, iron)] == ["not_checked", "not_checked"]


def test_why_a_pair_is_warned_of_is_said_in_both_languages() -> None:
    (caution,), _ = examine(told(medicines="warfarin"), [of(IBUPROFEN)], FORMULARY)[LineId("00000001")]
    assert caution.words["en"] == "Ibuprofen with warfarin: together they raise the risk of bleeding."
    assert caution.words["hi"] == "ibuprofen और warfarin: साथ में लेने से खून बहने का ख़तरा बढ़ता है।"


def test_a_pair_that_nobody_knows_is_not_said_to_be_fine() -> None:
    assert examined(told(), of(PARACETAMOL))[1]["interaction"] == "not_checked"


def test_of_a_medicine_that_no_list_has_only_what_can_be_is_checked() -> None:
    typed = FORMULARY.resolve(line(ingredients=(Ingredient("Xyzamide"),)))
    _, checks = examined(told(), typed)
    assert checks == {
        "duplicate": "fine",
        "allergy": "fine",
        "dose": "not_checked",
        "child": "fine",
        "pregnancy": "fine",
        "interaction": "not_checked",
    }


def test_every_caution_speaks_english_and_hindi_and_has_its_own_code() -> None:
    lines = [of(medicine, number) for number, medicine in enumerate(FORMULARY.medicines, 1)]
    grave = replace(told(pregnancy="yes", allergies="penicillin, sulfa, aspirin"), patient=patient(), weight_kg=50.0)
    for cautions, _ in examine(grave, lines, FORMULARY).values():
        assert all(one.words["en"] and one.words["hi"] for one in cautions)
        assert len({one.code for one in cautions}) == len(cautions)
