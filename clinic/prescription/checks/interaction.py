"""Pairs of medicines that are known to disturb one another: in the prescription, and with what is taken already."""

from collections.abc import Iterator, Mapping, Sequence

from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution, is_told, names_in
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line
from clinic.prescription.medicine import Route
from clinic.prescription.verdict import Caution

LOCAL: frozenset[Route] = frozenset({"topical", "eye", "ear", "nasal", "vaginal"})
"""What is known of pairs is known of medicines that reach the blood: of these nothing is said."""


def check(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Finding:
    """Known for certain only where the data of all of them are meant to be whole; otherwise "not checked"."""
    if line.route in LOCAL:
        return Finding((), is_known=False)
    hers = {formulary.generic(one.name) for one in line.ingredients}
    others = {
        formulary.generic(part.name)
        for one in lines
        if one.id != line.id and one.route not in LOCAL
        for part in one.ingredients
    }
    told = case.intake.medicines
    beside = names_in(told, formulary) if told is not None and is_told(told) else frozenset()
    cautions = tuple(_between(hers, (others | beside) - hers, formulary))
    known = [formulary.facts(one) for one in hers | others | beside]
    return Finding(cautions, all(one is not None and one.interactions_known for one in known))


def _between(hers: set[str], others: set[str], formulary: Formulary) -> Iterator[Caution]:
    for one in sorted(hers):
        for other in sorted(others):
            why = _why(one, other, formulary)
            if why is not None:
                english, hindi = why["en"], why["hi"]
                told = f"{one.capitalize()} with {other}: {english[:1].lower()}{english[1:]}"
                yield caution("interaction", f"{one}:{other}", told, f"{one} और {other}: {hindi}")


def _why(one: str, other: str, formulary: Formulary) -> Mapping[str, str] | None:
    """Whichever of the two names the other."""
    facts = ((formulary.facts(one), other), (formulary.facts(other), one))
    reasons = (
        formulary.reasons[known.interacts[named]] for known, named in facts if known and named in known.interacts
    )
    return next(reasons, None)
