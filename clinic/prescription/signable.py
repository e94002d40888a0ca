"""What of a draft may be signed: nothing against the guidelines, nothing held, no warning without a reason, no medicine
without how it is taken.
"""

from clinic.prescription.checking import check_dosings
from clinic.prescription.draft import Fields
from clinic.prescription.gathering import SIGNED_WHILE, Gathered
from clinic.prescription.judging import lacking_reasons
from clinic.prescription.line import Line
from clinic.prescription.verdict import Verdict
from rooms.ports import Refusal


def signable(fields: Fields, verdict: Verdict) -> tuple[Line, ...]:
    """The lines that nothing speaks against; what is held is left out. Raises ``Refusal``."""
    outcomes = {one.line: one for one in verdict.lines}
    codes = tuple(one.code for one in verdict.rulings)
    if codes:
        raise Refusal(
            "prescription_refused", "The guidelines speak against it.", tuple(r.code for r in verdict.rulings)
        )
    refused = tuple(one.line for one in verdict.lines if one.outcome == "refused")
    if refused:
        raise Refusal("prescription_refused", "The guidelines speak against a medicine.", refused)
    lines = tuple(one for one in fields.lines if outcomes[one.id].outcome == "allowed")
    check_dosings(lines)
    unanswered = tuple(one.id for one in lines if lacking_reasons(one, outcomes[one.id].warnings))
    if unanswered:
        raise Refusal("override_missing", "Please say why, against each warning, or change the medicine.", unanswered)
    if not lines and not _says_something(fields):
        raise Refusal("prescription_empty", "There is nothing on this prescription that can be signed.")
    return lines


def can_sign(gathered: Gathered, verdict: Verdict) -> bool:
    """Whether nothing but the doctor's own word is missing."""
    if gathered.is_locked or gathered.consultation.state not in SIGNED_WHILE:
        return False
    try:
        signable(gathered.draft.fields, verdict)
    except Refusal:
        return False
    return True


def _says_something(fields: Fields) -> bool:
    return any(getattr(fields, name).strip() for name in ("investigations", "diet", "worse", "referral"))
