"""One seat: its people, its lines, its admission. It outlives socket and media transport (design decision 6)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from rooms import admission
from rooms.admission import Admission, AdmissionEvent
from rooms.invitations import InvitationId
from rooms.media_choice import AT_FIRST, EVERYTHING_OFF, MediaChoice, granted_sources
from rooms.ports import Answer, ParticipantId, Source
from rooms.records import Entry, NamedPerson
from rooms.resume_token import ResumeToken
from rooms.roles import Grant, Role, grants_of, is_observer, waits
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


class IllegalEventError(Exception):
    """The state table has no such arrow: a mistake of ours, never of the client."""


@dataclass(slots=True)
class Participant:
    """``down`` says since when (seconds of the rooms' clock) a link has been missing; nobody misses media in the lobby.

    ``has_transport``: the present media worker serves her. ``negotiations`` numbers her offers: of two at the same
    moment the later one counts. ``muted``: what others have switched off. ``announced_at``: when all were told of her.
    """

    id: ParticipantId
    invitation: InvitationId
    people: tuple[NamedPerson, ...]
    grants: frozenset[Grant]
    choice: MediaChoice
    called: bool = False
    muted: frozenset[Source] = frozenset()
    token: ResumeToken = field(default_factory=ResumeToken)
    admission: Admission = Admission.WAITING
    announced_at: float = 0.0
    down: dict[Link, float] = field(default_factory=dict)
    state: State = State.JOINING
    slots: SlotMap = field(default_factory=lambda: SlotMap(pair_count=0))
    has_transport: bool = False
    negotiations: int = 0

    @classmethod
    def arriving(cls, entry: Entry) -> "Participant":
        """Her socket is there; she is not let in yet."""
        grants = grants_of(person.role for person in entry.people)
        return cls(
            id=ParticipantId(secrets.token_urlsafe(9)),
            invitation=entry.invitation,
            people=entry.people,
            grants=grants,
            choice=AT_FIRST if Grant.PUBLISH in grants else EVERYTHING_OFF,
            called=entry.called,
        )

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(person.role for person in self.people)

    @property
    def waits(self) -> bool:
        return waits(self.roles) and not self.called

    @property
    def is_observer(self) -> bool:
        return is_observer(self.roles)

    @property
    def publishes(self) -> bool:
        return Grant.PUBLISH in self.grants

    @property
    def is_here(self) -> bool:
        """Whether her page is connected."""
        return Link.SOCKET not in self.down

    @property
    def permitted(self) -> frozenset[Source]:
        """What of hers the relay may forward."""
        return granted_sources(self.grants) & self.choice.sources - self.muted

    @property
    def connection(self) -> Connection:
        """What the others are told of her line."""
        if self.lost_since is not None:
            return "lost"
        return "connected" if self.state is State.CONNECTED else "joining"

    @property
    def lost_since(self) -> float | None:
        """Since when she has been away. Whose media has not come yet is away only without her socket."""
        missed: Collection[float] = self.down.values()
        if self.state is State.JOINING:
            missed = [since for link, since in self.down.items() if link is Link.SOCKET]
        return min(missed, default=None)

    def apply(self, event: Event) -> None:
        """Move by the table; an illegal event raises ``IllegalEventError`` and changes nothing."""
        try:
            self.state = TRANSITIONS[self.state, event]
        except KeyError:
            raise IllegalEventError(f"{event.value} while {self.state.value}") from None

    def announce(self, now: float) -> None:
        """The others are being told that she will watch."""
        self._move(AdmissionEvent.ANNOUNCE)
        self.announced_at = now

    def let_in(self, now: float) -> None:
        """Her media is missing from this moment on."""
        self._move(AdmissionEvent.LET_IN)
        self.down[Link.MEDIA] = now

    def link_down(self, link: Link, now: float) -> None:
        """Remember since when the link is missing; a second report does not prolong the grace."""
        self.down.setdefault(link, now)
        if self.state is State.CONNECTED:
            self.apply(Event.LINK_DOWN)

    def link_up(self, link: Link) -> None:
        """The link is there again; once let in, she is connected as soon as both are."""
        self.down.pop(link, None)
        is_coming = self.state in (State.JOINING, State.RECONNECTING)
        if is_coming and self.admission is Admission.ADMITTED and not self.down:
            self.apply(Event.LINKS_UP)

    def leave(self) -> None:
        self.apply(Event.LEAVE)

    def take_transport(self, answer: Answer) -> None:
        """A transport was opened for her: nothing is fed until she acknowledges the map that comes with the answer."""
        self.has_transport = True
        if self.slots.pair_count == len(answer.pairs):
            self.slots.renew()
        else:
            self.slots = SlotMap(pair_count=len(answer.pairs), revision=self.slots.revision + 1)

    def is_overdue(self, now: float, grace_seconds: float) -> bool:
        """Whether one of her links has been missing for the whole grace time."""
        return any(now - since >= grace_seconds for since in self.down.values())

    def _move(self, event: AdmissionEvent) -> None:
        try:
            self.admission = admission.TRANSITIONS[self.admission, event]
        except KeyError:
            raise IllegalEventError(f"{event.value} while {self.admission.value}") from None
