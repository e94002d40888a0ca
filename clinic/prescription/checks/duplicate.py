"""The same ingredient twice: in two lines, or beside what the patient takes already."""

from collections.abc import Sequence

from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution, is_told, names_in
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line


def check(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Finding:
    """A refill is what she takes already: that alone is no duplicate."""
    hers = {formulary.generic(one.name) for one in line.ingredients}
    others = {formulary.generic(part.name) for one in lines if one.id != line.id for part in one.ingredients}
    told = case.intake.medicines or ""
    taken = names_in(told, formulary) if is_told(told) and line.purpose != "refill" else frozenset()
    twice = [
        caution(
            "duplicate",
            name,
            f"{name.capitalize()} is in another medicine of this prescription too.",
            f"{name} इस पर्चे की दूसरी दवा में भी है।",
        )
        for name in sorted(hers & others)
    ]
    beside = [
        caution(
            "duplicate",
            f"{name}:taken",
            f"The patient takes {name} already, as was told. If this is a refill, say so.",
            f"मरीज़ के बताए अनुसार {name} पहले से चल रही है। अगर वही दोबारा दे रहे हैं तो ऐसा चुनें।",
        )
        for name in sorted(hers & taken)
    ]
    return Finding((*twice, *beside))
