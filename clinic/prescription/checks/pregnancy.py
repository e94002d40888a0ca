"""Medicines to be avoided in pregnancy, for whoever is or may be pregnant."""

from clinic.consultation.intake import may_be_pregnant
from clinic.prescription.case import Case
from clinic.prescription.checks.finding import Finding, caution
from clinic.prescription.formulary import Formulary
from clinic.prescription.line import Line


def check(case: Case, line: Line, formulary: Formulary) -> Finding:
    if not may_be_pregnant(case.patient, case.today) or case.intake.pregnancy == "no":
        return Finding()
    known = [formulary.facts(one.name) for one in line.ingredients]
    avoided = sorted({one.name for one in known if one is not None and one.pregnancy == "avoid"})
    if case.intake.pregnancy is None and not avoided:
        return Finding((), is_known=False)
    cautions = tuple(
        caution(
            "pregnancy",
            name,
            f"{name.capitalize()} is avoided in pregnancy, and the patient is or may be pregnant.",
            f"गर्भावस्था में {name} से बचा जाता है, और मरीज़ गर्भवती है या हो सकती है।",
        )
        for name in avoided
    )
    return Finding(cautions, all(one is not None and one.pregnancy is not None for one in known))
