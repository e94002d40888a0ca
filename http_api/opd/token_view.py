"""A token as its household's page sees it."""

from collections.abc import Sequence
from typing import Literal

from clinic.consultation.consultation import Consultation
from clinic.consultation.lifecycle import State
from clinic.opd.board import Board
from clinic.opd.rules import Rules
from clinic.opd.showing import Showing, TokenShown
from clinic.opd.telling import DoctorShown
from http_api.opd.clinic_view import WaitAnswer, wait_answer
from http_api.operations import Answer

StateWord = Literal[
    "requested",
    "waiting",
    "called",
    "in_progress",
    "interrupted",
    "ended",
    "closed",
    "withdrawn",
    "no_show",
    "cancelled",
    "referred",
]


ModeWord = Literal["video", "telephone"]


GenderWord = Literal["female", "male"]


class DoctorAnswer(Answer):
    """As the guidelines want it shown."""

    id: str
    name: str
    qualification: str
    council: str
    registration_number: str


class OfferAnswer(Answer):
    opens_at: float


class TokenAnswer(Answer):
    """``place``: 1 is next; ``ahead``: how many are before her. ``offer``: another day's place, for her to accept."""

    id: str
    number: int
    day: str
    clinic: str
    clinic_name: str
    clinic_phase: Literal["open", "paused", "closed"]
    doctors_on_duty: int
    patient: str
    patient_name: str
    state: StateWord
    mode: ModeWord
    language: str
    doctor_gender: GenderWord | None
    place: int | None
    ahead: int | None
    wait: WaitAnswer | None
    doctor: DoctorAnswer | None
    ring_ends_at: float | None
    can_delay: bool
    missed: int
    interrupted_until: float | None
    offer: OfferAnswer | None
    is_return: bool
    is_urgent: bool
    ended_at: float | None


class TokensAnswer(Answer):
    tokens: list[TokenAnswer]


class TokenViews:
    """Tokens as her page sees them."""

    def __init__(self, showing: Showing, board: Board, rules: Rules) -> None:
        self._showing = showing
        self._board = board
        self._rules = rules

    async def of(self, token: Consultation) -> TokenAnswer:
        return await self.shown(await self._showing.token(token))

    async def all(self, tokens: Sequence[Consultation]) -> list[TokenAnswer]:
        return [await self.shown(one) for one in await self._showing.tokens(tokens)]

    async def shown(self, shown: TokenShown) -> TokenAnswer:
        token, clinic = shown.token, shown.clinic
        view = await self._board.of(clinic.id)
        place = view.place_of(token.id)
        if (place is None) is (token.state is State.WAITING):
            view = await self._board.renewed(clinic.id)  # it is older than what she has just done
            place = view.place_of(token.id)
        is_ringing = token.state is State.CALLED
        return TokenAnswer(
            id=token.id,
            number=token.number,
            day=token.day,
            clinic=clinic.id,
            clinic_name=clinic.name,
            clinic_phase=clinic.phase.value,
            doctors_on_duty=view.doctors,
            patient=token.patient,
            patient_name=shown.patient_name,
            state=token.state.value,
            mode=token.mode,
            language=token.language,
            doctor_gender=token.doctor_gender,
            place=place,
            ahead=None if place is None else place - 1,
            wait=None if place is None else wait_answer(view.wait_at(place)),
            doctor=None if shown.doctor is None else DoctorAnswer(**_fields(shown.doctor)),
            ring_ends_at=token.deadline_at if is_ringing else None,
            can_delay=is_ringing and not token.delayed,
            missed=token.missed,
            interrupted_until=_interrupted_until(token, self._rules),
            offer=None if token.offer_until is None else OfferAnswer(opens_at=token.offer_until),
            is_return=token.return_to is not None,
            is_urgent=token.urgent,
            ended_at=token.ended_at,
        )


def _fields(doctor: DoctorShown) -> dict[str, str]:
    return {name: getattr(doctor, name) for name in DoctorAnswer.model_fields}


def _interrupted_until(token: Consultation, rules: Rules) -> float | None:
    if token.state is not State.INTERRUPTED or token.interrupted_at is None:
        return None
    return token.interrupted_at + rules.grace_seconds
