"""What a server would see of the simulated days: who has which token, and which calls are over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.clinic_day.contest import Contestant, Told
from bench.clinic_day.day import Desk, End
from bench.clinic_day.people import Person
from clinic.opd.habits import Call


@dataclass(frozen=True, slots=True)
class Promise:
    """What somebody who waits is told at that moment, by each contestant."""

    made_at: float
    told: Mapping[str, Told]


@dataclass(slots=True, eq=False)
class Token:
    """``first``: with her token; ``later``: while she waited. ``called_at``: for the first time, ``None`` for whoever
    went before. ``end``: ``None`` until it is over with her.
    """

    first: Promise
    later: list[Promise] = field(default_factory=list)
    called_at: float | None = None
    end: End | None = None
    ended_at: float = 0.0


@dataclass
class Observed:
    """One clinic. ``calls``: as the table of consultations has them, one for each token: her last."""

    contestants: Mapping[str, Contestant]
    tokens: list[Token] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    came_again: int = 0
    _live: dict[int, Token] = field(default_factory=dict)
    _called_at: dict[int, float] = field(default_factory=dict)

    def came(self, person: Person, line: Sequence[Person], desks: Sequence[Desk], now: float) -> None:
        """Everybody's wait changes: one of them is taken down besides, each time of another place."""
        ahead = len(line)
        told = {name: one.tell(self.calls, desks, ahead + 1, now) for name, one in self.contestants.items()}
        token = Token(Promise(now, {name: every[ahead] for name, every in told.items()}))
        if line:
            place = len(self.tokens) % ahead
            other = self._live[line[place].number]
            other.later += [Promise(now, {name: every[place] for name, every in told.items()})]
        self._live[person.number] = token
        self.tokens.append(token)
        self.came_again += person.again

    def called(self, person: Person, desk: Desk, now: float) -> None:
        token = self._live[person.number]
        self._called_at[desk.shift.doctor] = now
        if token.called_at is None:
            token.called_at = now
            for name, one in self.contestants.items():
                one.learn(token.first.told[name], now - token.first.made_at)

    def ended(self, person: Person, how: End, now: float, desk: Desk | None = None) -> None:
        token = self._live.pop(person.number)
        token.end, token.ended_at = how, now
        if desk is not None:
            called_at = self._called_at.pop(desk.shift.doctor)
            self.calls.append(Call(str(desk.shift.doctor), token.first.made_at, called_at, now))
