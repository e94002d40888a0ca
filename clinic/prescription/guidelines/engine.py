"""The engine: a case and its lines against the rulebook. Pure, and it knows no medicine by itself.

Telemedicine Practice Guidelines 2020, section 3.7.4: list × relation × participants × mode × purpose.
"""

import unicodedata
from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clinic.consultation.readiness import is_minor, needed
from clinic.prescription.case import Case, Mode, Relation
from clinic.prescription.guidelines.rulebook import Rulebook
from clinic.prescription.guidelines.scan import found, found_in
from clinic.prescription.line import Line, LineId, Purpose
from clinic.prescription.medicine import Form, Ingredient, Route
from clinic.prescription.verdict import ListName, Outcome, Ruling

Ruled = tuple[Outcome, ListName | None, tuple[Ruling, ...]]


@dataclass(frozen=True, slots=True)
class Standing:
    """``listed`` is ``None`` in no list. ``chronic``: at a first consultation it is refilled only."""

    listed: ListName | None
    chronic: bool = False

    @property
    def strictness(self) -> int:
        order: tuple[ListName | None, ...] = ("O", "A", "B", None, "X")
        return 2 * order.index(self.listed) + self.chronic


@dataclass(frozen=True, slots=True)
class Axes:
    """What the permissions are keyed by, besides the list."""

    relation: Relation
    mode: Mode
    purpose: Purpose


def judge(
    rulebook: Rulebook,
    case: Case,
    lines: Sequence[Line],
    classified: Mapping[str, ListName],
    seconds_needed: float,
    texts: Mapping[str, str],
) -> tuple[tuple[Ruling, ...], Mapping[LineId, Ruled]]:
    """What is against the whole, and each line's outcome. ``rulebook``: of the case's day.

    ``classified``: what two medical officers decided, by ``key``. ``texts``: what is written freely, by field.
    """
    whole = [rulebook.ruling(code) for code in _against_all(rulebook, case)]
    prohibited = found_in(texts, rulebook)
    if prohibited:
        whole.append(_of_texts(rulebook, prohibited))
    return tuple(whole), {one.id: _ruled(rulebook, case, one, classified, seconds_needed) for one in lines}


def key(ingredient: str, form: Form, route: Route) -> str:
    """By which a medicine of no list is known to medical officers."""
    return f"{named(ingredient)}|{form}|{route}"


def named(ingredient: str) -> str:
    """In small letters, composed, with single spaces."""
    return " ".join(unicodedata.normalize("NFKC", ingredient).casefold().split())


def relation(case: Case, months: int = 6) -> Relation:
    """A follow-up by the doctor's attested visit in person alone (section 3.6.2): a visit through us is none."""
    seen = None if case.in_person is None else case.in_person.day
    if seen is None or seen > case.today or case.today > _later(seen, months):
        return "first"
    return "follow_up"


def effective_mode(case: Case, seconds_needed: float) -> Mode:
    """By video where the doctor saw the patient for so long, and says so; falling back later does not undo it."""
    if case.sighting.attested and case.sighting.seconds >= seconds_needed:
        return "video"
    return "audio" if case.line == "video" else case.line


def standing(rulebook: Rulebook, line: Line, classified: Mapping[str, ListName]) -> Standing:
    """By the strictest of its ingredients."""
    return _standings(rulebook, line, classified)[0]


def _standings(rulebook: Rulebook, line: Line, classified: Mapping[str, ListName]) -> Sequence[Standing]:
    """Of each ingredient, the strictest first; a line that has none is in no list."""
    every = {_standing(rulebook, one, line, classified) for one in line.ingredients}
    return sorted(every, key=lambda one: one.strictness, reverse=True) or [Standing(None)]


def _standing(rulebook: Rulebook, one: Ingredient, line: Line, classified: Mapping[str, ListName]) -> Standing:
    name = named(one.name)
    listing = rulebook.listing(name, line.form, line.route)
    if listing is not None:
        return Standing(listing.list, listing.chronic)
    if found(name, rulebook):
        return Standing("X")
    return Standing(classified.get(key(name, line.form, line.route)))


def _ruled(
    rulebook: Rulebook, case: Case, line: Line, classified: Mapping[str, ListName], seconds_needed: float
) -> Ruled:
    stands = _standings(rulebook, line, classified)
    strictest = stands[0].listed
    if strictest == "X":
        return "refused", "X", (rulebook.ruling("prohibited"),)
    prohibited = found_in({"instructions": line.instructions}, rulebook)
    if prohibited:
        return "refused", strictest, (_of_texts(rulebook, prohibited),)
    if strictest is None:
        return "held", None, (rulebook.ruling("unlisted"),)
    axes = Axes(relation(case, rulebook.follow_up_months), effective_mode(case, seconds_needed), line.purpose)
    # List B at a follow-up allows what List A does not: each ingredient is asked for, not the strictest alone.
    against = [one for one in stands if not _is_allowed(rulebook, case, one, axes)]
    if not against:
        return "allowed", strictest, ()
    return "refused", strictest, tuple(map(rulebook.ruling, _lacking(rulebook, case, against[0], axes)))


def _is_allowed(rulebook: Rulebook, case: Case, stands: Standing, axes: Axes) -> bool:
    return any(
        row.list == stands.listed
        and row.chronic in (None, stands.chronic)
        and axes.relation in row.relations
        and case.asks in row.participants
        and axes.mode in row.modes
        and axes.purpose in row.purposes
        for row in rulebook.permissions
    )


def _lacking(rulebook: Rulebook, case: Case, stands: Standing, axes: Axes) -> tuple[str, ...]:
    """The codes of the least that would have to be otherwise."""
    if case.asks == "doctor":
        return ("not_treating",)
    refilled = "add_on_only" if axes.relation == "follow_up" else "refill_only"
    ways: tuple[tuple[tuple[str, ...], Axes], ...] = (
        (("needs_video",), replace(axes, mode="video")),
        ((refilled,), replace(axes, purpose="refill")),
        (("needs_video", refilled), replace(axes, mode="video", purpose="refill")),
    )
    return next((codes for codes, way in ways if _is_allowed(rulebook, case, stands, way)), ("needs_follow_up",))


def _against_all(rulebook: Rulebook, case: Case) -> Iterator[str]:
    """The codes of what is against the prescription as a whole."""
    if not case.is_treating or case.asks == "doctor":
        yield "not_treating"
    if case.system is None:
        yield "not_registered"
    elif case.system not in rulebook.systems:
        yield "system_not_covered"
    if needed(case.intake, case.patient, case.today):
        yield "adult_missing" if is_minor(case.patient, case.today) else "authority_missing"
    if not case.has_diagnosis:
        yield "diagnosis_missing"


def _of_texts(rulebook: Rulebook, prohibited: Mapping[str, Sequence[str]]) -> Ruling:
    """One ruling, which names each field and what is in it: "(Advice: codeine; Diet: opium)"."""
    ruling = rulebook.ruling("text_prohibited")
    words = {language: f"{said} ({_named(rulebook, prohibited, language)})" for language, said in ruling.words.items()}
    return replace(ruling, words=words)


def _named(rulebook: Rulebook, prohibited: Mapping[str, Sequence[str]], language: str) -> str:
    titles = {field: rulebook.fields.get(field, {}).get(language, field) for field in prohibited}
    return "; ".join(f"{titles[field]}: {', '.join(names)}" for field, names in prohibited.items())


def _later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
