"""Who sends what to whom."""

from collections.abc import Iterator
from dataclasses import dataclass

AUDIO_RATE_HZ = 50
VIDEO_RATE_HZ = 110
PACKETS_A_FRAME = 4
FRAME_SECONDS = PACKETS_A_FRAME / VIDEO_RATE_HZ


@dataclass(frozen=True, slots=True)
class Plan:
    """Rooms of equal size, everybody sends audio and video and receives everybody else of her room."""

    name: str
    rooms: int
    people: int
    seconds: float
    warm_up_seconds: float
    payload_bytes: int
    core: int | None
    slowness: float = 1.0
    """Packets come that many times more rarely than in a real call."""

    @property
    def participants(self) -> list[str]:
        return [f"{self.name}-{room}-{person}" for room in range(self.rooms) for person in range(self.people)]

    @property
    def slots(self) -> int:
        return self.people - 1

    def room_of(self, participant: str) -> str:
        return participant.rpartition("-")[0].replace("_", "-")

    def feeds(self) -> Iterator[tuple[str, int, str]]:
        """(participant, pair, source) for everybody."""
        for participant in self.participants:
            room = participant.rpartition("-")[0]
            sources = [f"{room}-{person}" for person in range(self.people)]
            sources.remove(participant)
            for pair, source in enumerate(sources):
                yield participant, pair, source
