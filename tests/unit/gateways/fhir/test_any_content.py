"""Whatever is signed leaves as what FHIR allows and the profile wants."""

import json
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.consultation.note import Diagnosis
from clinic.prescription.content import Content, Person, Place, Prescriber
from clinic.prescription.dosing import EVERY_DAYS, FOODS, Dosing
from clinic.prescription.exporting import EXPORT_KINDS, ExportKind
from clinic.prescription.lifecycle import RELEASED, State
from clinic.prescription.line import Line, LineId, Vitals
from clinic.prescription.medicine import FORMS, ROUTES, UNITS, Ingredient
from gateways.fhir.exporter import as_json
from tests.unit.clinic.prescription.builders import content
from tests.unit.gateways.fhir.builders import PDF, exported, signed
from tests.unit.gateways.fhir.profile import violations

IDS = st.text("0123456789abcdef", min_size=32, max_size=32)
WORDS = st.one_of(st.text(max_size=30), st.sampled_from(["", " ", "\x00", "\ud800", "]]>&<b>", "दर्द 🤕", "\n\r\t"]))
NAMES = st.builds("{}{}".format, st.sampled_from(["Sunita", "சுனிதா", "x"]), WORDS)
DAYS = st.sampled_from(["2024-02-29", "2026-12-04"])
QUARTERS = st.integers(1, 40).map(lambda quarters: quarters / 4)
AMOUNTS = st.tuples(*[st.one_of(st.just(0.0), QUARTERS)] * 4).filter(any)
DOSINGS = st.one_of(
    st.builds(
        Dosing,
        st.just("times"),
        AMOUNTS,
        st.sampled_from(EVERY_DAYS),
        st.integers(1, 180),
        food=st.sampled_from(FOODS),
    ),
    st.builds(Dosing, st.just("once"), AMOUNTS, food=st.sampled_from(FOODS)),
    st.builds(
        Dosing, st.just("sos"), days=st.integers(1, 180), sos_amount=QUARTERS, most_a_day=st.integers(1, 24)
    ),
)  # fmt: skip
LINES = st.builds(
    Line,
    IDS.map(LineId),
    st.none(),
    st.lists(st.builds(Ingredient, NAMES, WORDS), min_size=1, max_size=3).map(tuple),
    st.sampled_from(FORMS),
    st.sampled_from(ROUTES),
    st.sampled_from(UNITS),
    DOSINGS,
    instructions=WORDS,
    quantity=st.one_of(st.none(), QUARTERS),
)
CODES = st.sampled_from(["R50.9", "A09", "J06.9", "E11.9", "U07.1", "Z99.99"])
PERSONS = st.builds(
    Person,
    id=IDS,
    name=NAMES,
    age_years=st.integers(0, 120),
    gender=st.sampled_from(["female", "male", "other", "undisclosed"]),
    address=WORDS,
    born=st.one_of(st.just(""), DAYS),
    abha=st.sampled_from(["", "12-3456-7890-1234"]),
    pregnancy=st.sampled_from(["", "yes", "no", "unsure"]),
    last_period=st.one_of(st.just(""), DAYS),
)
VITALS = st.builds(
    Vitals,
    st.one_of(st.none(), st.floats(0.4, 300)),
    st.one_of(st.none(), st.floats(20, 250)),
    st.one_of(st.none(), st.floats(25, 45)),
    *[st.one_of(st.none(), st.integers(20, 300))] * 5,
)
WRITTEN = ("complaint", "history", "observations", "allergies", "investigations", "advice", "diet", "worse", "referral")
CONTENTS = st.builds(
    replace,
    st.just(content()),
    id=IDS,
    consultation=IDS,
    prescriber=st.builds(Prescriber, IDS, NAMES, WORDS, NAMES, st.just("12345"), WORDS, WORDS),
    place=st.builds(Place, IDS, NAMES, WORDS, WORDS),
    patient=PERSONS,
    signed_at=st.floats(1.6e9, 4e9),
    by=st.sampled_from(["video", "audio", "text"]),
    vitals=VITALS,
    diagnoses=st.lists(st.builds(Diagnosis, CODES, WORDS), max_size=3).map(tuple),
    lines=st.lists(LINES, max_size=4).map(tuple),
    held=st.integers(0, 3),
    follow_up=st.one_of(st.just(""), DAYS),
    follow_up_words=WORDS,
    replaces=st.one_of(st.just(""), IDS),
    **dict.fromkeys(WRITTEN, WORDS),
)


KINDS, STATES = st.sampled_from(EXPORT_KINDS), st.sampled_from(sorted(RELEASED))
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


@settings(deadline=None, max_examples=50, suppress_health_check=SLOW)
@given(CONTENTS, STATES, KINDS)
def test_no_content_breaks_the_profile(of: Content, state: State, kind: ExportKind) -> None:
    assert violations(exported(kind, of, state)) == []


@settings(deadline=None, max_examples=10, suppress_health_check=SLOW)
@given(CONTENTS, KINDS)
def test_no_content_breaks_fhir(of: Content, kind: ExportKind) -> None:
    assert json.loads(as_json(signed(of), PDF, kind)) == exported(kind, of)
