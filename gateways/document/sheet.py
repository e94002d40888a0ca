"""All that stands on a prescription, as the template takes it: text alone, never markup."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from clinic.consultation.intake import NONE_KNOWN
from clinic.patients.patient import INDIAN_TIME
from clinic.prescription.content import Content, Person, Prescriber
from clinic.prescription.phrases.catalogue import Catalogue
from gateways.document import medicine_rows, vitals
from gateways.document.coverage import shown
from gateways.document.marks import Marks
from gateways.document.qr import qr_code
from gateways.document.wording import Said, counted, free, phrases, plain

ASKED_BY = {
    "patient": "",
    "caregiver": "A caregiver spoke for the patient.",
    "health_worker": "A health worker was with the patient.",
    "doctor": "The patient's doctor asked for advice.",
}
LABELS = (
    "patient", "vitals", "complaint", "diagnosis", "medicines", "days", "total", "investigations", "advice", "diet",
    "follow_up", "worse", "referral", "allergies",
)  # fmt: skip
SHORT_NAME = 40


def sheet(content: Content, qr: str, marks: Marks) -> dict[str, Any]:
    """Ready for JSON. Raises ``ValueError`` where ``qr`` is longer than a code can hold."""
    catalogues, code = marks.printed(content.language), qr_code(qr)
    return {
        "language": catalogues[-1].language,
        "title": phrases(catalogues, "title"),
        "labels": {name: phrases(catalogues, f"label.{name}") for name in LABELS},
        "marks": marks.on_each_page(content.language),
        "place": _place(content),
        "doctor": _doctor(content.prescriber),
        "signed_at": _moment(content.signed_at),
        "how": [phrases(catalogues, f"by.{content.by}"), phrases(catalogues, f"relation.{content.relation}")],
        "patient": _patient(content.patient),
        "short_name": free(_short(content.patient.name)),
        "facts": _facts(content, catalogues),
        "rows": medicine_rows.rows(content.lines, catalogues),
        "captions": medicine_rows.captions(catalogues) if content.lines else {},
        "held": counted(catalogues, "held", content.held) if content.held else [],
        "orders": _orders(content),
        "worse": {"fixed": phrases(catalogues, "worse.fixed"), "own": free(content.worse)},
        "seal": phrases(catalogues, "seal"),
        "qr": {"svg": code.svg, "width_mm": code.width_mm, "alt": "Code to check this prescription"},
        "small": _small(content),
        "id": shown(content.id),
    }


def _place(content: Content) -> dict[str, Said]:
    place = content.place
    return {
        "name": free(place.name),
        "where": free(_joined(place.district, place.state)),
        "contact": free(content.prescriber.contact),
    }


def _doctor(doctor: Prescriber) -> dict[str, Said]:
    number = f"Registration no. {doctor.registration}" if doctor.registration else ""
    return {
        "name": free(doctor.name),
        "qualification": free(_joined(doctor.qualification, doctor.speciality)),
        "council": free(doctor.council),
        "registration": free(number),
    }


def _patient(person: Person) -> dict[str, Said]:
    gender = "" if person.gender == "undisclosed" else person.gender
    born = f"born {_day(person.born)}" if person.born else ""
    return {
        "name": free(person.name),
        "about": plain(_joined(f"{person.age_years} years", gender, born)),
        "address": free(person.address),
        "abha": plain(f"ABHA {person.abha}" if person.abha else ""),
    }


def _facts(content: Content, catalogues: Sequence[Catalogue]) -> list[dict[str, Any]]:
    """What is known of her, in the order in which a doctor reads it; only what was told."""
    known = {
        "vitals": [plain(vitals.line(content.vitals, content.patient))],
        "complaint": [free(content.complaint), free(content.history), free(content.observations)],
        "allergies": _allergies(content.allergies, catalogues),
        "diagnosis": [free(f"{one.title} ({one.code})" if one.code else one.title) for one in content.diagnoses],
    }
    return _told(known)


def _allergies(told: str, catalogues: Sequence[Catalogue]) -> list[Said]:
    if told in ("", NONE_KNOWN):
        return phrases(catalogues, "allergies.none" if told else "allergies.unknown")
    return [free(told)]


def _orders(content: Content) -> list[dict[str, Any]]:
    day = _day(content.follow_up) if content.follow_up else ""
    return _told(
        {
            "investigations": [free(content.investigations)],
            "advice": [free(content.advice)],
            "diet": [free(content.diet)],
            "follow_up": [plain(day), free(content.follow_up_words)],
            "referral": [free(content.referral)],
        }
    )


def _told(known: dict[str, list[Said]]) -> list[dict[str, Any]]:
    told = {label: [one for one in texts if one["text"]] for label, texts in known.items()}
    return [{"label": label, "texts": texts} for label, texts in told.items() if texts]


def _small(content: Content) -> list[Said]:
    """English, for whoever checks it."""
    identified = ", ".join(one.replace("_", " ") for one in content.identified_by)
    said = (
        ASKED_BY[content.asked_by],
        f"Identity confirmed by: {identified}." if identified else "",
        f"Replaces the prescription {content.replaces}." if content.replaces else "",
        f"Telemedicine Practice Guidelines, rules of {content.rules_version}." if content.rules_version else "",
        "The seal is of the system that made this document; the picture of a signature proves nothing by itself.",
    )
    return [plain(one) for one in said if one]


def _short(name: str) -> str:
    """For the foot of each page."""
    line = " ".join(shown(name).split())
    return line if len(line) <= SHORT_NAME else line[:SHORT_NAME].rstrip() + "…"


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _day(iso: str) -> str:
    """ "4 December 2026"; as it stands where it is no ISO day."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {day:%B %Y}"


def _moment(seconds: float) -> str:
    at = datetime.fromtimestamp(seconds, INDIAN_TIME)
    return f"{at.day} {at:%B %Y, %H:%M} IST"
