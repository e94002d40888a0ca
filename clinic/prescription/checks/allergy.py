"""What the patient was said to be allergic to, against each ingredient and its family."""

import re
from collections.abc import Iterator, Sequence

from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution, is_told, names_in, phrases_of
from clinic.prescription.finding import words_of
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line
from clinic.prescription.verdict import Caution

NOT_ASKED = caution(
    "allergy",
    "not_asked",
    "Nobody has asked for allergies yet. Ask the patient.",
    "एलर्जी के बारे में अभी किसी ने नहीं पूछा। मरीज़ से पूछें।",
)
_SEPARATORS = re.compile(r"[,;/&+|।\n\t]|\.(?=\s|$)|\b(?:and|or)\b|(?<!\S)(?:और|या|तथा|व)(?!\S)", re.IGNORECASE)
_NOTHING = re.compile(r"|none|no|nil|nka|nkda|no (?:known )?(?:drug )?(?:allergy|allergies)|नहीं|कोई नहीं")


def check(case: Case, line: Line, formulary: Formulary) -> Finding:
    told = case.intake.allergies
    if told is None or not told.strip():
        return Finding((NOT_ASKED,))
    if not is_told(told):
        return Finding()
    unknown = _unknown(told, formulary)
    return Finding((*_against(told, line, formulary), *([_to_be_read(unknown)] if unknown else [])))


def _against(told: str, line: Line, formulary: Formulary) -> Iterator[Caution]:
    hers, families = names_in(told, formulary), _families_in(told, formulary)
    crossing = {other for family in families for other in formulary.cross_reactions.get(family, ())}
    for ingredient in line.ingredients:
        name, facts = formulary.generic(ingredient.name), formulary.facts(ingredient.name)
        own = frozenset() if facts is None else facts.families
        if name in hers:
            yield _caution(name, f"The patient is allergic to {name}.", f"मरीज़ को {name} से एलर्जी है।")
        for family in sorted(own & families):
            yield _caution(
                family,
                f"The patient is allergic to medicines of the family {family}; {name} is one.",
                f"मरीज़ को {family} समूह की दवाओं से एलर्जी है; {name} उनमें से एक है।",
            )
        for family in sorted(own & crossing - families):
            yield _caution(
                family,
                f"An allergy was told that may concern {name} too ({family}).",
                f"बताई गई एलर्जी {name} ({family}) से भी हो सकती है।",
            )


def _families_in(told: str, formulary: Formulary) -> frozenset[str]:
    """Those that are named, and those of the ingredients that are named."""
    told_of = phrases_of(told)
    spoken = {family for family, words in formulary.families.items() if words & told_of}
    facts = [formulary.ingredients[name] for name in names_in(told, formulary)]
    return frozenset(spoken | {family for one in facts for family in one.families})


def _unknown(told: str, formulary: Formulary) -> Sequence[str]:
    """Of what was told, one after the other, that in which no medicine and no family is named."""
    parts = [" ".join(part.split()) for part in _SEPARATORS.split(told)]
    told_of = [part for part in parts if not _NOTHING.fullmatch(" ".join(words_of(part)))]
    return [part for part in told_of if not names_in(part, formulary) and not _families_in(part, formulary)]


def _to_be_read(unknown: Sequence[str]) -> Caution:
    quoted = "; ".join(f"“{part}”" for part in unknown)
    return _caution(
        "unknown_words",
        f"An allergy was told that this list does not know: {quoted}. Read it, and decide.",
        f"ऐसी एलर्जी बताई गई है जो इस सूची में नहीं है: {quoted}। उसे पढ़कर निर्णय लें।",
    )


def _caution(about: str, english: str, hindi: str) -> Caution:
    return caution("allergy", about, english, hindi)
