"""What was measured and seen; the age and what women are asked: LOINC and UCUM (R4, profile vitalsigns)."""

from collections.abc import Iterator
from typing import Any

from gateways.fhir.codes import TERMINOLOGY, Named, concept, loinc, quantity
from gateways.fhir.writing import Resource, Writing, cleaned

_VITAL = concept(f"{TERMINOLOGY}observation-category", "vital-signs", "Vital Signs")
_NOT_MEASURED = concept(f"{TERMINOLOGY}data-absent-reason", "unknown", "Unknown")
_SATURATION: tuple[Named, ...] = (
    ("2708-6", "Oxygen saturation in Arterial blood"),
    ("59408-5", "Oxygen saturation in Arterial blood by Pulse oximetry"),
)
"""The profile vitalsigns wants the first, an oximeter measures the second."""
VITALS: tuple[tuple[str, tuple[Named, ...], str, str], ...] = (
    ("weight_kg", (("29463-7", "Body weight"),), "kg", "kg"),
    ("height_cm", (("8302-2", "Body height"),), "cm", "cm"),
    ("temperature_c", (("8310-5", "Body temperature"),), "°C", "Cel"),
    ("pulse_bpm", (("8867-4", "Heart rate"),), "beats/minute", "/min"),
    ("spo2_percent", _SATURATION, "%", "%"),
)
"""A field of ``Vitals``, its codes, its unit in words and of UCUM."""
_PRESSURES: tuple[tuple[str, Named], ...] = (
    ("systolic_mmhg", ("8480-6", "Systolic blood pressure")),
    ("diastolic_mmhg", ("8462-4", "Diastolic blood pressure")),
)
_PREGNANT = {"yes": "Pregnant", "no": "Not pregnant", "unsure": "Not certain"}


def examination(writing: Writing) -> Iterator[Resource]:
    vitals, seen = writing.signed.content.vitals, cleaned(writing.signed.content.observations)
    for name, codes, unit, ucum in VITALS:
        value = getattr(vitals, name)
        if value is not None:
            yield _measured(writing, name, codes, quantity(value, unit, ucum), category=[_VITAL])
    if vitals.systolic_mmhg is not None or vitals.diastolic_mmhg is not None:
        yield _blood_pressure(writing)
    if vitals.glucose_mg_dl is not None:
        glucose = quantity(vitals.glucose_mg_dl, "mg/dL", "mg/dL")
        yield _measured(writing, "glucose_mg_dl", (("2339-0", "Glucose [Mass/volume] in Blood"),), glucose)
    if seen:
        yield _observation(writing, "observations", seen, {"text": "Findings"}, valueString=seen)


def others(writing: Writing) -> Iterator[Resource]:
    """An age where no date of birth is known; what was told of a last period and a pregnancy."""
    person = writing.signed.content.patient
    if not person.born:
        yield _measured(writing, "age", (("30525-0", "Age"),), quantity(person.age_years, "years", "a"))
    if person.last_period:
        began: Named = ("8665-2", "Last menstrual period start date")
        says = f"{began[1]}: {person.last_period}"
        yield _observation(writing, "last-period", says, loinc(began), valueDateTime=person.last_period)
    if person.pregnancy:
        state: Named = ("82810-3", "Pregnancy status")
        told = _PREGNANT.get(person.pregnancy, person.pregnancy)
        says = f"{state[1]}: {told}"
        yield _observation(writing, "pregnancy", says, loinc(state), valueCodeableConcept={"text": told})


def _measured(writing: Writing, role: str, codes: tuple[Named, ...], measured: dict[str, Any], **more: Any) -> Resource:
    says = f"{codes[0][1]}: {measured['value']:g} {measured['unit']}"
    return _observation(writing, role, says, loinc(*codes), valueQuantity=measured, **more)


def _blood_pressure(writing: Writing) -> Resource:
    """Of both its parts: one that was not measured says so."""
    vitals = writing.signed.content.vitals
    values = [(code, getattr(vitals, name)) for name, code in _PRESSURES]
    says = " / ".join("-" if value is None else str(value) for _, value in values)
    code = loinc(("85354-9", "Blood pressure panel with all children optional"))
    parts = [{"code": loinc(code)} | _pressure(value) for code, value in values]
    return _observation(
        writing, "blood-pressure", f"Blood pressure: {says} mmHg", code, component=parts, category=[_VITAL]
    )


def _pressure(value: int | None) -> dict[str, Any]:
    if value is None:
        return {"dataAbsentReason": _NOT_MEASURED}
    return {"valueQuantity": quantity(value, "mmHg", "mm[Hg]")}


def _observation(writing: Writing, role: str, says: str, code: dict[str, Any], **measured: Any) -> Resource:
    return writing.resource(
        "Observation",
        role,
        "Observation",
        says,
        status="final",
        code=code,
        subject=writing.patient,
        encounter=writing.encounter,
        effectiveDateTime=writing.at,
        **measured,
    )
