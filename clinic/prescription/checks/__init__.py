"""Checks of a prescription against what is known of its ingredients; of what nobody knows they say "not checked".

Duplicates and allergies are always checked. A doctor can go on against a warning, with a reason.
"""

from collections.abc import Mapping, Sequence

from clinic.prescription.case import Case
from clinic.prescription.checks import allergy, dose, duplicate, interaction, pregnancy
from clinic.prescription.checks.finding import Finding
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line, LineId
from clinic.prescription.verdict import Caution, CheckName, CheckResult

Checked = tuple[tuple[Caution, ...], Mapping[CheckName, CheckResult]]


def examine(case: Case, lines: Sequence[Line], formulary: Formulary) -> Mapping[LineId, Checked]:
    """The cautions of each line, and what came of each check."""
    return {one.id: _examined(case, one, lines, formulary) for one in lines}


def _examined(case: Case, line: Line, lines: Sequence[Line], formulary: Formulary) -> Checked:
    findings: Mapping[CheckName, Finding] = {
        "duplicate": duplicate.check(case, line, lines, formulary),
        "allergy": allergy.check(case, line, formulary),
        "dose": dose.check_adult(case, line, lines, formulary),
        "child": dose.check_child(case, line, lines, formulary),
        "pregnancy": pregnancy.check(case, line, formulary),
        "interaction": interaction.check(case, line, lines, formulary),
    }
    cautions = {caution.code: caution for one in findings.values() for caution in one.cautions}
    return tuple(cautions.values()), {name: one.result for name, one in findings.items()}
