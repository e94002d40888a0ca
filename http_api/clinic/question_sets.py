"""Questions in both languages, for the medical officer who approves them by name."""

from typing import Annotated, Any

from pydantic import Field

from clinic.staff.permissions import Permission
from clinic.triage.approvals import Asked, Questions
from clinic.triage.question_set import Person, Sign
from http_api.bodies import Body
from http_api.clinic.permits import Permits
from http_api.operations import Answer, Call, Operations, Who


class BothWords(Answer):
    en: str
    hi: str


class BothLists(Answer):
    en: list[str]
    hi: list[str]


class IncludedInBoth(Answer):
    """``source``: a key of the set's ``sources``."""

    words: BothWords
    people: list[Person]
    source: str


class HelplineInBoth(Answer):
    number: str
    name: str
    words: BothWords


class SignInBoth(Answer):
    id: str
    picture: str
    words: BothWords
    people: list[Person]
    meanwhile: BothLists
    includes: list[IncludedInBoth]
    helpline: HelplineInBoth | None


class ApprovalAnswer(Answer):
    name: str
    at: float


class QuestionSetAnswer(Answer):
    """``approval``: ``null`` while these words are not clinically approved. ``sha256``: of these words."""

    name: str
    version: int
    sha256: str
    sources: dict[str, str]
    approval: ApprovalAnswer | None
    signs: list[SignInBoth]


class QuestionSetsAnswer(Answer):
    sets: list[QuestionSetAnswer]


class Approve(Body):
    """Of what she has read: another text is not approved by this."""

    version: int
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


def add_question_sets(operations: Operations, questions: Questions, permits: Permits) -> None:
    async def list_question_sets(call: Call) -> QuestionSetsAnswer:
        await permits.require(call, Permission.APPROVE_QUESTIONS)
        return QuestionSetsAnswer(sets=[_shown(one) for one in await questions.all()])

    async def approve_questions(call: Call, body: Approve) -> QuestionSetAnswer:
        actor = await permits.require(call, Permission.APPROVE_QUESTIONS)
        return _shown(await questions.approve(call.named("name"), body.version, body.sha256, actor))

    async def withdraw_approval(call: Call) -> QuestionSetAnswer:
        actor = await permits.require(call, Permission.APPROVE_QUESTIONS)
        return _shown(await questions.withdraw(call.named("name"), actor))

    staff: dict[str, Any] = {"who": Who.STAFF}
    operations.add(
        "GET",
        "/triage/question-sets",
        list_question_sets,
        "Questions to be approved",
        gives=QuestionSetsAnswer,
        refuses=("not_permitted",),
        **staff,
    )
    operations.add(
        "POST",
        "/triage/question-sets/{name}/approve",
        approve_questions,
        "Approve questions by name",
        takes=Approve,
        gives=QuestionSetAnswer,
        refuses=("not_permitted", "questions_unknown", "questions_changed"),
        **staff,
    )
    operations.add(
        "POST",
        "/triage/question-sets/{name}/withdraw",
        withdraw_approval,
        "Take back an approval",
        gives=QuestionSetAnswer,
        refuses=("not_permitted", "questions_unknown", "questions_not_approved"),
        **staff,
    )


def _shown(asked: Asked) -> QuestionSetAnswer:
    questions, approval = asked.questions, asked.approval
    return QuestionSetAnswer(
        name=questions.name,
        version=questions.version,
        sha256=questions.sha256,
        sources=dict(questions.sources),
        approval=None if approval is None else ApprovalAnswer(name=approval.name, at=approval.approved_at),
        signs=[_sign(sign) for sign in questions.signs],
    )


def _sign(sign: Sign) -> SignInBoth:
    line = sign.helpline
    return SignInBoth(
        id=sign.id,
        picture=sign.picture,
        words=BothWords(**sign.words),
        people=list(sign.people),
        meanwhile=BothLists(en=list(sign.meanwhile.get("en", ())), hi=list(sign.meanwhile.get("hi", ()))),
        includes=[
            IncludedInBoth(words=BothWords(**one.words), people=list(one.people), source=one.source)
            for one in sign.includes
        ],
        helpline=None
        if line is None
        else HelplineInBoth(number=line.number, name=line.name, words=BothWords(**line.words)),
    )
