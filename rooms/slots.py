"""Receive slots: what is shown in which pair of one receiver (design decision 3)."""

from collections.abc import Iterable
from dataclasses import dataclass

from rooms.ports import ParticipantId, Shown


@dataclass(frozen=True, slots=True)
class Placement:
    """One pair and what is shown in it, or nothing."""

    pair: int
    shown: Shown | None


class SlotMap:
    """The pairs of one receiver.

    A video keeps its pair while it is on; only a second video gives way, to a camera that finds no other pair. Each
    change raises the revision, which the receiver acknowledges; only then may a changed pair be fed. The longest free
    pair is given first, so that late frames of a person who has gone have ended before somebody else stands there.
    """

    def __init__(self, pair_count: int, revision: int = 0) -> None:
        self.revision = revision
        self._occupants: list[Shown | None] = [None] * pair_count
        self._changed_at = [revision] * pair_count
        self._acknowledged = [False] * pair_count
        self._free = list(range(pair_count))

    @property
    def pair_count(self) -> int:
        return len(self._occupants)

    @property
    def placements(self) -> tuple[Placement, ...]:
        return tuple(Placement(pair, shown) for pair, shown in enumerate(self._occupants))

    def show(self, videos: Iterable[Shown]) -> tuple[int, ...]:
        """Make room for exactly these videos, in their order; what finds no pair waits for one.

        Returns the pairs that changed, all under one new revision.
        """
        wanted = self._ranked(dict.fromkeys(videos))[: self.pair_count]
        changed = self._clear_all_but(set(wanted))
        changed |= self._place(video for video in wanted if video not in self._occupants)
        if changed:
            self._mark_changed(changed)
        return tuple(sorted(changed))

    def renew(self) -> None:
        """The receiver has a new transport: everything stays in place, nothing counts as acknowledged."""
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

    def acknowledged_pairs_of(self, person: ParticipantId) -> tuple[Placement, ...]:
        """The pairs in which the receiver is ready to see this person."""
        return tuple(
            placement
            for placement in self.placements
            if placement.shown and placement.shown.participant == person and self._acknowledged[placement.pair]
        )

    def _ranked(self, videos: Iterable[Shown]) -> list[Shown]:
        """Cameras before second videos, and what stands already before what comes."""
        return sorted(videos, key=lambda video: (video.video == "second", video not in self._occupants))

    def _clear_all_but(self, wanted: set[Shown]) -> set[int]:
        cleared = {pair for pair, shown in enumerate(self._occupants) if shown is not None and shown not in wanted}
        for pair in sorted(cleared):
            self._occupants[pair] = None
            self._free.append(pair)
        return cleared

    def _place(self, newcomers: Iterable[Shown]) -> set[int]:
        placed = set()
        for video in newcomers:
            pair = self._free.pop(0)
            self._occupants[pair] = video
            placed.add(pair)
        return placed

    def _mark_changed(self, pairs: set[int]) -> None:
        self.revision += 1
        for pair in pairs:
            self._changed_at[pair] = self.revision
            self._acknowledged[pair] = False
