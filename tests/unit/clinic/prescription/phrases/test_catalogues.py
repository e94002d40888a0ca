import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from clinic.prescription.medicine import UNITS
from clinic.prescription.phrases.catalogue import Catalogue, digest
from clinic.prescription.phrases.catalogues import (
    as_file,
    catalogue,
    own,
    placeholders,
    printed_languages,
    read_catalogues,
    signed,
)

THIRTEEN = ("en", "hi", "bn", "ta", "te", "mr", "gu", "kn", "ml", "pa", "or", "as", "ur")
ENGLISH = own().by_language["en"]
REVIEWER, DAY = "Dr Meena Pillai", date(2026, 11, 2)


def known(language: str) -> Catalogue:
    found = catalogue(language)
    assert found is not None
    return found


def keep(folder: Path, one: Catalogue) -> Path:
    file = folder / f"{one.language}.json"
    file.write_text(as_file(one), encoding="utf-8")
    return file


def test_there_are_thirteen_languages() -> None:
    assert set(own().by_language) == set(THIRTEEN)


@pytest.mark.parametrize("language", THIRTEEN)
def test_every_language_says_all_that_english_says(language: str) -> None:
    one = known(language)
    assert set(one.phrases) == set(ENGLISH.phrases)
    assert all(phrase.strip() for phrase in one.phrases.values())
    assert len(one.ordinals) == 20 == len(set(one.ordinals))


@pytest.mark.parametrize("language", THIRTEEN)
def test_every_phrase_takes_the_values_of_the_english_one(language: str) -> None:
    one = known(language)
    different = [key for key, text in one.phrases.items() if placeholders(text) != placeholders(ENGLISH.phrases[key])]
    assert not different


@pytest.mark.parametrize("language", THIRTEEN)
def test_digits_are_those_that_everybody_reads(language: str) -> None:
    text = "".join(known(language).phrases.values())
    assert not [sign for sign in text if sign.isdecimal() and not sign.isascii()]


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_has_a_name(unit: str) -> None:
    assert {f"unit.{unit}.one", f"unit.{unit}.many"} <= set(ENGLISH.phrases)


def test_urdu_alone_runs_from_right_to_left() -> None:
    assert [one.language for one in own().by_language.values() if one.direction == "rtl"] == ["ur"]


def test_english_and_hindi_are_the_projects_own_and_all_others_drafts() -> None:
    status = {one.language: one.status for one in own().by_language.values()}
    assert status == {language: "working" if language in ("en", "hi") else "draft" for language in THIRTEEN}
    assert not any(one.is_signed for one in own().by_language.values())


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", ("en",)),
        ("hi", ("en", "hi")),
        ("hi-IN", ("en", "hi")),
        ("ta", ("en", "hi")),
        ("ur", ("en", "hi")),
        ("fr", ("en", "hi")),
        ("", ("en", "hi")),
    ],
)
def test_what_nobody_has_signed_is_not_printed(language: str, printed: tuple[str, ...]) -> None:
    assert printed_languages(language) == printed


def test_a_draft_is_shown_only_when_it_is_asked_for() -> None:
    assert [one.language for one in own().printed("ta", show_drafts=True)] == ["en", "ta"]


def test_a_signed_catalogue_is_printed(tmp_path: Path) -> None:
    keep(tmp_path, signed(known("ta"), REVIEWER, DAY))
    found = read_catalogues(tmp_path)
    tamil = found.by_language["ta"]
    assert (tamil.status, tamil.reviewer, tamil.reviewed_on) == ("signed", REVIEWER, "2026-11-02")
    assert [one.language for one in found.printed("ta")] == ["en", "ta"]


@pytest.mark.parametrize("change", ["phrase", "ordinal"])
def test_an_edit_after_the_review_makes_it_a_draft_again(tmp_path: Path, change: str) -> None:
    file = keep(tmp_path, signed(known("ta"), REVIEWER, DAY))
    told = json.loads(file.read_text(encoding="utf-8"))
    if change == "phrase":
        told["phrases"]["food.after_food"] = "சாப்பாட்டுக்கு முன்"
    else:
        told["ordinals"][0] = "இரண்டாவது"
    file.write_text(json.dumps(told), encoding="utf-8")
    found = read_catalogues(tmp_path)
    assert found.by_language["ta"].status == "draft"
    assert [one.language for one in found.printed("ta")] == ["en", "hi"]


@pytest.mark.parametrize("missing", ["reviewer", "reviewed_on", "sha256"])
def test_a_signature_without_name_day_or_hash_is_none(missing: str) -> None:
    whole = signed(known("ta"), REVIEWER, DAY)
    without = {"reviewer": replace(whole, reviewer=""), "reviewed_on": replace(whole, reviewed_on=None)}
    assert not without.get(missing, replace(whole, sha256=None)).is_signed


def test_a_signature_of_one_language_does_not_hold_for_another() -> None:
    assert digest(known("hi")) != digest(replace(known("hi"), language="mr"))


def test_what_a_department_has_not_had_signed_replaces_no_working_language(tmp_path: Path) -> None:
    keep(tmp_path, replace(known("hi"), phrases={**known("hi").phrases, "title": "कुछ और"}))
    assert read_catalogues(tmp_path).by_language["hi"] == known("hi")


def test_a_department_cannot_declare_a_draft_to_be_a_working_language(tmp_path: Path) -> None:
    file = keep(tmp_path, known("ta"))
    file.write_text(file.read_text(encoding="utf-8").replace('"draft"', '"working"'), encoding="utf-8")
    assert not read_catalogues(tmp_path).by_language["ta"].is_printed


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("phrases", {"title": "only one"}),
        ("phrases", {**ENGLISH.phrases, "years": "years"}),
        ("phrases", {**ENGLISH.phrases, "years": "{n} years {x}"}),
        ("phrases", {**ENGLISH.phrases, "years": "{n years"}),
        ("phrases", {**ENGLISH.phrases, "title": " "}),
        ("phrases", {**ENGLISH.phrases, "extra": "more"}),
        ("phrases", {**ENGLISH.phrases, "title": 7}),
        ("phrases", 7),
        ("direction", "up"),
        ("language", "te"),
        ("ordinals", None),
    ],
)
def test_a_file_that_is_no_catalogue_is_refused_by_name(tmp_path: Path, key: str, value: object) -> None:
    told = json.loads(as_file(known("ta")))
    (tmp_path / "ta.json").write_text(json.dumps({**told, key: value}), encoding="utf-8")
    with pytest.raises(ValueError, match=r"ta\.json"):
        read_catalogues(tmp_path)


def test_an_empty_folder_changes_nothing(tmp_path: Path) -> None:
    assert read_catalogues(tmp_path) == own()
