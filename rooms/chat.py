"""The chat of one room: its last lines, each kept once however often it is sent."""

from rooms.ports import ParticipantId
from rooms.records import ChatMessage, NamedPerson

MOST_LINES = 500
# All of it is sent to whoever comes back, perhaps over a slow line.
MOST_CHARACTERS = 100_000


class Chat:
    def __init__(self) -> None:
        self._lines: dict[tuple[ParticipantId, str], ChatMessage] = {}
        self._last_id = 0
        self._characters = 0

    def __len__(self) -> int:
        return len(self._lines)

    @property
    def lines(self) -> tuple[ChatMessage, ...]:
        """The oldest first."""
        return tuple(self._lines.values())

    def find(self, participant: ParticipantId, key: str) -> ChatMessage | None:
        """What she has sent under this key already."""
        return self._lines.get((participant, key))

    def add(
        self, participant: ParticipantId, people: tuple[NamedPerson, ...], text: str, key: str, sent_at: float
    ) -> ChatMessage:
        """A new line; the oldest ones make room for it. ``sent_at``: seconds since 1970 UTC."""
        self._last_id += 1
        line = ChatMessage(self._last_id, key, participant, people, text, sent_at)
        self._lines[participant, key] = line
        self._characters += len(text)
        while len(self._lines) > MOST_LINES or self._characters > MOST_CHARACTERS:
            self._characters -= len(self._lines.pop(next(iter(self._lines))).text)
        return line
