"""How much of each ingredient a day: against an adult's most, or a child's by weight and age."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from clinic.consultation.readiness import is_minor
from clinic.patients.patient import Birth, ToldAge
from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line
from clinic.prescription.medicine import IngredientFacts
from clinic.prescription.verdict import Caution, CheckName


@dataclass(frozen=True, slots=True)
class Daily:
    """``mg``: what can be counted. ``is_whole``: whether that is all there is."""

    mg: float
    is_whole: bool


Judge = Callable[[IngredientFacts, Daily], Finding]


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


def daily_mg(name: str, lines: Sequence[Line], formulary: Formulary) -> Daily:
    """On one day, of all lines together."""
    counted, is_whole = 0.0, True
    for line in lines:
        for part in line.ingredients:
            if formulary.generic(part.name) != name:
                continue
            counted += (part.mg_per_unit or 0.0) * line.dosing.daily
            is_whole = is_whole and part.mg_per_unit is not None
    return Daily(counted, is_whole)


def _adult(facts: IngredientFacts, daily: Daily) -> Finding:
    most = facts.most_mg_a_day
    if most is None:
        return Finding((), is_known=False)
    too_much = _too_much("dose", facts.name, daily.mg, most, "an adult", "वयस्क")
    return Finding((too_much,) if daily.mg > most else (), daily.is_whole)


def _child(case: Case, facts: IngredientFacts, daily: Daily) -> Finding:
    """By weight; and whatever is known of her or not, never more than an adult."""
    least, kg = facts.least_child_years, case.weight_kg
    is_too_young = least is not None and _years(case.patient.birth, case.today) < least
    cautions = [_too_young(facts.name, least)] if is_too_young and least is not None else []
    by_weight = None if facts.child_mg_per_kg_a_day is None or kg is None else facts.child_mg_per_kg_a_day * kg
    an_adults = facts.most_mg_a_day or math.inf
    if by_weight is not None and by_weight < an_adults and daily.mg > by_weight:
        who, whom = f"a child of {kg:g} kg", f"{kg:g} किलो के बच्चे"
        cautions.append(_too_much("child", facts.name, daily.mg, by_weight, who, whom))
    elif daily.mg > an_adults:
        cautions.append(_too_much("child", facts.name, daily.mg, an_adults, "an adult", "वयस्क"))
    return Finding(tuple(cautions), by_weight is not None and daily.is_whole)


def _years(birth: Birth, today: date) -> float:
    """By whole months where the day of birth is known; where an age was told, by whole years."""
    if isinstance(birth, ToldAge):
        return birth.age_years(today)
    months = (today.year - birth.on.year) * 12 + today.month - birth.on.month - (today.day < birth.on.day)
    return months / 12


def _too_young(name: str, least: float) -> Caution:
    age = f"{least:g} years" if least >= 1 else f"{least * 12:.0f} months"
    years = f"{least:g} साल" if least >= 1 else f"{least * 12:.0f} महीने"
    return caution(
        "child",
        f"{name}:age",
        f"{name.capitalize()} is not for children under {age}.",
        f"{name} {years} से छोटे बच्चों के लिए नहीं है।",
    )


def _too_much(check: CheckName, name: str, daily: float, most: float, who: str, whom: str) -> Caution:
    told, limit = _mg(daily), _mg(most)
    return caution(
        check,
        name,
        f"{told} of {name} a day; at most {limit} for {who}.",
        f"दिन में {told} {name}; {whom} के लिए अधिकतम {limit}।",
    )


def _mg(amount: float) -> str:
    return f"{amount:,.0f} mg" if amount >= 1 else f"{amount * 1000:,.0f} mcg"
