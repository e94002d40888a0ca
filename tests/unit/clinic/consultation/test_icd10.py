"""Finding a diagnosis: by code, by words, by the words of every day, in Hindi and in the spelling of either side."""

import pytest

from clinic.consultation.icd10 import Coded, Icd10, Index, read_codes, read_everyday


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(read_codes(), read_everyday())


def codes(found: list[Coded]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fever", "R50.9"),
        ("fev", "R50.9"),
        ("bukhar", "R50.9"),
        ("बुखार", "R50.9"),
        ("खांसी", "R05"),
        ("पेट दर्द", "R10.4"),
        ("sugar", "E11.9"),
        ("diabetes", "E11.9"),
        ("hypertension", "I10"),
        ("high bp", "I10"),
        ("loose motion", "A09.9"),
        ("diarrhea", "A09.9"),
        ("diarrho", "A09.9"),
        ("malaria", "B54"),
        ("dengue", "A97.9"),
        ("anemia", "D64.9"),
        ("anaemia", "D64.9"),
        ("piliya", "R17.0"),
        ("chest pain", "R07.4"),
        ("pain joint", "M25.5"),
        ("frac fem", "S72.9"),
        ("meniere", "H81.0"),
        ("Ménière", "H81.0"),
        ("MENIERE'S", "H81.0"),
    ],
)
def test_the_likeliest_diagnosis_comes_first(index: Index, text: str, code: str) -> None:
    assert codes(index.search(text))[0] == code


def test_a_code_is_found_as_it_is_written_and_then_what_it_is_divided_into(index: Index) -> None:
    for text in ("R50", "r50", " r 50. "):
        assert codes(index.search(text))[:4] == ["R50", "R50.2", "R50.8", "R50.9"]
    assert codes(index.search("r509")) == ["R50.9"]
    assert index.find("r50.9") == Coded("R50.9", "Fever, unspecified")


@pytest.mark.parametrize("text", ["", " ", "💊", "\0", "zzzz", "<script>", "fever zzzz", "Ж" * 500])
def test_what_is_no_diagnosis_finds_nothing(index: Index, text: str) -> None:
    assert index.search(text) == []
    assert index.find(text) is None


def test_chapters_and_blocks_are_no_diagnoses(index: Index) -> None:
    assert index.find("A00-A09") is None
    assert index.find("I") is None


def test_no_more_are_given_than_are_wanted(index: Index) -> None:
    assert len(index.search("pain", 5)) == 5
    assert len(index.search("e11", 3)) == 3
    assert len(set(codes(index.search("unspecified")))) == 20


def test_every_everyday_word_belongs_to_a_code_and_finds_it(index: Index) -> None:
    for everyday in read_everyday():
        assert index.find(everyday.code) is not None, everyday.code
        for phrase in everyday.phrases:
            assert everyday.code in codes(index.search(phrase)), phrase


async def test_it_is_read_once_when_it_is_first_asked() -> None:
    reads: list[int] = []

    def read() -> Index:
        reads.append(1)
        return Index([Coded("R05", "Cough")], [])

    icd10 = Icd10(read)
    assert reads == []
    assert await icd10.search("cough") == [Coded("R05", "Cough")]
    assert await icd10.find("r05") == Coded("R05", "Cough")
    assert len(reads) == 1
