"""The profiles of NRCeS as rules of our own: the library checks no value set, cardinality or closed slice of theirs.

Each rule is a function that gives the sentences of what is against it.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

Resource = dict[str, Any]
Rule = Callable[[Resource], Iterator[str]]
SNOMED, ICD10 = "http://snomed.info/sct", "http://hl7.org/fhir/sid/icd-10"
UCUM = {"kg", "cm", "Cel", "/min", "%", "mg/dL", "mm[Hg]", "d"}
STATUSES = {
    "Composition": {"preliminary", "final", "amended", "entered-in-error"},
    "Encounter": {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"},
    "MedicationRequest": {"active", "on-hold", "cancelled", "completed", "entered-in-error", "stopped", "draft"},
    "Observation": {"registered", "preliminary", "final", "amended"},
    "ServiceRequest": {"draft", "active", "on-hold", "revoked", "completed", "entered-in-error"},
    "Appointment": {"proposed", "pending", "booked", "arrived", "fulfilled", "cancelled", "noshow"},
    "DocumentReference": {"current", "superseded", "entered-in-error"},
}
GENDERS = {"male", "female", "other", "unknown"}
WHEN = {"MORN", "NOON", "AFT", "EVE", "NIGHT", "HS"}
REQUIRED = {
    "Composition": ("status", "type", "subject", "date", "author", "title", "section"),
    "Patient": ("identifier", "name"),
    "Practitioner": ("identifier", "name"),
    "Organization": ("identifier", "name"),
    "Encounter": ("status", "class", "subject"),
    "Condition": ("code", "subject"),
    "MedicationRequest": (
        "status",
        "intent",
        "medicationCodeableConcept",
        "subject",
        "authoredOn",
        "requester",
        "dosageInstruction",
    ),
    "Observation": ("status", "code", "subject"),
    "AllergyIntolerance": ("code", "patient"),
    "ServiceRequest": ("status", "intent", "code", "subject"),
    "Appointment": ("status", "participant"),
    "DocumentReference": ("status", "content"),
    "Binary": ("contentType", "data"),
}
SECTIONS = {
    "440545006": {"MedicationRequest", "Binary"},
    "422843007": {"Condition"},
    "425044008": {"Observation"},
    "722446000": {"AllergyIntolerance"},
    "371529009": {"Condition", "Procedure"},
    "721963009": {"ServiceRequest"},
    "721912009": {"MedicationStatement", "MedicationRequest"},
    "390906007": {"Appointment"},
    "306206005": {"ServiceRequest"},
    "371530004": {"DocumentReference"},
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TIMES = {"timestamp", "lastUpdated", "date", "authoredOn", "recordedDate", "effectiveDateTime", "start", "end"}


def violations(bundle: Resource) -> list[str]:
    return [sentence for rule in RULES for sentence in rule(bundle)]


def resources(bundle: Resource, kind: str = "") -> list[Resource]:
    every = [entry["resource"] for entry in bundle.get("entry", [])]
    return [one for one in every if kind in ("", one.get("resourceType"))]


def composition(bundle: Resource) -> Resource:
    return next(iter(resources(bundle)), {})


def it_is_a_document(bundle: Resource) -> Iterator[str]:
    if bundle.get("type") != "document" or composition(bundle).get("resourceType") != "Composition":
        yield "a document begins with its Composition"
    for name in ("identifier", "timestamp"):
        if not bundle.get(name):
            yield f"the bundle has no {name}"
    if not {"system", "value"} <= set(bundle.get("identifier", {})):
        yield "the bundle's identifier has a system and a value"
    if not bundle.get("meta", {}).get("versionId"):
        yield "the bundle has no meta.versionId"


def ids_are_uuids_and_addresses(bundle: Resource) -> Iterator[str]:
    seen: set[str] = set()
    for entry in bundle["entry"]:
        url, own = entry["fullUrl"], entry["resource"]["id"]
        if url != f"urn:uuid:{own}" or url in seen:
            yield f"{url} is not the address of one resource alone"
        seen.add(url)
        try:
            UUID(own)
        except ValueError:
            yield f"{own} is no UUID"


def references_lead_somewhere(bundle: Resource) -> Iterator[str]:
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    for told in walk(bundle):
        if isinstance(told, dict) and "reference" in told and told["reference"] not in kinds:
            yield f"{told['reference']} leads nowhere"
        elif isinstance(told, dict) and "reference" in told and told.get("type", "") != kinds[told["reference"]]:
            yield f"{told['reference']} is not of the type that it says"


def what_is_required_is_there(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle):
        for name in REQUIRED[one["resourceType"]]:
            if not one.get(name):
                yield f"{one['resourceType']} has no {name}"


def statuses_are_of_the_value_sets(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle):
        kind = one["resourceType"]
        if kind in STATUSES and one.get("status") not in STATUSES[kind]:
            yield f"{kind} has the status {one.get('status')}"


def sections_hold_what_they_may(bundle: Resource) -> Iterator[str]:
    for section in composition(bundle).get("section", []):
        code = section["code"]["coding"][0]
        if code["system"] != SNOMED or code["code"] not in SECTIONS:
            yield f"no profile has a section {code['code']}"
            continue
        for entry in section["entry"]:
            if entry.get("type") not in SECTIONS[code["code"]]:
                yield f"the section {code['code']} may not hold a {entry.get('type')}"


def a_prescription_record_has_one_section(bundle: Resource) -> Iterator[str]:
    told = composition(bundle)
    if told["type"]["coding"][0]["code"] != "440545006":
        return
    if [one["code"]["coding"][0]["code"] for one in told["section"]] != ["440545006"]:
        yield "a PrescriptionRecord has exactly one section, of its own code"
    documents = [entry for one in told["section"] for entry in one["entry"] if entry.get("type") == "Binary"]
    if len(documents) > 1:
        yield "a PrescriptionRecord has one Binary at most"


def an_op_consult_record_has_an_encounter(bundle: Resource) -> Iterator[str]:
    told = composition(bundle)
    if told["type"]["coding"][0]["code"] == "371530004" and "encounter" not in told:
        yield "an OPConsultRecord has an encounter"


def an_encounter_is_virtual(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "Encounter"):
        if (one["class"].get("system", ""), one["class"].get("code")) != (
            "http://terminology.hl7.org/CodeSystem/v3-ActCode",
            "VR",
        ):
            yield "a consultation by video or telephone is VR of v3-ActCode"


def people_have_identifiers_of_their_kind(bundle: Resource) -> Iterator[str]:
    for kind, code in (("Patient", "MR"), ("Practitioner", "MD"), ("Organization", "PRN")):
        for one in resources(bundle, kind):
            for identifier in one["identifier"]:
                types = [coding["code"] for coding in identifier.get("type", {}).get("coding", [])]
                if types != [code] or not identifier.get("value") or not identifier.get("system"):
                    yield f"{kind}.identifier is {code}, with system and value"


def a_gender_is_of_the_value_set(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "Patient"):
        if one.get("gender") not in GENDERS:
            yield f"nobody's gender is {one.get('gender')}"


def a_diagnosis_is_of_icd_10_or_snomed(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "Condition"):
        for coding in one["code"].get("coding", []):
            if coding["system"] not in (ICD10, SNOMED):
                yield f"Condition.code is closed to {coding['system']}"


def a_medicine_is_coded_by_snomed_or_in_words(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "MedicationRequest"):
        named = one["medicationCodeableConcept"]
        if not named.get("text") or any(coding["system"] != SNOMED for coding in named.get("coding", [])):
            yield "a medicine is coded by SNOMED CT alone, or told in words"


def a_dosage_says_how_much_and_when(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "MedicationRequest"):
        for told in one["dosageInstruction"]:
            repeat = told.get("timing", {}).get("repeat", {})
            if not told.get("text") or not told.get("doseAndRate"):
                yield "a dosage says in words and figures how much"
            if not set(repeat.get("when", [])) <= WHEN:
                yield f"{repeat['when']} are no times of a day"
            if not repeat and not told.get("asNeededBoolean"):
                yield "a dosage says when"


def units_are_of_ucum(bundle: Resource) -> Iterator[str]:
    for told in walk(bundle):
        if isinstance(told, dict) and told.get("system") == "http://unitsofmeasure.org" and told["code"] not in UCUM:
            yield f"{told['code']} is no unit of UCUM that we use"


def times_have_a_zone(bundle: Resource) -> Iterator[str]:
    for told in walk(bundle):
        if isinstance(told, dict):
            for name in TIMES & set(told):
                if not INSTANT.fullmatch(str(told[name])):
                    yield f"{name} is {told[name]}, without a zone"


def nothing_is_empty(bundle: Resource) -> Iterator[str]:
    if any(told in ("", [], {}) for told in walk(bundle)):
        yield "something is empty: FHIR leaves out what is not there"


def narratives_are_xhtml(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle):
        if "text" not in one:
            continue
        try:
            ElementTree.fromstring(one["text"]["div"])
        except ElementTree.ParseError:
            yield f"the narrative of a {one['resourceType']} is no XHTML"


def the_document_is_a_pdf(bundle: Resource) -> Iterator[str]:
    found = resources(bundle, "Binary")
    if [one.get("contentType") for one in found] != ["application/pdf"]:
        yield "one PDF is inside"


def walk(told: Any) -> Iterator[Any]:
    yield told
    for one in told.values() if isinstance(told, dict) else told if isinstance(told, list) else ():
        yield from walk(one)


RULES: tuple[Rule, ...] = (
    it_is_a_document,
    ids_are_uuids_and_addresses,
    references_lead_somewhere,
    what_is_required_is_there,
    statuses_are_of_the_value_sets,
    sections_hold_what_they_may,
    a_prescription_record_has_one_section,
    an_op_consult_record_has_an_encounter,
    an_encounter_is_virtual,
    people_have_identifiers_of_their_kind,
    a_gender_is_of_the_value_set,
    a_diagnosis_is_of_icd_10_or_snomed,
    a_medicine_is_coded_by_snomed_or_in_words,
    a_dosage_says_how_much_and_when,
    units_are_of_ucum,
    times_have_a_zone,
    nothing_is_empty,
    narratives_are_xhtml,
    the_document_is_a_pdf,
)
