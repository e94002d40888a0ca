"""A medical officer's approval of one version of a question set, as it was written when she read it."""

from dataclasses import dataclass

from clinic.staff.account import StaffId
from clinic.triage.question_set import QuestionSet


@dataclass(frozen=True, slots=True)
class Approval:
    """``name``: the medical officer's, as it was then. Times are seconds since 1970 UTC."""

    id: str
    question_set: str
    version: int
    sha256: str
    approved_by: StaffId
    name: str
    approved_at: float
    withdrawn_at: float | None = None
    withdrawn_by: str | None = None

    def covers(self, questions: QuestionSet) -> bool:
        """These very words, and it was not withdrawn."""
        same = (self.question_set, self.version, self.sha256) == (questions.name, questions.version, questions.sha256)
        return same and self.withdrawn_at is None
