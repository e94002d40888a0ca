"""How much of each ingredient a day: against an adult's most, or a child's by weight and age."""

from collections.abc import Callable, Sequence

from clinic.consultation.readiness import is_minor
from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line
from clinic.prescription.medicine import IngredientFacts
from clinic.prescription.verdict import Caution

Judge = Callable[[IngredientFacts, float | None], Finding]


def check_adult(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Finding:
    """A child's dose is the other check's."""
    if is_minor(case.patient, case.today):
        return Finding()
    return _each(line, lines, formulary, _adult)


def check_child(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Finding:
    """For an adult there is nothing to check."""
    if not is_minor(case.patient, case.today):
        return Finding()
    return _each(line, lines, formulary, lambda facts, daily: _child(case, facts, daily))


def _each(line: Line, lines: Sequence[Line], formulary: Formulary, judge: Judge) -> Finding:
    findings = []
    for ingredient in line.ingredients:
        facts = formulary.facts(ingredient.name)
        daily = daily_mg(formulary.generic(ingredient.name), lines, formulary)
        findings.append(Finding((), is_known=False) if facts is None else judge(facts, daily))
    cautions = tuple(each for one in findings for each in one.cautions)
    return Finding(cautions, all(one.is_known for one in findings))


def daily_mg(name: str, lines: Sequence[Line], formulary: Formulary) -> float | None:
    """Milligrams on one day, of all lines together; ``None`` where one of them cannot be counted."""
    total = 0.0
    for line in lines:
        for part in line.ingredients:
            if formulary.generic(part.name) != name:
                continue
            if part.mg_per_unit is None:
                return None
            total += part.mg_per_unit * line.dosing.daily
    return total


def _adult(facts: IngredientFacts, daily: float | None) -> Finding:
    most = facts.most_mg_a_day
    if most is None or daily is None:
        return Finding((), is_known=False)
    return Finding((_too_much("dose", facts.name, daily, most, "an adult", "वयस्क"),) if daily > most else ())


def _child(case: Case, facts: IngredientFacts, daily: float | None) -> Finding:
    cautions: list[Caution] = []
    years, least = case.patient.birth.age_years(case.today), facts.least_child_years
    if least is not None and years < least:
        cautions.append(_too_young(facts.name, least))
    by_weight = facts.child_mg_per_kg_a_day
    is_known = by_weight is not None and daily is not None and case.weight_kg is not None
    if by_weight is not None and daily is not None and case.weight_kg is not None:
        most = min(by_weight * case.weight_kg, facts.most_mg_a_day or float("inf"))
        if daily > most:
            who, whom = f"a child of {case.weight_kg:g} kg", f"{case.weight_kg:g} किलो के बच्चे"
            cautions.append(_too_much("child", facts.name, daily, most, who, whom))
    return Finding(tuple(cautions), is_known)


def _too_young(name: str, least: float) -> Caution:
    age = f"{least:g} years" if least >= 1 else f"{least * 12:.0f} months"
    years = f"{least:g} साल" if least >= 1 else f"{least * 12:.0f} महीने"
    return caution(
        "child",
        f"{name}:age",
        f"{name.capitalize()} is not for children under {age}.",
        f"{name} {years} से छोटे बच्चों के लिए नहीं है।",
    )


def _too_much(check: str, name: str, daily: float, most: float, who: str, whom: str) -> Caution:
    told, limit = _mg(daily), _mg(most)
    return caution(
        "child" if check == "child" else "dose",
        name,
        f"{told} of {name} a day; at most {limit} for {who}.",
        f"दिन में {told} {name}; {whom} के लिए अधिकतम {limit}।",
    )


def _mg(amount: float) -> str:
    return f"{amount:,.0f} mg" if amount >= 1 else f"{amount * 1000:,.0f} mcg"
