"""Each rule sees what is against it: bundles with one mistake, among them those that others made."""

import pytest

from clinic.prescription.exporting import ExportKind
from tests.unit.gateways.fhir import document_rules as documents
from tests.unit.gateways.fhir import resource_rules as single
from tests.unit.gateways.fhir.breaking import Broken, added, broken, doubled, turned, whole, with_a_stranger
from tests.unit.gateways.fhir.profile import RULES
from tests.unit.gateways.fhir.reading import ICD10, LOINC, NRCES, SNOMED

RX: ExportKind = "PrescriptionRecord"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml">'
RXNORM = {"system": "http://www.nlm.nih.gov/research/umls/rxnorm", "code": "161", "display": "Acetaminophen"}
AMLODIPINE = {"system": SNOMED, "code": "319864004", "display": "Amlodipine 5 mg tablet"}
ICD11 = {"system": "http://id.who.int/icd/release/11/mms", "code": "MG26", "display": "Fever"}
FEVER, WEIGHT = "Condition:Fever, unspecified", "Observation:Body weight"
MEDICINE, DOSAGE = "MedicationRequest/medicationCodeableConcept", "MedicationRequest/dosageInstruction"
NEXT, RECORD = "section:Follow up", "section:Prescription record"

OF_DOCUMENTS = (
    Broken(documents.it_is_a_document, "of another type", "bundle/type", "collection"),
    Broken(documents.it_is_a_document, "its Composition is not first", "bundle/entry", turned),
    Broken(documents.it_is_a_document, "no identifier", "bundle/identifier"),
    Broken(documents.it_is_a_document, "an identifier of no system", "bundle/identifier.system"),
    Broken(documents.it_is_a_document, "no timestamp", "bundle/timestamp"),
    Broken(documents.it_is_a_document, "no version", "bundle/meta.versionId"),
    Broken(documents.ids_are_uuids_and_addresses, "an id that is no UUID", "Patient/id", "p1"),
    Broken(documents.ids_are_uuids_and_addresses, "on a server", "bundle/entry.1.fullUrl", "https://x/Patient/1"),
    Broken(documents.ids_are_uuids_and_addresses, "one twice", "bundle/entry", doubled),
    Broken(documents.types_are_of_fhir, "an Organisation", "Organization/resourceType", "Organisation"),
    Broken(documents.types_are_of_fhir, "a Referral", "section:Referral/entry.0.type", "Referral"),
    Broken(documents.each_names_its_profile, "no profile", "Patient/meta.profile"),
    Broken(documents.each_names_its_profile, "another's", "Composition/meta.profile", [f"{NRCES}PrescriptionRecord"]),
    Broken(documents.references_lead_somewhere, "to a server", "Composition/subject.reference", "Patient/1"),
    Broken(documents.references_lead_somewhere, "to another type", "Composition/subject.type", "Practitioner"),
    Broken(documents.references_lead_somewhere, "to no type", f"{RECORD}/entry.0.type", kind=RX),
    Broken(documents.nothing_stands_alone, "a stranger", "bundle/entry", with_a_stranger),
    Broken(documents.what_is_required_is_there, "no day of writing", "MedicationRequest/authoredOn"),
    Broken(documents.what_is_required_is_there, "nobody prescribes", "MedicationRequest/requester"),
    Broken(documents.what_is_required_is_there, "no dosage", DOSAGE),
    Broken(documents.what_is_required_is_there, "nobody orders", "ServiceRequest/requester"),
    Broken(documents.what_is_required_is_there, "a name in parts alone", "Patient/name", [{"family": "Devi"}]),
    Broken(documents.what_is_required_is_there, "no number", "Practitioner/identifier.0.value"),
    Broken(documents.what_is_required_is_there, "a facility's of no system", "Organization/identifier.0.system"),
    Broken(documents.what_is_required_is_there, "no data", "DocumentReference/content.0.attachment.data"),
    Broken(documents.what_is_required_is_there, "a visit at no time", "Appointment/start"),
    Broken(documents.its_type_is_one_code, "two codes", "Composition/type.coding", added({"code": "1"})),
    Broken(documents.its_type_is_one_code, "of LOINC", "Composition/type.coding.0.system", LOINC),
    Broken(documents.a_prescription_record_has_one_section, "two", "Composition/section", doubled, RX),
    Broken(documents.a_prescription_record_has_one_section, "no code", f"{RECORD}/code", kind=RX),
    Broken(documents.a_prescription_record_has_one_section, "two PDFs", f"{RECORD}/entry", doubled, RX),
    Broken(documents.a_prescription_record_has_one_section, "no entry", f"{RECORD}/entry", kind=RX),
    Broken(documents.sections_hold_what_they_may, "a diagnosis", f"{RECORD}/entry", added({"type": "Condition"}), RX),
    Broken(documents.sections_hold_what_they_may, "a Binary", "section:Document reference/entry.0.type", "Binary"),
    Broken(documents.sections_hold_what_they_may, "a CarePlan", f"{NEXT}/entry.0.type", "CarePlan"),
    Broken(documents.sections_hold_what_they_may, "the sample's code", f"{NEXT}/code.coding.0.code", "736271009"),
    Broken(documents.sections_hold_what_they_may, "no code, in between", "Composition/section", turned),
    Broken(documents.sections_hold_what_they_may, "one twice", "Composition/section.1.code.coding.0.code", "422843007"),
    Broken(documents.a_section_says_something, "of nothing", "section:Allergies/entry"),
    Broken(documents.a_section_says_something, "of no title", "section:Allergies/title", None),
    Broken(documents.an_op_consult_record_has_an_encounter, "none", "Composition/encounter"),
    Broken(documents.what_it_relates_to_is_said, "of no kind", "Composition/relatesTo.0.code", "amends"),
    Broken(documents.what_it_relates_to_is_said, "to nothing", "Composition/relatesTo.0.targetIdentifier"),
    Broken(documents.times_have_a_zone, "of no zone", "bundle/timestamp", "2026-11-27T10:00:00"),
    Broken(documents.times_have_a_zone, "a day", "Appointment/start", "2026-11-27"),
    Broken(documents.days_are_days, "as India writes it", "bundle/entry.1.resource", {"birthDate": "04-05-1992"}),
    Broken(documents.nothing_is_empty, "a list", "Patient/address", []),
    Broken(documents.nothing_is_empty, "a string", "Organization/name", " "),
    Broken(documents.strings_have_no_control_characters, "a bell", "Patient/name.0.text", "Su\x07nita"),
    Broken(documents.strings_have_no_control_characters, "half of a pair", "Patient/name.0.text", "\ud83d"),
    Broken(documents.narratives_are_xhtml, "no XML", "Patient/text.div", "<div>&nbsp"),
    Broken(documents.narratives_are_xhtml, "of no namespace", "Patient/text.div", "<div>x</div>"),
    Broken(documents.narratives_are_xhtml, "a script", "Patient/text.div", f"{DIV}<script>x</script></div>"),
    Broken(documents.narratives_are_xhtml, "of nothing", "Patient/text.div", f"{DIV} </div>"),
    Broken(documents.narratives_are_xhtml, "of no status", "Patient/text.status", "written"),
    Broken(documents.narratives_are_xhtml, "none", "Patient/text"),
    Broken(
        documents.narratives_are_xhtml, "of a Binary", "Binary/text", {"status": "generated", "div": f"{DIV}x</div>"}
    ),
)
OF_RESOURCES = (
    Broken(single.statuses_are_of_the_value_sets, "nobody's", "Composition/status", "whatever"),
    Broken(single.statuses_are_of_the_value_sets, "another type's", "MedicationRequest/status", "final"),
    Broken(single.bound_codes_are_of_the_value_sets, "of one letter", "Patient/gender", "f"),
    Broken(single.bound_codes_are_of_the_value_sets, "no intent", "MedicationRequest/intent"),
    Broken(single.bound_codes_are_of_the_value_sets, "may come", "Appointment/participant.0.status", "maybe"),
    Broken(single.a_coding_is_whole, "no display", f"{FEVER}/code.coding.0.display"),
    Broken(single.a_coding_is_whole, "no system", f"{WEIGHT}/code.coding.0.system"),
    Broken(single.no_code_is_made_up, "a medicine's", MEDICINE, {"text": "amlodipine", "coding": [AMLODIPINE]}),
    Broken(single.no_code_is_made_up, "a display", "section:Allergies/code.coding.0.display", "Allergies"),
    Broken(single.no_code_is_made_up, "another's", f"{WEIGHT}/code.coding.0.code", "3141-9"),
    Broken(
        single.an_encounter_is_virtual,
        "of confidentiality",
        "Encounter/class.system",
        "http://terminology.hl7.org/CodeSystem/v3-Confidentiality",
    ),
    Broken(single.an_encounter_is_virtual, "in person", "Encounter/class.code", "AMB"),
    Broken(single.people_have_identifiers_of_their_kind, "of none", "Practitioner/identifier.0.type"),
    Broken(single.people_have_identifiers_of_their_kind, "MR", "Practitioner/identifier.0.type.coding.0.code", "MR"),
    Broken(
        single.a_registry_holds_its_own_numbers,
        "a council's as the registry's",
        "Practitioner/identifier.0",
        {"system": "https://doctor.ndhm.gov.in", "value": "12345"},
    ),
    Broken(
        single.a_registry_holds_its_own_numbers,
        "ours as ABHA",
        "Patient/identifier.0.system",
        "https://healthid.ndhm.gov.in",
    ),
    Broken(
        single.a_registry_holds_its_own_numbers,
        "ours as HFR",
        "Organization/identifier.0.system",
        "https://facility.ndhm.gov.in",
    ),
    Broken(single.a_diagnosis_is_of_icd_10_or_snomed, "ICD-11", f"{FEVER}/code.coding", [ICD11]),
    Broken(single.a_diagnosis_is_of_icd_10_or_snomed, "ICD-11 as 10", f"{FEVER}/code.coding.0.code", "MG26"),
    Broken(single.a_diagnosis_is_of_icd_10_or_snomed, "no words", f"{FEVER}/code.text"),
    Broken(single.a_medicine_is_coded_by_snomed_or_in_words, "RxNorm", MEDICINE, {"text": "x", "coding": [RXNORM]}),
    Broken(single.a_medicine_is_coded_by_snomed_or_in_words, "no name", f"{MEDICINE}.text"),
    Broken(single.a_medicine_is_coded_by_snomed_or_in_words, "by reference", MEDICINE),
    Broken(single.what_is_ordered_or_allergic_to_is_of_snomed, "RxNorm", "AllergyIntolerance/code.coding", [RXNORM]),
    Broken(single.what_is_ordered_or_allergic_to_is_of_snomed, "ICD-10", "ServiceRequest/code.coding", [ICD11]),
    Broken(single.a_dosage_says_how_much_and_when, "no amount", f"{DOSAGE}.0.doseAndRate"),
    Broken(single.a_dosage_says_how_much_and_when, "no words", f"{DOSAGE}.0.text"),
    Broken(single.a_dosage_says_how_much_and_when, "no time", f"{DOSAGE}.0.timing"),
    Broken(single.a_dosage_says_how_much_and_when, "no most", f"{DOSAGE}.0.asNeededBoolean", True),
    Broken(single.timings_are_of_the_value_sets, "no time of day", f"{DOSAGE}.0.timing.repeat.when", ["MORNING"]),
    Broken(single.timings_are_of_the_value_sets, "no unit", f"{DOSAGE}.0.timing.repeat.periodUnit"),
    Broken(single.timings_are_of_the_value_sets, "no such unit", f"{DOSAGE}.0.timing.repeat.periodUnit", "day"),
    Broken(single.what_is_taken_at_the_same_time_says_so, "one after the other", DOSAGE, doubled),
    Broken(single.units_are_of_ucum, "in words", f"{WEIGHT}/valueQuantity.code", "kilogram"),
    Broken(single.an_observation_is_of_loinc_or_snomed, "ICD-10", f"{WEIGHT}/code.coding.0.system", ICD10),
    Broken(single.an_observation_is_of_loinc_or_snomed, "of nothing", "Observation:Findings/valueString"),
    Broken(single.a_vital_sign_is_as_r4_wants_it, "no category", f"{WEIGHT}/category"),
    Broken(single.a_vital_sign_is_as_r4_wants_it, "no time", f"{WEIGHT}/effectiveDateTime"),
    Broken(single.a_vital_sign_is_as_r4_wants_it, "of another unit", f"{WEIGHT}/valueQuantity.code", "Cel"),
    Broken(
        single.a_vital_sign_is_as_r4_wants_it,
        "half a pressure",
        "Observation:Blood pressure panel with all children optional/component.1",
    ),
    Broken(
        single.what_was_entered_in_error_is_not_active,
        "active and in error",
        f"{FEVER}/verificationStatus.coding.0.code",
        "entered-in-error",
    ),
    Broken(single.the_document_is_a_pdf, "a page", "Binary/contentType", "text/html"),
    Broken(single.the_document_is_a_pdf, "called one", "Binary/data", "PGh0bWw+"),
    Broken(single.the_document_is_a_pdf, "another", "DocumentReference/content.0.attachment.data", "JVBERi0x"),
)
BROKEN = (*OF_DOCUMENTS, *OF_RESOURCES)


@pytest.mark.parametrize("one", BROKEN, ids=lambda one: f"{one.rule.__name__}: {one.mistake}")
def test_a_rule_sees_what_is_against_it(one: Broken) -> None:
    assert list(one.rule(whole(one.kind))) == []
    assert list(one.rule(broken(one))) != []


def test_each_rule_is_broken_by_something() -> None:
    assert {one.rule for one in BROKEN} == set(RULES)
