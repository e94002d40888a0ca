"""Which worker each room lives on, and who holds it there."""

from dataclasses import dataclass, field
from typing import NamedTuple

from media.parameters import SourceName
from media.webrtc.negotiation import Negotiated
from media.worker_process import ReadyWorker


class Transport(NamedTuple):
    """A participant's answered offer, and the process that serves it."""

    worker: ReadyWorker
    negotiated: Negotiated


@dataclass(eq=False, slots=True)
class Place:
    """Where a room lives: the number of a worker. It outlives a process that dies there."""

    room: str
    index: int
    claims: "set[Claim]" = field(default_factory=set)


@dataclass(eq=False, slots=True)
class Claim:
    """One participant's hold on her room's place, from her first join until she has left and no join is under way."""

    place: Place
    participant: str
    permitted: tuple[SourceName, ...] = ()
    joins_under_way: int = 0
    transport: Transport | None = None


class Places:
    """All rooms of a pool. A room's place ends with its last claim."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._claims: dict[str, Claim] = {}

    def place_of(self, room: str) -> Place | None:
        return self._places.get(room)

    def claim_of(self, participant: str) -> Claim | None:
        return self._claims.get(participant)

    def settle(self, room: str, index: int) -> Place:
        """A new room lives on this worker."""
        place = self._places[room] = Place(room, index)
        return place

    def claim(self, place: Place, participant: str) -> Claim:
        """The participant's claim on this place: the one that she has, or a new one."""
        claim = self._claims.setdefault(participant, Claim(place, participant))
        place.claims.add(claim)
        return claim

    def leave(self, claim: Claim) -> None:
        """The participant has left. A join that is still under way holds the place until it ends."""
        if self._claims.get(claim.participant) is claim:
            del self._claims[claim.participant]
        claim.transport = None
        self.let_go(claim)

    def let_go(self, claim: Claim) -> None:
        """Give up a claim that stands for nothing: no transport, and no join under way."""
        if claim.transport is not None or claim.joins_under_way:
            return
        if self._claims.get(claim.participant) is claim:
            del self._claims[claim.participant]
        place = claim.place
        place.claims.discard(claim)
        if not place.claims and self._places.get(place.room) is place:
            del self._places[place.room]

    def served_by(self, worker: ReadyWorker) -> frozenset[str]:
        """The rooms in which somebody's transport was made by this process."""
        transports = ((claim.place.room, claim.transport) for claim in self._claims.values())
        return frozenset(room for room, transport in transports if transport and transport.worker is worker)

    def load(self, index: int) -> tuple[int, int]:
        """Participants and rooms of a worker."""
        there = [place for place in self._places.values() if place.index == index]
        return sum(len(place.claims) for place in there), len(there)
