"""What may be told before a consultation, and what the guidelines make of it: no database is needed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clinic.consultation.intake import (
    NOTHING_TOLD,
    Authority,
    Caller,
    Identity,
    Intake,
    checked,
    may_be_pregnant,
)
from clinic.consultation.readiness import check_may_begin, flags, guidance, missing, needed, reason
from clinic.patients.patient import BirthDate, Gender, Patient, PatientId
from rooms.ports import Refusal

TODAY = date(2026, 9, 21)
MOTHER = Caller("child", True, "Asha Devi", adult_identity=Identity("aadhaar", "1234"))


def patient(years: int, gender: Gender = "female") -> Patient:
    birth = BirthDate(date(TODAY.year - years, 1, 1))
    return Patient(PatientId("f" * 32), "Asha", birth, gender, "self", 0.0, 0.0)


def told(**fields: object) -> Intake:
    return checked(replace(NOTHING_TOLD, **fields), patient(34), TODAY)  # type: ignore[arg-type]


def test_nothing_must_be_told_at_once() -> None:
    assert checked(NOTHING_TOLD, patient(34), TODAY) == NOTHING_TOLD


def test_words_are_composed_and_trimmed_and_stay_in_their_script() -> None:
    intake = told(
        complaint=" तीन दिन से बुखार 🤒\r\n<b>तेज</b> ", since=" 3  days ", medicines="Me\u0301nie\u0300re pills"
    )
    assert intake.complaint == "तीन दिन से बुखार 🤒\n<b>तेज</b>"
    assert (intake.since, intake.medicines) == ("3 days", "Ménière pills")


def test_none_known_is_said_and_is_not_the_same_as_not_asked() -> None:
    assert (told(allergies="None").allergies, told(allergies=" ").allergies) == ("none", None)
    assert "allergies" in missing(told(allergies=" "), patient(34), TODAY)
    assert "allergies" not in missing(told(allergies="none"), patient(34), TODAY)
    assert "allergy" not in flags(told(allergies="none"), patient(34), TODAY)
    assert "allergy" in flags(told(allergies="Penicillin"), patient(34), TODAY)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"complaint": "x" * 2_001}, "complaint_invalid"),
        ({"complaint": "bell \a"}, "complaint_invalid"),
        ({"complaint": "???"}, "complaint_invalid"),
        ({"since": "x" * 61}, "since_invalid"),
        ({"since": "a\0b"}, "since_invalid"),
        ({"symptoms": ("Fever",)}, "symptoms_invalid"),
        ({"symptoms": ("<script>",)}, "symptoms_invalid"),
        ({"symptoms": tuple(f"s{number}" for number in range(21))}, "symptoms_invalid"),
        ({"allergies": "x" * 501}, "allergies_invalid"),
        ({"medicines": "\u202ereversed"}, "medicines_invalid"),
        ({"pregnancy": "perhaps"}, "pregnancy_invalid"),
        ({"last_period": TODAY + timedelta(days=1)}, "last_period_invalid"),
        ({"last_period": TODAY - timedelta(days=731)}, "last_period_invalid"),
        ({"weight_kg": 0.1}, "weight_kg_invalid"),
        ({"weight_kg": 301.0}, "weight_kg_invalid"),
        ({"weight_kg": float("nan")}, "weight_kg_invalid"),
        ({"weight_kg": float("inf")}, "weight_kg_invalid"),
        ({"caller": Caller("aunt")}, "relation_invalid"),  # type: ignore[arg-type]
        ({"caller": Caller(adult_relation="self")}, "adult_relation_invalid"),
        ({"caller": Caller(adult_name="x" * 101)}, "adult_name_invalid"),
        ({"caller": Caller(adult_identity=Identity("aadhaar", "1234 5678 9012"))}, "adult_identity_invalid"),
        ({"caller": Caller(adult_identity=Identity("aadhaar", "1"))}, "adult_identity_invalid"),
        ({"caller": Caller(adult_identity=Identity("badge", "1234"))}, "adult_identity_invalid"),  # type: ignore[arg-type]
        ({"caller": Caller(authority=Authority("other"))}, "authority_invalid"),
        ({"caller": Caller(authority=Authority("king"))}, "authority_invalid"),  # type: ignore[arg-type]
        ({"caller": Caller(authority=Authority("other", "x" * 201))}, "authority_invalid"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_code_of_its_own(fields: dict[str, object], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        told(**fields)
    assert refused.value.code == code


def test_of_an_identity_the_last_digits_are_kept_in_whatever_script_they_were_typed() -> None:
    identity = told(caller=Caller(adult_identity=Identity("pan", " ४५ 6f "))).caller.adult_identity
    assert identity == Identity("pan", "456F")


def test_whoever_speaks_for_herself_is_there() -> None:
    assert told(caller=Caller("self")).caller.patient_beside is True


def test_symptoms_are_kept_once_in_the_order_in_which_they_were_chosen() -> None:
    assert told(symptoms=("fever", "cough", "fever")).symptoms == ("fever", "cough")
    assert told(symptoms=()).symptoms == ()


def test_pregnancy_is_asked_only_where_it_makes_sense() -> None:
    for who, asked in ((patient(34), True), (patient(34, "male"), False), (patient(6), False), (patient(60), False)):
        assert may_be_pregnant(who, TODAY) is asked
        assert ("pregnancy" in missing(NOTHING_TOLD, who, TODAY)) is asked
    intake = replace(NOTHING_TOLD, pregnancy="yes", last_period=TODAY)
    assert checked(intake, patient(34, "male"), TODAY) == NOTHING_TOLD
    assert "last_period" not in missing(told(pregnancy="no"), patient(34), TODAY)


def test_a_child_is_weighed_and_nobody_else() -> None:
    for years, asked in ((0, True), (12, True), (13, False), (34, False)):
        assert ("weight_kg" in missing(NOTHING_TOLD, patient(years), TODAY)) is asked
    assert told(weight_kg=12.34).weight_kg == 12.3


def test_a_voice_note_tells_the_complaint() -> None:
    assert "complaint" in missing(NOTHING_TOLD, patient(34), TODAY)
    assert "complaint" not in missing(NOTHING_TOLD, patient(34), TODAY, has_voice=True)


def test_a_minor_is_consulted_with_an_adult_who_says_who_she_is() -> None:
    child = patient(6)
    for caller, lacks in (
        (Caller(), ("relation", "adult_name", "adult_identity")),
        (Caller("child"), ("adult_name", "adult_identity")),
        (Caller("child", True, "Asha Devi"), ("adult_identity",)),
    ):
        intake = replace(NOTHING_TOLD, caller=caller)
        assert needed(intake, child, TODAY) == lacks
        assert {"child", "adult_missing"} <= set(flags(intake, child, TODAY))
        with pytest.raises(Refusal) as refused:
            check_may_begin(intake, child, TODAY)
        assert (refused.value.code, refused.value.fields) == ("adult_needed", lacks)
    with_mother = replace(NOTHING_TOLD, caller=MOTHER)
    check_may_begin(with_mother, child, TODAY)
    assert flags(with_mother, child, TODAY) == ("child", "caller_is_other")


def test_on_her_eighteenth_birthday_she_is_nobodys_child() -> None:
    for birth, lacks in ((date(2008, 9, 21), False), (date(2008, 9, 22), True)):
        who = replace(patient(0), birth=BirthDate(birth))
        assert bool(needed(NOTHING_TOLD, who, TODAY)) is lacks


def test_an_adolescent_alone_is_led_to_a_helpline_and_the_call_does_not_begin() -> None:
    alone, girl = replace(NOTHING_TOLD, caller=Caller("self", True)), patient(15)
    assert guidance(alone, girl, TODAY) == "lone_adolescent"
    assert flags(alone, girl, TODAY)[0] == "lone_adolescent"
    with pytest.raises(Refusal):
        check_may_begin(alone, girl, TODAY)
    beside = replace(MOTHER, relation="self", adult_relation="child")
    accompanied = replace(NOTHING_TOLD, caller=beside)
    assert guidance(accompanied, girl, TODAY) is None
    check_may_begin(accompanied, girl, TODAY)
    assert guidance(alone, patient(18), TODAY) is None


def test_who_speaks_for_an_adult_who_is_absent_says_by_what_right() -> None:
    son = replace(NOTHING_TOLD, caller=Caller("parent", False))
    with pytest.raises(Refusal) as refused:
        check_may_begin(son, patient(70), TODAY)
    assert (refused.value.code, refused.value.fields) == ("authority_needed", ("authority",))
    assert {"authority_missing", "patient_absent", "caller_is_other"} <= set(flags(son, patient(70), TODAY))
    stated = replace(son, caller=replace(son.caller, authority=Authority("incapacitated")))
    check_may_begin(stated, patient(70), TODAY)


def test_an_adult_who_has_told_nothing_yet_may_be_seen() -> None:
    check_may_begin(NOTHING_TOLD, patient(34), TODAY)
    assert missing(NOTHING_TOLD, patient(34), TODAY)[:3] == ("relation", "patient_beside", "complaint")


def test_the_list_shows_what_a_doctor_must_know_at_once() -> None:
    assert flags(NOTHING_TOLD, patient(34), TODAY, "telephone") == ("no_video",)
    assert flags(told(pregnancy="yes"), patient(34), TODAY) == ("pregnant",)
    assert flags(told(pregnancy="unsure"), patient(34), TODAY) == ("maybe_pregnant",)


def test_the_reason_is_one_short_line_of_the_complaint_or_of_the_pictures() -> None:
    assert reason(NOTHING_TOLD) == ""
    assert reason(told(complaint="Fever\nand cough")) == "Fever and cough"
    assert reason(told(symptoms=("fever", "cough"))) == "Fever, Cough or cold"
    assert reason(told(symptoms=("fever", "gone_by_now")), "hi-IN") == "बुख़ार, gone_by_now"
    long = reason(told(complaint="बुखार और खांसी " * 40))
    assert len(long) <= 120
    assert long.endswith("…")
    assert reason(told(complaint="x" * 300)) == "x" * 119 + "…"
