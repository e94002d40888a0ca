"""One person's seat in a room. It outlives her socket and her media transport (design decision 6)."""

import secrets
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from rooms.ports import Answer, ParticipantId
from rooms.slots import SlotMap

Connection = Literal["joining", "connected", "lost"]


class State(Enum):
    JOINING = "joining"
    CONNECTED = "connected"
    RECONNECTING = "reconnecting"
    LEFT = "left"


class Event(Enum):
    LINKS_UP = "links up"
    LINK_DOWN = "link down"
    LEAVE = "leave"


class Link(Enum):
    """The two lines that tie a person to her seat."""

    SOCKET = "socket"
    MEDIA = "media"


TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.JOINING, Event.LINKS_UP): State.CONNECTED,
    (State.JOINING, Event.LEAVE): State.LEFT,
    (State.CONNECTED, Event.LINK_DOWN): State.RECONNECTING,
    (State.CONNECTED, Event.LEAVE): State.LEFT,
    (State.RECONNECTING, Event.LINKS_UP): State.CONNECTED,
    (State.RECONNECTING, Event.LEAVE): State.LEFT,
}

_CONNECTION: dict[State, Connection] = {
    State.JOINING: "joining",
    State.CONNECTED: "connected",
    State.RECONNECTING: "lost",
    State.LEFT: "lost",
}


class IllegalEventError(Exception):
    """The state table has no such arrow: a mistake of ours, never of the client."""


@dataclass(slots=True)
class Participant:
    """``down`` says since when (seconds of the rooms' clock) a link has been missing.

    ``is_answered``: the relay has answered her once, so the others know of her. ``has_transport``: the present media
    worker serves her. ``negotiations`` numbers her offers: of two at the same moment the later one counts.
    """

    id: ParticipantId
    name: str
    resume_token: str
    down: dict[Link, float]
    state: State = State.JOINING
    slots: SlotMap = field(default_factory=lambda: SlotMap(pair_count=0))
    is_answered: bool = False
    has_transport: bool = False
    negotiations: int = 0

    @classmethod
    def arriving(cls, name: str, now: float) -> "Participant":
        """Her socket is there, her media is still to come."""
        return cls(
            id=ParticipantId(secrets.token_urlsafe(9)),
            name=name,
            resume_token=secrets.token_urlsafe(24),
            down={Link.MEDIA: now},
        )

    @property
    def connection(self) -> Connection:
        """What the others are told of her line."""
        return _CONNECTION[self.state]

    def apply(self, event: Event) -> None:
        """Move by the table; an illegal event raises ``IllegalEventError`` and changes nothing."""
        try:
            self.state = TRANSITIONS[self.state, event]
        except KeyError:
            raise IllegalEventError(f"{event.value} while {self.state.value}") from None

    def link_down(self, link: Link, now: float) -> None:
        """Remember since when the link is missing; a second report does not prolong the grace."""
        self.down.setdefault(link, now)
        if self.state is State.CONNECTED:
            self.apply(Event.LINK_DOWN)

    def link_up(self, link: Link) -> None:
        """The link is there again; she is connected once both are."""
        self.down.pop(link, None)
        if not self.down and self.state in (State.JOINING, State.RECONNECTING):
            self.apply(Event.LINKS_UP)

    def leave(self) -> None:
        self.apply(Event.LEAVE)

    def take_transport(self, answer: Answer) -> None:
        """A transport was opened for her: nothing is fed until she acknowledges the map that comes with the answer."""
        self.is_answered = self.has_transport = True
        if self.slots.pair_count == len(answer.pairs):
            self.slots.renew()
        else:
            self.slots = SlotMap(pair_count=len(answer.pairs), revision=self.slots.revision + 1)

    def is_token(self, token: str) -> bool:
        """Compared in constant time, so that the time of a refusal tells nothing."""
        return secrets.compare_digest(self.resume_token.encode(), token.encode())

    def is_overdue(self, now: float, grace_seconds: float) -> bool:
        """Whether one of her links has been missing for the whole grace time."""
        return any(now - since >= grace_seconds for since in self.down.values())
