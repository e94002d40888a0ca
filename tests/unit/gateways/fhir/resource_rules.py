"""Rules of single resources: their profiles, the value sets bound to them, and the codes that may stand in them."""

import re
from base64 import b64decode
from collections.abc import Iterator

from tests.unit.gateways.fhir.reading import (
    ICD10,
    LOINC,
    SNOMED,
    UCUM,
    VALUE_SETS,
    Resource,
    Rule,
    at,
    codings,
    dicts,
    resources,
)  # fmt: skip

ICD10_CODE = re.compile(r"[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,2})?")
BOUND = (
    ("ServiceRequest", "intent", "intent"),
    ("MedicationRequest", "intent", "intent"),
    ("Patient", "gender", "gender"),
    ("Appointment", "participant.status", "participation"),
    ("DocumentReference", "docStatus", "doc_status"),
)
"""Of which type, which element, of which value set."""


def statuses_are_of_the_value_sets(bundle: Resource) -> Iterator[str]:
    for kind, allowed in VALUE_SETS["status"].items():
        for one in resources(bundle, kind):
            if one.get("status") not in allowed:
                yield f"{kind} has the status {one.get('status')}"


def bound_codes_are_of_the_value_sets(bundle: Resource) -> Iterator[str]:
    for kind, path, name in BOUND:
        for one in resources(bundle, kind):
            if set(at(one, path)) - set(VALUE_SETS[name]):
                yield f"{kind}.{path} is of the value set {name}"


def a_coding_is_whole(bundle: Resource) -> Iterator[str]:
    """The profiles want system, code and display of each."""
    for told in dicts(bundle):
        for coding in codings(told):
            if not {"system", "code", "display"} <= set(coding):
                yield f"{coding} has no system, code or display"


def no_code_is_made_up(bundle: Resource) -> Iterator[str]:
    known = {SNOMED: VALUE_SETS["snomed"], LOINC: VALUE_SETS["loinc"], **VALUE_SETS["hl7"]}
    for told in dicts(bundle):
        for coding in codings(told):
            system, code = coding.get("system", ""), coding.get("code", "")
            if system in known and known[system].get(code) != coding.get("display"):
                yield f"{system} does not have {code} as {coding.get('display')}"
            elif system not in known and system != ICD10:
                yield f"nobody here codes by {system}"


def an_encounter_is_virtual(bundle: Resource) -> Iterator[str]:
    """A mapper of ABDM takes its class from the system of confidentialities."""
    virtual = {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "VR", "display": "virtual"}
    for one in resources(bundle, "Encounter"):
        if one.get("class") != virtual:
            yield "a consultation by video or telephone is VR of v3-ActCode"


def people_have_identifiers_of_their_kind(bundle: Resource) -> Iterator[str]:
    for kind, code in VALUE_SETS["identifier_type"].items():
        for one in resources(bundle, kind):
            for identifier in one.get("identifier", []):
                if [coding["code"] for coding in codings(identifier.get("type", {}))] != [code]:
                    yield f"{kind}.identifier is {code}"


def a_registry_holds_its_own_numbers(bundle: Resource) -> Iterator[str]:
    """A number of a state's council is no id of the national registry of doctors."""
    for told in dicts(bundle):
        form = VALUE_SETS["registry"].get(told.get("system"))
        if form and not re.fullmatch(form, str(told.get("value", ""))):
            yield f"{told.get('value')} is no number of {told['system']}"


def a_diagnosis_is_of_icd_10_or_snomed(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "Condition"):
        if not one["code"].get("text"):
            yield "a condition is told in words too"
        for coding in codings(one["code"]):
            if coding.get("system") not in (ICD10, SNOMED):
                yield f"Condition.code is closed to {coding.get('system')}"
            elif coding["system"] == ICD10 and not ICD10_CODE.fullmatch(coding["code"]):
                yield f"{coding['code']} is no code of ICD-10"


def a_medicine_is_coded_by_snomed_or_in_words(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "MedicationRequest"):
        named = one.get("medicationCodeableConcept", {})
        if not named.get("text") or any(coding.get("system") != SNOMED for coding in codings(named)):
            yield "a medicine is coded by SNOMED CT alone, or told in words"


def what_is_ordered_or_allergic_to_is_of_snomed(bundle: Resource) -> Iterator[str]:
    for one in (*resources(bundle, "ServiceRequest"), *resources(bundle, "AllergyIntolerance")):
        if any(coding.get("system") != SNOMED for coding in codings(one["code"])):
            yield f"{one['resourceType']}.code is of SNOMED CT or in words"


def a_dosage_says_how_much_and_when(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "MedicationRequest"):
        for told in one.get("dosageInstruction", []):
            repeat = told.get("timing", {}).get("repeat", {})
            if not told.get("text") or not told.get("doseAndRate"):
                yield "a dosage says in words and figures how much"
            if not repeat.get("when") and not told.get("asNeededBoolean"):
                yield "a dosage says when"
            if told.get("asNeededBoolean") and not told.get("maxDosePerPeriod"):
                yield "what is taken when needed has a most a day"


