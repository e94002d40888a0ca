"""A prescription leaves as an ABDM document bundle that keeps every rule of its profile."""

import json
from base64 import b64decode
from dataclasses import replace
from typing import Any

import pytest
from fhir.resources.R4B.bundle import Bundle

from clinic.prescription.content import Content
from clinic.prescription.exporting import EXPORT_KINDS, ExportKind
from clinic.prescription.lifecycle import State
from clinic.prescription.line import Vitals
from gateways.fhir.exporter import FhirExporter, as_json
from tests.unit.clinic.prescription.builders import FIVE_SCRIPTS, content
from tests.unit.gateways.fhir.builders import FULL, PDF, SIGNED_AT, exported, of_type, signed
from tests.unit.gateways.fhir.profile import violations
from tests.unit.gateways.fhir.reading import at, composition, resources


@pytest.mark.parametrize("kind", EXPORT_KINDS)
@pytest.mark.parametrize("state", [State.SIGNED, State.SUPERSEDED, State.CANCELLED])
@pytest.mark.parametrize("of", [content(), FULL, content(lines=(), investigations="Chest X-ray")])
def test_it_keeps_every_rule_of_its_profile(kind: ExportKind, state: State, of: Content) -> None:
    assert violations(exported(kind, of, state)) == []


@pytest.mark.parametrize("kind", EXPORT_KINDS)
async def test_the_library_reads_it_and_gives_it_back_unchanged(kind: ExportKind) -> None:
    text = await FhirExporter().export(signed(), PDF, kind)
    again = json.loads(Bundle.model_validate_json(text).model_dump_json(exclude_none=True))
    assert again == json.loads(text)


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_the_same_prescription_gives_the_same_bytes(kind: ExportKind) -> None:
    assert as_json(signed(), PDF, kind) == as_json(signed(), PDF, kind)


def test_what_fhir_does_not_allow_never_leaves() -> None:
    unborn = replace(FULL, patient=replace(FULL.patient, born="04-05-1992"))
    with pytest.raises(ValueError, match="birthDate"):
        as_json(signed(unborn), PDF, "PrescriptionRecord")


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_the_pdf_inside_is_the_sealed_one(kind: ExportKind) -> None:
    (document,) = resources(exported(kind), "Binary")
    assert b64decode(document["data"]) == PDF


def test_a_document_reference_carries_the_data_that_its_profile_wants() -> None:
    made = exported("OPConsultRecord")
    (reference,), (document,) = resources(made, "DocumentReference"), resources(made, "Binary")
    (attachment,) = at(reference, "content.attachment")
    assert (attachment["data"], attachment["url"]) == (document["data"], f"urn:uuid:{document['id']}")


def test_times_are_those_of_the_signature_in_india() -> None:
    made = exported()
    assert (made["timestamp"], composition(made)["date"]) == (SIGNED_AT, SIGNED_AT)


def test_a_prescription_record_has_medicines_and_the_pdf_alone() -> None:
    (section,) = composition(exported("PrescriptionRecord"))["section"]
    assert [one["type"] for one in section["entry"]] == ["MedicationRequest"] * 4 + ["Binary"]


def test_an_op_consult_record_has_a_section_for_each_part_of_the_visit() -> None:
    sections = composition(exported())["section"]
    assert [(one["title"], at(one, "code.coding.code")[0]) for one in sections] == [
        ("Chief complaints", "422843007"),
        ("Physical examination", "425044008"),
        ("Allergies", "722446000"),
        ("Medical history", "371529009"),
        ("Investigation advice", "721963009"),
        ("Medications", "721912009"),
        ("Follow up", "390906007"),
        ("Referral", "306206005"),
        ("Other observations", "404684003"),
        ("Document reference", "371530004"),
        ("Advice", None),
    ]


def test_what_is_not_there_has_no_section() -> None:
    born = replace(content().patient, born="1992-05-04", pregnancy="")
    bare = content(
        complaint="", allergies="", follow_up="", vitals=Vitals(), diagnoses=(), advice="", lines=(), patient=born
    )
    assert [one["title"] for one in composition(exported(of=bare))["section"]] == ["Document reference"]


def test_advice_diet_and_what_to_do_when_it_gets_worse_are_told_in_words() -> None:
    *_, advice = composition(exported())["section"]
    for words in ("Rest, and drink a lot", "Diet: Less salt", "If it gets worse: Breathless at rest"):
        assert words in advice["text"]["div"]


