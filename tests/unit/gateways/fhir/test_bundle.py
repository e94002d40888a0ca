"""A prescription leaves as an ABDM document bundle that keeps every rule of its profile."""

import json
from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.note import Diagnosis
from clinic.patients.patient import PatientId
from clinic.prescription.content import Content
from clinic.prescription.dosing import Dosing
from clinic.prescription.exporting import EXPORT_KINDS, ExportKind
from clinic.prescription.lifecycle import State
from clinic.prescription.line import Vitals
from clinic.prescription.prescription import Document, Prescription, PrescriptionId
from clinic.staff.account import StaffId
from clinic.uploads.blobs import BlobId
from gateways.fhir.bundle import bundle
from gateways.fhir.exporter import FhirExporter, as_json
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, content, line
from tests.unit.gateways.fhir.profile import RULES, composition, resources, violations

PDF = b"%PDF-1.7 of a test"
FULL = content(
    history="Diabetes",
    observations="Throat red",
    investigations="Haemoglobin",
    referral="Pune district hospital",
    follow_up_words="If the fever stays",
    allergies="Penicillin",
    vitals=Vitals(54.5, 160.0, 38.2, 90, 130, 80, 97, 140),
    lines=(
        line(),
        line("ibuprofen", 2, dosing=Dosing("sos", sos_amount=1.0, most_a_day=3, days=3), instructions="With food"),
        line("albendazole", 3, dosing=Dosing("once", amounts=(0.0, 0.0, 0.0, 1.0))),
        line("metformin", 4, dosing=Dosing(amounts=(1.0, 0.0, 2.0, 0.0), days=30)),
    ),
)


def signed(of: Content = FULL, state: State = State.SIGNED) -> Prescription:
    return Prescription(
        id=PrescriptionId(of.id),
        consultation=ConsultationId(of.consultation),
        patient=PatientId(of.patient.id),
        doctor=StaffId(of.prescriber.id),
        facility=of.place.id,
        state=state,
        content=of,
        sha256="0" * 64,
        qr="https://clinic.example/verify/#x",
        document=Document(BlobId("b" * 32), "0" * 64, len(PDF)),
        signed_at=of.signed_at,
        changed_at=of.signed_at,
        draft_revision=1,
    )


@pytest.mark.parametrize("kind", EXPORT_KINDS)
@pytest.mark.parametrize("of", [content(), FULL])
def test_it_keeps_every_rule_of_its_profile(kind: ExportKind, of: Content) -> None:
    assert violations(bundle(signed(of), PDF, kind)) == []


@pytest.mark.parametrize("kind", EXPORT_KINDS)
async def test_the_library_reads_it_and_gives_it_back(kind: ExportKind) -> None:
    text = await FhirExporter().export(signed(), PDF, kind)
    again = json.loads(Bundle.model_validate_json(text).model_dump_json(exclude_none=True))
    assert [one["resource"]["resourceType"] for one in again["entry"]] == [
        one["resource"]["resourceType"] for one in json.loads(text)["entry"]
    ]


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_the_same_prescription_gives_the_same_bytes(kind: ExportKind) -> None:
    assert as_json(signed(), PDF, kind) == as_json(signed(), PDF, kind)


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_the_pdf_inside_is_the_sealed_one(kind: ExportKind) -> None:
    (document,) = resources(bundle(signed(), PDF, kind), "Binary")
    assert b64decode(document["data"]) == PDF


def test_a_prescription_record_has_medicines_and_the_pdf_alone() -> None:
    (section,) = composition(bundle(signed(), PDF, "PrescriptionRecord"))["section"]
    assert [one["type"] for one in section["entry"]] == ["MedicationRequest"] * 4 + ["Binary"]


def test_an_op_consult_record_has_a_section_for_each_part_of_the_visit() -> None:
    sections = composition(bundle(signed(), PDF, "OPConsultRecord"))["section"]
    assert [one["code"]["coding"][0]["code"] for one in sections] == [
        "422843007",
        "425044008",
        "722446000",
        "371529009",
        "721963009",
        "721912009",
        "390906007",
        "306206005",
        "371530004",
    ]


