"""Rules of the whole document: DocumentBundle, PrescriptionRecord and OPConsultRecord."""

import re
from collections.abc import Iterator
from datetime import date
from uuid import UUID
from xml.etree import ElementTree

from tests.unit.gateways.fhir.reading import (
    ELEMENTS,
    NRCES,
    SECTIONS,
    SNOMED,
    VALUE_SETS,
    Resource,
    Rule,
    at,
    codings,
    composition,
    dicts,
    kind_of,
    resources,
    walk,
)  # fmt: skip

XHTML = "{http://www.w3.org/1999/xhtml}"
SHOWN = {f"{XHTML}{name}" for name in ("div", "p", "br", "ul", "li", "b", "table", "tr", "td", "th", "tbody")}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TIMES = {
    "timestamp", "lastUpdated", "date", "authoredOn", "recordedDate", "effectiveDateTime", "start", "end", "creation",
}  # fmt: skip
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def it_is_a_document(bundle: Resource) -> Iterator[str]:
    if bundle.get("type") != "document" or composition(bundle).get("resourceType") != "Composition":
        yield "a document begins with its Composition"
    for path in ("identifier.system", "identifier.value", "timestamp", "meta.versionId"):
        if not all(at(bundle, path)):
            yield f"the bundle has no {path}"


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


def types_are_of_fhir(bundle: Resource) -> Iterator[str]:
    """A mapper of ABDM writes "Organisation" and "Referral": neither is a type."""
    told = {one.get("resourceType") for one in resources(bundle)}
    told |= {one.get("type") for one in dicts(bundle) if "reference" in one}
    yield from (f"{kind} is no type of a resource here" for kind in told - set(ELEMENTS))


def each_names_its_profile(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle):
        kind = one["resourceType"]
        wanted = kind_of(bundle) if kind == "Composition" else kind
        if one.get("meta", {}).get("profile") != [f"{NRCES}{wanted}"]:
            yield f"a {kind} names the profile {wanted}"


def references_lead_somewhere(bundle: Resource) -> Iterator[str]:
    kinds = {entry["fullUrl"]: entry["resource"]["resourceType"] for entry in bundle["entry"]}
    for told in dicts(bundle):
        if "reference" in told and told["reference"] not in kinds:
            yield f"{told['reference']} leads nowhere"
        elif "reference" in told and told.get("type") != kinds[told["reference"]]:
            yield f"{told['reference']} is not of the type that it says"


def nothing_stands_alone(bundle: Resource) -> Iterator[str]:
    """FHIR R4 documents: whatever is in it is reached from the Composition."""
    every = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    reached, waiting = set(), [bundle["entry"][0]["fullUrl"]]
    while waiting:
        url = waiting.pop()
        if url in every and url not in reached:
            reached.add(url)
            waiting += [str(one[name]) for one in dicts(every[url]) for name in ("reference", "url") if name in one]
    yield from (f"nothing leads to a {every[url]['resourceType']}" for url in set(every) - reached)


def what_is_required_is_there(bundle: Resource) -> Iterator[str]:
    for one in resources(bundle):
        for path in ELEMENTS.get(one["resourceType"], ()):
            if not all(at(one, path)):
                yield f"{one['resourceType']} has no {path}"


def its_type_is_one_code(bundle: Resource) -> Iterator[str]:
    if not kind_of(bundle) or composition(bundle)["type"]["coding"][0].get("system") != SNOMED:
        yield "a Composition has one type, of SNOMED CT"


def a_prescription_record_has_one_section(bundle: Resource) -> Iterator[str]:
    if kind_of(bundle) != "PrescriptionRecord":
        return
    told = composition(bundle)["section"]
    if [coding["code"] for one in told for coding in codings(one.get("code", {}))] != ["440545006"] or len(told) != 1:
        yield "a PrescriptionRecord has exactly one section, of its own code"
    entries = [entry.get("type") for one in told for entry in one.get("entry", [])]
    if not entries or entries.count("Binary") > 1:
        yield "a PrescriptionRecord has an entry, and one Binary at most"


