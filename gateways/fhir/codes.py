"""Code systems, and codes that the profiles of NRCeS name themselves: no code of SNOMED CT is made up."""

from typing import Any

NRCES = "https://nrces.in/ndhm/fhir/r4/StructureDefinition/"
SNOMED = "http://snomed.info/sct"
LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
ICD10 = "http://hl7.org/fhir/sid/icd-10"
IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203"
ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode"
CONDITION_CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
ALLERGY_CLINICAL = "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical"
URI = "urn:ietf:rfc:3986"
ABHA = "https://healthid.ndhm.gov.in"
DOCTORS = "https://doctor.ndhm.gov.in"

PRESCRIPTION_RECORD = ("440545006", "Prescription record")
CONSULT_REPORT = ("371530004", "Clinical consultation report")
COMPLAINTS = ("422843007", "Chief complaint section")
EXAMINATION = ("425044008", "Physical exam section")
ALLERGIES = ("722446000", "Allergy record")
HISTORY = ("371529009", "History and physical report")
INVESTIGATIONS = ("721963009", "Order document")
MEDICATIONS = ("721912009", "Medication summary document")
FOLLOW_UP = ("390906007", "Follow-up encounter")
REFERRAL = ("306206005", "Referral to service")


def concept(system: str, code: str, display: str = "") -> dict[str, Any]:
    """A ``CodeableConcept``."""
    coding = {"system": system, "code": code} | ({"display": display} if display else {})
    return {"coding": [coding]} | ({"text": display} if display else {})


def snomed(named: tuple[str, str]) -> dict[str, Any]:
    return concept(SNOMED, *named)


def quantity(value: float, unit: str, code: str) -> dict[str, Any]:
    """``code``: of UCUM."""
    return {"value": value, "unit": unit, "system": UCUM, "code": code}