def timings_are_of_the_value_sets(bundle: Resource) -> Iterator[str]:
    """tim-2 and tim-10 besides."""
    for repeat in (told["repeat"] for told in dicts(bundle) if "repeat" in told):
        if set(repeat.get("when", [])) - set(VALUE_SETS["when"]):
            yield f"{repeat['when']} are no times of a day"
        if ("period" in repeat) != (repeat.get("periodUnit") in VALUE_SETS["period_unit"]):
            yield "a period has its unit"
        if "timeOfDay" in repeat and "when" in repeat:
            yield "a time of day and an event are not told at once"


def what_is_taken_at_the_same_time_says_so(bundle: Resource) -> Iterator[str]:
    """Dosages with no sequence may be read as one after the other."""
    for one in resources(bundle, "MedicationRequest"):
        told = one.get("dosageInstruction", [])
        if len(told) > 1 and {each.get("sequence") for each in told} != {1}:
            yield "several dosages of one day have the same sequence"


def units_are_of_ucum(bundle: Resource) -> Iterator[str]:
    for told in dicts(bundle):
        if told.get("system") == UCUM and told.get("code") not in VALUE_SETS["ucum"]:
            yield f"{told.get('code')} is no unit of UCUM that we use"


def an_observation_is_of_loinc_or_snomed(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle, "Observation"):
        if any(coding.get("system") not in (LOINC, SNOMED) for coding in codings(one["code"])):
            yield "Observation.code is closed to other systems"
        if not {"valueQuantity", "valueString", "valueDateTime", "valueCodeableConcept", "component"} & set(one):
            yield "an observation has a value"


def a_vital_sign_is_as_r4_wants_it(bundle: Resource) -> Iterator[str]:
    """http://hl7.org/fhir/StructureDefinition/vitalsigns: category, time, and a unit of UCUM for each code."""
    for one in resources(bundle, "Observation"):
        code = _vital(one)
        if code is None:
            continue
        categories = [coding["code"] for told in one.get("category", []) for coding in codings(told)]
        if categories != ["vital-signs"] or not one.get("effectiveDateTime"):
            yield f"{code} has the category vital-signs, and a time"
        for part in one.get("component", [one]):
            yield from _in_its_unit(part)
        if code == "85354-9" and [_vital(part) for part in one.get("component", [])] != ["8480-6", "8462-4"]:
            yield "a blood pressure has both its parts"


def _vital(told: Resource) -> str | None:
    found = [coding.get("code") for coding in codings(told["code"])]
    return next((code for code in found if code in VALUE_SETS["vital_signs"]), None)


def _in_its_unit(told: Resource) -> Iterator[str]:
    measured, units = told.get("valueQuantity", {}), VALUE_SETS["vital_signs"].get(_vital(told), [])
    if "dataAbsentReason" not in told and (measured.get("system") != UCUM or measured.get("code") not in units):
        yield f"{_vital(told)} is in {units} of UCUM"


def what_was_entered_in_error_is_not_active(bundle: Resource) -> Iterator[str]:
    """con-5, ait-2."""
    for one in (*resources(bundle, "Condition"), *resources(bundle, "AllergyIntolerance")):
        verified = [coding["code"] for coding in codings(one.get("verificationStatus", {}))]
        if "entered-in-error" in verified and "clinicalStatus" in one:
            yield "what was entered in error has no clinical status"


def the_document_is_a_pdf(bundle: Resource) -> Iterator[str]:
    found = resources(bundle, "Binary")
    if [one.get("contentType") for one in found] != ["application/pdf"]:
        yield "one PDF is inside"
    for one in found:
        if not b64decode(one.get("data", "")).startswith(b"%PDF-"):
            yield "what is inside is a PDF"
    data = {one.get("data") for one in found}
    if {told for one in resources(bundle, "DocumentReference") for told in at(one, "content.attachment.data")} - data:
        yield "a DocumentReference has the data of the Binary"


RESOURCE_RULES: tuple[Rule, ...] = (
    statuses_are_of_the_value_sets,
    bound_codes_are_of_the_value_sets,
    a_coding_is_whole,
    no_code_is_made_up,
    an_encounter_is_virtual,
    people_have_identifiers_of_their_kind,
    a_registry_holds_its_own_numbers,
    a_diagnosis_is_of_icd_10_or_snomed,
    a_medicine_is_coded_by_snomed_or_in_words,
    what_is_ordered_or_allergic_to_is_of_snomed,
    a_dosage_says_how_much_and_when,
    timings_are_of_the_value_sets,
    what_is_taken_at_the_same_time_says_so,
    units_are_of_ucum,
    an_observation_is_of_loinc_or_snomed,
    a_vital_sign_is_as_r4_wants_it,
    what_was_entered_in_error_is_not_active,
    the_document_is_a_pdf,
)
