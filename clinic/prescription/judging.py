"""The guidelines' word and the checks' word on each line, put together."""

from collections.abc import Sequence
from datetime import date

from clinic.prescription.checks import examine
from clinic.prescription.draft import Fields
from clinic.prescription.formulary import Formulary
from clinic.prescription.gathering import Gathered, Records
from clinic.prescription.guidelines.engine import judge, key
from clinic.prescription.guidelines.rulebook import Rulebook
from clinic.prescription.line import Line
from clinic.prescription.unlisted import Unlisted, agreed
from clinic.prescription.verdict import Caution, LineVerdict, Verdict

REASON_LENGTH = 300
LEAST_REASON = 3


class Judge:
    """``seconds_needed``: of the patient's picture, for a consultation to count as by video."""

    def __init__(self, rulebook: Rulebook, formulary: Formulary, seconds_needed: float) -> None:
        self.formulary = formulary
        self.seconds_needed = seconds_needed
        self._rulebook = rulebook

    def version(self, today: date) -> str:
        return self._rulebook.for_day(today).version

    async def verdict(self, records: Records, gathered: Gathered, fields: Fields, today: date) -> Verdict:
        """Of ``fields``, with what two medical officers have decided about medicines of no list."""
        opinions = await records.unlisted_medicines.opinions(_keys(fields.lines))
        case, book = gathered.case(fields, today), self._rulebook.for_day(today)
        texts = gathered.texts(fields)
        rulings, ruled = judge(book, case, fields.lines, agreed(opinions), self.seconds_needed, texts)
        checked = examine(case, fields.lines, self.formulary)
        lines = [_line(one, *ruled[one.id], *checked[one.id]) for one in fields.lines]
        return Verdict(rulings, lines)


def _line(line: Line, outcome, listed, rulings, warnings, checks) -> LineVerdict:  # type: ignore[no-untyped-def]
    return LineVerdict(line.id, outcome, listed, rulings, warnings, checks)


def held_medicines(fields: Fields, verdict: Verdict, now: float) -> list[Unlisted]:
    """What medical officers are to decide about."""
    held = {one.line for one in verdict.lines if one.outcome == "held"}
    found = [
        Unlisted(key(one.name, line.form, line.route), one.name, line.form, line.route, now)
        for line in fields.lines
        if line.id in held
        for one in line.ingredients
    ]
    return list({one.key: one for one in found}.values())


def lacking_reasons(line: Line, warnings: Sequence[Caution]) -> list[str]:
    """The codes of the warnings that the doctor has given no reason against."""
    return [one.code for one in warnings if len(line.overrides.get(one.code, "").strip()) < LEAST_REASON]


def _keys(lines: Sequence[Line]) -> set[str]:
    return {key(one.name, line.form, line.route) for line in lines for one in line.ingredients}