def sections_hold_what_they_may(bundle: Resource) -> Iterator[str]:
    """Each once; the slices of an OPConsultRecord are open at their end: what has no code comes last."""
    allowed, seen = SECTIONS.get(kind_of(bundle), {"sections": {}})["sections"], []
    for section in composition(bundle).get("section", []):
        found = codings(section.get("code", {}))
        seen.append(found[0]["code"] if found else "")
        if not found and kind_of(bundle) == "OPConsultRecord":
            continue
        if len(found) != 1 or found[0].get("system") != SNOMED or seen[-1] not in allowed:
            yield f"no section is {found}"
            continue
        held = {entry.get("type") for entry in section.get("entry", [])}
        yield from (f"the section {seen[-1]} may not hold a {kind}" for kind in held - set(allowed[seen[-1]]))
    coded = [code for code in seen if code]
    if len(set(coded)) < len(coded) or seen[: len(coded)] != coded:
        yield "a section is there once, and what the profile has no code for comes last"


def a_section_says_something(bundle: Resource) -> Iterator[str]:
    """cmp-1, and a title for people."""
    for section in composition(bundle).get("section", []):
        if not section.get("title") or not (section.get("entry") or section.get("text")):
            yield "a section has a title, and entries or words"


def an_op_consult_record_has_an_encounter(bundle: Resource) -> Iterator[str]:
    if kind_of(bundle) == "OPConsultRecord" and not all(at(composition(bundle), "encounter.reference")):
        yield "an OPConsultRecord has an encounter"


def what_it_relates_to_is_said(bundle: Resource) -> Iterator[str]:
    for told in composition(bundle).get("relatesTo", []):
        if told.get("code") not in VALUE_SETS["relation"] or not all(at(told, "targetIdentifier.value")):
            yield "it tells how, and to what, it relates"


def times_have_a_zone(bundle: Resource) -> Iterator[str]:
    for told in dicts(bundle):
        for name in TIMES & set(told):
            if not INSTANT.fullmatch(str(told[name])):
                yield f"{name} is {told[name]}, without a zone"


def days_are_days(bundle: Resource) -> Iterator[str]:
    for told in dicts(bundle):
        for name in {"birthDate", "valueDateTime"} & set(told):
            try:
                date.fromisoformat(told[name])
            except ValueError:
                yield f"{name} is {told[name]}, which is no day"


def nothing_is_empty(bundle: Resource) -> Iterator[str]:
    if any(told is None or told in ([], {}) or (isinstance(told, str) and not told.strip()) for told in walk(bundle)):
        yield "something is empty: FHIR leaves out what is not there"


def strings_have_no_control_characters(bundle: Resource) -> Iterator[str]:
    if any(isinstance(told, str) and FORBIDDEN.search(told) for told in walk(bundle)):
        yield "a string has no control characters but tab and line ends"


def narratives_are_xhtml(bundle: Resource) -> Iterator[str]:
    told = [one["text"] for one in dicts(bundle) if isinstance(one.get("text"), dict)]
    yield from (sentence for one in told for sentence in _narrative(one))
    missing = [one for one in resources(bundle) if ("text" not in one) != (one["resourceType"] == "Binary")]
    yield from (f"a {one['resourceType']} has a narrative, a Binary none" for one in missing)


def _narrative(told: Resource) -> Iterator[str]:
    if told.get("status") not in VALUE_SETS["narrative"]:
        yield f"{told.get('status')} is no status of a narrative"
    try:
        root = ElementTree.fromstring(told["div"])
    except (ElementTree.ParseError, KeyError):
        yield "a narrative is XHTML"
        return
    if root.tag != f"{XHTML}div" or {one.tag for one in root.iter()} - SHOWN or not "".join(root.itertext()).strip():
        yield "a narrative is a div of text, with nothing that acts"


DOCUMENT_RULES: tuple[Rule, ...] = (
    it_is_a_document,
    ids_are_uuids_and_addresses,
    types_are_of_fhir,
    each_names_its_profile,
    references_lead_somewhere,
    nothing_stands_alone,
    what_is_required_is_there,
    its_type_is_one_code,
    a_prescription_record_has_one_section,
    sections_hold_what_they_may,
    a_section_says_something,
    an_op_consult_record_has_an_encounter,
    what_it_relates_to_is_said,
    times_have_a_zone,
    days_are_days,
    nothing_is_empty,
    strings_have_no_control_characters,
    narratives_are_xhtml,
)
