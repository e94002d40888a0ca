"""Pairs of medicines that are known to disturb one another: in the prescription, and with what is taken already."""

from collections.abc import Iterator, Sequence

from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution, is_told, names_in
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line
from clinic.prescription.verdict import Caution

IN_HINDI = "{one} और {other} साथ में हानि कर सकते हैं।"


def check(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Finding:
    """Known for certain only where the data of all of them are meant to be whole; otherwise "not checked"."""
    hers = {formulary.generic(one.name) for one in line.ingredients}
    others = {formulary.generic(part.name) for one in lines if one.id != line.id for part in one.ingredients}
    told = case.intake.medicines
    beside = names_in(told, formulary) if told is not None and is_told(told) else frozenset()
    cautions = tuple(_between(hers, (others | beside) - hers, formulary))
    known = [formulary.facts(one) for one in hers | others]
    return Finding(cautions, all(one is not None and one.interactions_known for one in known))


def _between(hers: set[str], others: set[str], formulary: Formulary) -> Iterator[Caution]:
    for one in sorted(hers):
        for other in sorted(others):
            why = _why(one, other, formulary)
            if why:
                words = f"{one.capitalize()} with {other}: {why[:1].lower()}{why[1:]}"
                yield caution("interaction", f"{one}:{other}", words, IN_HINDI.format(one=one, other=other))


def _why(one: str, other: str, formulary: Formulary) -> str:
    """Whichever of the two names the other."""
    facts = ((formulary.facts(one), other), (formulary.facts(other), one))
    return next((known.interacts[named] for known, named in facts if known and named in known.interacts), "")
