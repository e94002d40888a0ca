"""Who waits to be let into one room, and the observers who are being announced."""

from rooms.admission import Admission
from rooms.participant import Participant
from rooms.ports import ParticipantId, Refusal
from rooms.records import WaitingPerson
from rooms.views import waiting_person

MOST_WAITING = 50
ANNOUNCEMENT_SECONDS = 5.0


class Lobby:
    """The one who waits longest stands first."""

    def __init__(self) -> None:
        self._waiting: dict[ParticipantId, Participant] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def people(self) -> tuple[Participant, ...]:
        return tuple(self._waiting.values())

    @property
    def announced(self) -> tuple[Participant, ...]:
        return tuple(one for one in self._waiting.values() if one.admission is Admission.ANNOUNCED)

    def find(self, participant: ParticipantId) -> Participant | None:
        return self._waiting.get(participant)

    def enter(self, participant: Participant) -> None:
        """Raises ``Refusal`` lobby_full."""
        if len(self._waiting) >= MOST_WAITING:
            raise Refusal("lobby_full", "Too many people wait for this room already.")
        self._waiting[participant.id] = participant

    def leave(self, participant: Participant) -> None:
        self._waiting.pop(participant.id, None)

    def announced_long_enough(self, now: float) -> tuple[Participant, ...]:
        return tuple(one for one in self.announced if now - one.announced_at >= ANNOUNCEMENT_SECONDS)

    def view(self) -> tuple[WaitingPerson, ...]:
        return tuple(waiting_person(one) for one in self._waiting.values())
