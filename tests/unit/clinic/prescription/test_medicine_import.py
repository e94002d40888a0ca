"""A list of medicines is looked at first: every mistake is told by its row, and brands join what is known."""

import pytest

from clinic.prescription.formulary import formulary
from clinic.prescription.medicine_import import Found, read
from rooms.ports import Refusal

HEAD = "name,strength,form,route,source,brands\n"
KNOWN = formulary().medicines


def found(*rows: str) -> Found:
    return read((HEAD + "\n".join(rows)).encode(), KNOWN, formulary().one_generic)


def test_a_new_medicine_names_its_source_and_how_much_is_in_one() -> None:
    (one,) = found("Cefpodoxime,100 mg,tablet,oral,State list 2026,Cepodem;Monocef O").added
    assert (one.id, one.source, one.brands) == (
        "cefpodoxime-100-mg-tablet",
        "State list 2026",
        ("Cepodem", "Monocef O"),
    )
    assert one.ingredients[0].mg_per_unit == 100


@pytest.mark.parametrize(
    ("strength", "form", "mg"),
    [
        ("100 mg", "tablet", 100),
        ("100mg", "tablet", 100),
        ("1 g", "tablet", 1_000),
        ("50 mcg", "inhaler", 0.05),
        ("125 mg/5 ml", "syrup", 25),
        ("125MG / 5ML", "syrup", 25),
        ("40 mg/ml", "syrup", 40),
        ("5%", "cream", None),
        ("100 mg/ml", "drops", None),
        ("40 mg/ml", "injection", None),
        ("500 mg", "syrup", None),
        ("125 mg/5 ml", "tablet", None),
        ("125 mg/0 ml", "syrup", None),
    ],
)
def test_milligrams_are_read_where_they_are_told_of_what_is_counted(strength: str, form: str, mg: float | None) -> None:
    (one,) = found(f"New one,{strength},{form},oral,List,").added
    assert one.ingredients[0].mg_per_unit == mg


def test_a_combination_has_a_strength_for_each() -> None:
    (one,) = found("Amlodipine + Telmisartan,5 mg + 40 mg,tablet,oral,List,").added
    told = [(part.name, part.strength) for part in one.ingredients]
    assert told == [("amlodipine", "5 mg"), ("telmisartan", "40 mg")]


def test_brands_join_those_that_are_known() -> None:
    (one,) = found("paracetamol,500 mg,tablet,oral,State list 2026,crocin;Pacimol").changed
    assert one.brands == ("Crocin", "Calpol", "Pacimol")


@pytest.mark.parametrize(
    "row",
    [
        "PARACETAMOL,500mg,Tablet,Oral,State list 2026,Pacimol",
        "Acetaminophen,500 MG,tablet,oral,State list 2026,Pacimol",
        "Clavulanic acid + Amoxycillin,125 mg + 500 mg,tablet,oral,State list 2026,Pacimol",
        "insulin,40 IU/mL,injection,injection,State list 2026,Pacimol",
    ],
)
def test_a_medicine_is_known_again_however_it_is_written(row: str) -> None:
    every = found(row)
    assert (every.added, [one.brands[-1] for one in every.changed]) == ((), ["Pacimol"])


def test_a_row_never_gives_its_brands_to_another_medicine() -> None:
    (mistake,) = found("Paracetamol 500,mg,tablet,oral,List,Pacimol").mistakes
    assert (mistake.line, mistake.column) == (2, "name")


def test_the_same_file_again_changes_nothing() -> None:
    row = "Cefpodoxime,100 mg,tablet,oral,List,Cepodem"
    (one,) = found(row).added
    again = read((HEAD + row).encode(), {**KNOWN, one.id: one})
    assert (again.added, again.changed, again.unchanged) == ((), (), 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("X,5 mg,pill,oral,List,", "form"),
        ("X,5 mg,tablet,mouth,List,", "route"),
        ("A + B,5 mg,tablet,oral,List,", "strength"),
        (",5 mg,tablet,oral,List,", "name"),
        ("X,5 mg,tablet,oral,,", "source"),
        ("दवा,,tablet,oral,List,", "strength"),
        ("Co-trimoxazole,480 mg,tablet,oral,List,", "name"),
        ("X,0 mg,tablet,oral,List,", "strength"),
        ("A + A,5 mg + 10 mg,tablet,oral,List,", "name"),
        ("=cmd(),5 mg,tablet,oral,List,", ""),
        ("x" * 121 + ",5 mg,tablet,oral,List,", "name"),
    ],
)
def test_a_mistake_is_told_by_its_row_and_column(row: str, column: str) -> None:
    mistakes = found("Cefpodoxime,100 mg,tablet,oral,List,", row).mistakes
    assert [(one.line, one.column) for one in mistakes] == [(3, column)]


def test_all_mistakes_are_told_at_once_and_twice_is_one() -> None:
    row = "Cefpodoxime,100 mg,tablet,oral,List,"
    assert [one.line for one in found(row, row, "X,5 mg,pill,oral,List,").mistakes] == [3, 4]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"only,this\n1,2\n"])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(Refusal):
        read(content, KNOWN)
