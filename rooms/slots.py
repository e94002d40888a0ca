"""Receive slots: who is shown in which pair of one receiver (design decision 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.ports import ParticipantId


@dataclass(frozen=True, slots=True)
class Placement:
    """One pair and who is shown in it, or nobody."""

    pair: int
    source: ParticipantId | None


class SlotMap:
    """The pairs of one receiver.

    A person keeps her pair while she stays. Each change raises the revision, which the receiver acknowledges; only then
    may a changed pair be fed. The longest free pair is given first, so that late frames of a person who has gone have
    ended before somebody else stands there.
    """

    def __init__(self, pair_count: int, revision: int = 0) -> None:
        self.revision = revision
        self._occupants: list[ParticipantId | None] = [None] * pair_count
        self._changed_at = [revision] * pair_count
        self._acknowledged = [False] * pair_count
        self._free = list(range(pair_count))

    @property
    def pair_count(self) -> int:
        return len(self._occupants)

    @property
    def placements(self) -> tuple[Placement, ...]:
        return tuple(Placement(pair, source) for pair, source in enumerate(self._occupants))

    def show(self, people: Iterable[ParticipantId]) -> tuple[int, ...]:
        """Make room for exactly these people, in their order; whoever finds no free pair waits for one.

        Returns the pairs that changed, all under one new revision.
        """
        wanted = list(dict.fromkeys(people))
        changed = self._clear_all_but(set(wanted))
        changed |= self._seat(person for person in wanted if person not in self._occupants)
        if changed:
            self._mark_changed(changed)
        return tuple(sorted(changed))

    def renew(self) -> None:
        """The receiver has a new transport: everybody stays in place, nothing counts as acknowledged."""
        self._mark_changed(set(range(self.pair_count)))

    def acknowledge(self, revision: int) -> tuple[Placement, ...]:
        """The receiver has applied this revision. Returns the occupied pairs that may be fed from now on.

        Pairs that changed since wait for a newer acknowledgement. Raises ``ValueError`` for a revision never sent.
        """
        if not 0 <= revision <= self.revision:
            raise ValueError("a revision that was never sent")
        settled = [
            pair
            for pair in range(self.pair_count)
            if not self._acknowledged[pair] and self._changed_at[pair] <= revision
        ]
        for pair in settled:
            self._acknowledged[pair] = True
        return tuple(Placement(pair, self._occupants[pair]) for pair in settled if self._occupants[pair] is not None)

    def acknowledged_pair_of(self, person: ParticipantId) -> int | None:
        """The pair in which the receiver is ready to see this person."""
        for pair, occupant in enumerate(self._occupants):
            if occupant == person and self._acknowledged[pair]:
                return pair
        return None

    def _clear_all_but(self, wanted: set[ParticipantId]) -> set[int]:
        cleared = {pair for pair, who in enumerate(self._occupants) if who is not None and who not in wanted}
        for pair in sorted(cleared):
            self._occupants[pair] = None
            self._free.append(pair)
        return cleared

    def _seat(self, newcomers: Iterable[ParticipantId]) -> set[int]:
        seated = set()
        for person in newcomers:
            if not self._free:
                break
            pair = self._free.pop(0)
            self._occupants[pair] = person
            seated.add(pair)
        return seated

    def _mark_changed(self, pairs: set[int]) -> None:
        self.revision += 1
        for pair in pairs:
            self._changed_at[pair] = self.revision
            self._acknowledged[pair] = False