def test_what_is_not_there_has_no_section() -> None:
    bare = content(complaint="", allergies="", follow_up="", vitals=Vitals(), diagnoses=())
    sections = composition(bundle(signed(bare), PDF, "OPConsultRecord"))["section"]
    assert [one["title"] for one in sections] == ["Medications", "Document reference"]


def test_an_age_alone_makes_no_date_of_birth() -> None:
    (person,) = resources(bundle(signed(), PDF, "PrescriptionRecord"), "Patient")
    assert "birthDate" not in person
    born = content(patient=replace(content().patient, born="1992-05-04"))
    (person,) = resources(bundle(signed(born), PDF, "PrescriptionRecord"), "Patient")
    assert person["birthDate"] == "1992-05-04"


def test_an_abha_number_is_there_only_where_it_is_known() -> None:
    abha = content(patient=replace(content().patient, abha="12-3456-7890-1234"))
    (person,) = resources(bundle(signed(abha), PDF, "PrescriptionRecord"), "Patient")
    assert person["identifier"][0]["value"] == "12-3456-7890-1234"
    (person,) = resources(bundle(signed(), PDF, "PrescriptionRecord"), "Patient")
    assert len(person["identifier"]) == 1


@pytest.mark.parametrize(
    ("gender", "told"), [("female", "female"), ("male", "male"), ("other", "other"), ("undisclosed", "unknown")]
)
def test_who_does_not_tell_a_gender_is_unknown(gender: str, told: str) -> None:
    of = content(patient=replace(content().patient, gender=gender))
    (person,) = resources(bundle(signed(of), PDF, "PrescriptionRecord"), "Patient")
    assert person["gender"] == told


def test_different_amounts_are_told_apart() -> None:
    metformin = resources(bundle(signed(), PDF, "PrescriptionRecord"), "MedicationRequest")[3]
    told = [
        (one["timing"]["repeat"]["when"], one["doseAndRate"][0]["doseQuantity"]["value"])
        for one in metformin["dosageInstruction"]
    ]
    assert told == [(["MORN"], 1.0), (["EVE"], 2.0)]


def test_what_is_taken_when_needed_has_a_most_a_day() -> None:
    ibuprofen = resources(bundle(signed(), PDF, "PrescriptionRecord"), "MedicationRequest")[1]
    (told,) = ibuprofen["dosageInstruction"]
    assert (told["asNeededBoolean"], told["maxDosePerPeriod"]["numerator"]["value"]) == (True, 3.0)


@pytest.mark.parametrize(
    ("state", "of_document", "of_medicine"),
    [
        (State.SIGNED, "final", "active"),
        (State.SUPERSEDED, "final", "stopped"),
        (State.CANCELLED, "entered-in-error", "cancelled"),
    ],
)
def test_where_it_stands_is_told(state: State, of_document: str, of_medicine: str) -> None:
    made = bundle(signed(state=state), PDF, "PrescriptionRecord")
    assert composition(made)["status"] == of_document
    assert {one["status"] for one in resources(made, "MedicationRequest")} == {of_medicine}


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_an_amendment_names_what_it_replaces_as_that_names_itself(kind: ExportKind) -> None:
    before = composition(bundle(signed(), PDF, kind))
    later = composition(bundle(signed(replace(FULL, id="9" * 32, replaces=FULL.id)), PDF, kind))
    assert later["relatesTo"] == [{"code": "replaces", "targetIdentifier": before["identifier"]}]


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_markup_and_five_scripts_stay_text(kind: ExportKind) -> None:
    nasty = f"{FIVE_SCRIPTS}<script>alert(1)</script>&\u0007"
    of = replace(FULL, complaint=nasty, history=nasty, patient=replace(FULL.patient, name=nasty))
    made = bundle(signed(of), PDF, kind)
    assert violations(made) == []
    assert "<script>" not in "".join(one["text"]["div"] for one in resources(made) if "text" in one)
    assert resources(made, "Patient")[0]["name"] == [{"text": nasty}]