def test_a_follow_up_that_was_not_booked_is_told_in_words_alone() -> None:
    of = content(follow_up="", follow_up_words="After ten days, <if> needed")
    (section,) = [one for one in composition(exported(of=of))["section"] if one["title"] == "Follow up"]
    assert "entry" not in section
    assert "After ten days, &lt;if&gt; needed" in section["text"]["div"]


def test_a_follow_up_that_was_booked_is_an_appointment_on_that_day_in_india() -> None:
    (visit,) = of_type("Appointment", follow_up="2026-12-04")
    assert (visit["start"], visit["end"]) == ("2026-12-04T00:00:00+05:30", "2026-12-04T23:59:00+05:30")


def test_medicines_that_await_a_decision_are_said_to_be_missing() -> None:
    held = composition(exported("PrescriptionRecord", content(held=2)))
    assert "2 more await a decision and are not in it" in held["text"]["div"]


@pytest.mark.parametrize(
    ("state", "statuses"),
    [
        (State.SIGNED, ("final", "active", "active", "current")),
        (State.SUPERSEDED, ("final", "stopped", "revoked", "superseded")),
        (State.CANCELLED, ("entered-in-error", "cancelled", "revoked", "entered-in-error")),
    ],
)
def test_where_it_stands_is_told(state: State, statuses: tuple[str, ...]) -> None:
    made = exported(state=state)
    kinds = ("Composition", "MedicationRequest", "ServiceRequest", "DocumentReference")
    assert tuple({one["status"] for one in resources(made, kind)} for kind in kinds) == tuple({s} for s in statuses)


@pytest.mark.parametrize("state", [State.SUPERSEDED, State.CANCELLED])
def test_what_stands_otherwise_now_is_another_document_of_the_same_bundle(state: State) -> None:
    before, after = exported(), exported(state=state)
    assert (before["id"], before["meta"]["versionId"]) == (after["id"], "1")
    assert (after["meta"]["versionId"], after["timestamp"]) == ("2", SIGNED_AT.replace("T05", "T06"))
    assert before["identifier"] != after["identifier"]


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_an_amendment_names_what_it_replaces_as_that_names_itself(kind: ExportKind) -> None:
    before = composition(exported(kind, state=State.SUPERSEDED))
    later = composition(exported(kind, replace(FULL, id="9" * 32, replaces=FULL.id)))
    assert later["relatesTo"] == [{"code": "replaces", "targetIdentifier": before["identifier"]}]


def test_no_two_prescriptions_share_an_id() -> None:
    first, second = exported(), exported(of=replace(FULL, id="9" * 32))
    assert not {one["fullUrl"] for one in first["entry"]} & {one["fullUrl"] for one in second["entry"]}


NASTY = f"{FIVE_SCRIPTS}<script>alert(1)</script>&"
EVERYWHERE: dict[str, Any] = {
    "complaint": NASTY, "history": NASTY, "observations": NASTY, "allergies": NASTY, "investigations": NASTY,
    "referral": NASTY, "advice": NASTY, "follow_up_words": NASTY,
    "patient": replace(FULL.patient, name=NASTY), "prescriber": replace(FULL.prescriber, name=NASTY),
}  # fmt: skip


@pytest.mark.parametrize("kind", EXPORT_KINDS)
def test_markup_and_five_scripts_stay_text(kind: ExportKind) -> None:
    made = json.loads(as_json(signed(replace(FULL, **EVERYWHERE)), PDF, kind))
    assert violations(made) == []
    assert resources(made, "Patient")[0]["name"] == [{"text": NASTY}]
    divs = [one["text"]["div"] for one in resources(made) if "text" in one]
    assert not [div for div in divs if "<script>" in div]
    assert [div for div in divs if FIVE_SCRIPTS.split("<")[0] in div]


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\x1f", "\ud800", "\ufffe"])
def test_what_no_string_of_fhir_can_hold_is_left_out(sign: str) -> None:
    of = replace(FULL, complaint=f"Fe{sign}ver", history=sign, patient=replace(FULL.patient, name=f"Su{sign}nita"))
    made = json.loads(as_json(signed(of), PDF, "OPConsultRecord"))
    assert violations(made) == []
    assert resources(made, "Patient")[0]["name"] == [{"text": "Sunita"}]
    assert "Medical history" not in [one["title"] for one in composition(made)["section"]]
