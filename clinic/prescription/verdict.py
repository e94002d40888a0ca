"""What rules and checks say of a prescription: what is refused, held, warned of, and what nobody could check."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from clinic.prescription.line import LineId

ListName = Literal["O", "A", "B", "X"]
Outcome = Literal["allowed", "held", "refused"]
CheckName = Literal["duplicate", "allergy", "dose", "child", "pregnancy", "interaction"]
CheckResult = Literal["fine", "warned", "not_checked"]


@dataclass(frozen=True, slots=True)
class Ruling:
    """Of the guidelines. ``code``: stable ("needs_video"). ``clause``: as it is cited. ``words``: by language."""

    code: str
    clause: str
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Caution:
    """Of a check. ``code``: stable, unique in its line: "allergy:penicillin". The doctor may go on, with a reason."""

    code: str
    check: CheckName
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class LineVerdict:
    """``listed``: by the strictest of its ingredients; ``None`` where a list has none of it. ``checks``: each named."""

    line: LineId
    outcome: Outcome
    listed: ListName | None
    rulings: Sequence[Ruling] = ()
    warnings: Sequence[Caution] = ()
    checks: Mapping[CheckName, CheckResult] | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """``rulings``: against the whole prescription. It may be signed where there are none and no line is refused."""

    rulings: Sequence[Ruling]
    lines: Sequence[LineVerdict]