WORDS = st.text(max_size=40)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.builds(
        replace,
        st.just(FULL),
        complaint=WORDS,
        history=WORDS,
        referral=WORDS,
        investigations=WORDS,
        diagnoses=st.lists(st.builds(Diagnosis, st.just("R50.9"), st.text(min_size=1, max_size=20)), max_size=3).map(
            tuple
        ),
    ),
    st.sampled_from(EXPORT_KINDS),
)
def test_no_content_breaks_the_profile(of: Content, kind: ExportKind) -> None:
    assert violations(bundle(signed(of), PDF, kind)) == []


Breaking = Callable[[dict[str, Any]], Any]


def first(made: dict[str, Any], kind: str) -> dict[str, Any]:
    return resources(made, kind)[0]


BREAKING: dict[str, tuple[ExportKind, Breaking]] = {
    "it_is_a_document": ("PrescriptionRecord", lambda made: made.pop("identifier")),
    "ids_are_uuids_and_addresses": ("PrescriptionRecord", lambda made: first(made, "Patient").update(id="p1")),
    "references_lead_somewhere": (
        "PrescriptionRecord",
        lambda made: composition(made)["subject"].update(reference="Patient/1"),
    ),
    "what_is_required_is_there": (
        "PrescriptionRecord",
        lambda made: first(made, "MedicationRequest").pop("authoredOn"),
    ),
    "statuses_are_of_the_value_sets": ("PrescriptionRecord", lambda made: composition(made).update(status="whatever")),
    "sections_hold_what_they_may": (
        "PrescriptionRecord",
        lambda made: composition(made)["section"][0]["entry"].append(composition(made)["subject"]),
    ),
    "a_prescription_record_has_one_section": (
        "PrescriptionRecord",
        lambda made: composition(made)["section"].append(composition(made)["section"][0]),
    ),
    "an_op_consult_record_has_an_encounter": ("OPConsultRecord", lambda made: composition(made).pop("encounter")),
    "an_encounter_is_virtual": (
        "OPConsultRecord",
        lambda made: first(made, "Encounter")["class"].update(
            system="http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
        ),
    ),
    "people_have_identifiers_of_their_kind": (
        "PrescriptionRecord",
        lambda made: first(made, "Practitioner")["identifier"][0].pop("type"),
    ),
    "a_gender_is_of_the_value_set": ("PrescriptionRecord", lambda made: first(made, "Patient").update(gender="f")),
    "a_diagnosis_is_of_icd_10_or_snomed": (
        "PrescriptionRecord",
        lambda made: first(made, "Condition")["code"]["coding"][0].update(
            system="http://id.who.int/icd/release/11/mms"
        ),
    ),
    "a_medicine_is_coded_by_snomed_or_in_words": (
        "PrescriptionRecord",
        lambda made: first(made, "MedicationRequest")["medicationCodeableConcept"].update(
            coding=[{"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "161"}]
        ),
    ),
    "a_dosage_says_how_much_and_when": (
        "PrescriptionRecord",
        lambda made: first(made, "MedicationRequest")["dosageInstruction"][0].pop("doseAndRate"),
    ),
    "units_are_of_ucum": (
        "OPConsultRecord",
        lambda made: first(made, "Observation")["valueQuantity"].update(code="kilogram"),
    ),
    "times_have_a_zone": ("PrescriptionRecord", lambda made: made.update(timestamp="2026-11-27T10:00:00")),
    "nothing_is_empty": ("PrescriptionRecord", lambda made: first(made, "Patient").update(address=[])),
    "narratives_are_xhtml": (
        "PrescriptionRecord",
        lambda made: first(made, "Patient").update(text={"status": "generated", "div": "<div>&nbsp"}),
    ),
    "the_document_is_a_pdf": (
        "PrescriptionRecord",
        lambda made: first(made, "Binary").update(contentType="text/html"),
    ),
}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_each_rule_sees_what_is_against_it(rule: Any) -> None:
    kind, breaking = BREAKING[rule.__name__]
    made = json.loads(json.dumps(bundle(signed(), PDF, kind)))
    assert list(rule(made)) == []
    breaking(made)
    assert list(rule(made)) != []
