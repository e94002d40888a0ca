"""One room: who is in it, who waits for it, and what they are told of each other."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rooms.admission import Admission
from rooms.chat import Chat
from rooms.invitations import InvitationId
from rooms.lobby import ANNOUNCEMENT_SECONDS, Lobby
from rooms.media_choice import MediaChoice, Mutable
from rooms.participant import Link, Participant
from rooms.ports import ParticipantId, Refusal, RoomId, Source, World
from rooms.records import ChatMessage, RoomView
from rooms.roles import Grant
from rooms.stage import Stage
from rooms.views import person


class Room:
    """Does what it is asked; who may ask is looked at by ``rooms.seat``.

    ``worker_generation`` grows when the worker that served it was replaced. ``empty_since``: nobody is or waits there.
    """

    def __init__(self, room_id: RoomId, world: World, capacity: int) -> None:
        self.id = room_id
        self.world = world
        self.people: dict[ParticipantId, Participant] = {}
        self.lobby = Lobby()
        self.chat = Chat()
        self.stage = Stage(self.people, world)
        self.worker_generation = 0
        self.empty_since: float | None = None
        self._capacity = capacity
        self._muted: dict[InvitationId, frozenset[Source]] = {}

    def __len__(self) -> int:
        """Seats, those in the lobby included."""
        return len(self.people) + len(self.lobby)

    def find(self, participant: ParticipantId) -> Participant | None:
        return self.people.get(participant) or self.lobby.find(participant)

    def view_for(self, participant: Participant) -> RoomView:
        if participant.admission is not Admission.ADMITTED:
            return RoomView((), (), ())
        now = self.world.clock()
        waiting = self.lobby.view() if Grant.ADMIT in participant.grants else ()
        return RoomView(tuple(person(one, now) for one in self.people.values()), waiting, self.chat.lines)

    def receive(self, newcomer: Participant) -> None:
        """To the lobby, or in at once. Raises ``Refusal``: room_full or lobby_full."""
        newcomer.muted = self._muted.get(newcomer.invitation, frozenset())
        if newcomer.waits:
            self.lobby.enter(newcomer)
            self.tell_lobby()
        else:
            self._check_for_a_place()
            self._let_in(newcomer)
        self.empty_since = None

    def admit(self, waiting: Participant) -> None:
        """Let her in; an observer only after everybody was told of her. Raises ``Refusal`` room_full."""
        if waiting.admission is not Admission.WAITING:
            return
        self._check_for_a_place()
        if waiting.is_observer:
            self._announce(waiting)
        else:
            self._let_in_from_the_lobby(waiting)
        self.tell_lobby()

    def advance(self, now: float) -> None:
        """Let in the observers of whom everybody has been told."""
        due = self.lobby.announced_long_enough(now)
        for observer in due:
            self._let_in_from_the_lobby(observer)
        if due:
            self.tell_lobby()

    def release(self, participant: Participant) -> None:
        """She has gone: the relay forgets her, her pairs become free, the others are told."""
        participant.leave()
        if self.people.pop(participant.id, None) is not None:
            self.world.relay.leave(participant.id)
            self.tell_people()
            self.stage.arrange()
        else:
            self.lobby.leave(participant)
            self.tell_lobby()
        if len(self) == 0:
            self.empty_since = self.world.clock()

    def forget(self, participant: Participant) -> None:
        """The meeting is over: nobody is left who would have to be told."""
        participant.leave()
        self.world.relay.leave(participant.id)

    def choose(self, participant: Participant, choice: MediaChoice) -> None:
        """What she has switched on herself."""
        before, participant.choice = participant.choice, choice
        if choice != before:
            self._tell_media(participant, is_second_changed=choice.second != before.second)

    def mute(self, participant: Participant, source: Mutable, *, muted: bool) -> None:
        """Stop it in the relay, or let it flow again as far as she wishes. Stays with the seat if she joins anew."""
        before = participant.muted
        participant.muted = before | {source} if muted else before - {source}
        self._muted[participant.invitation] = participant.muted
        if participant.muted != before:
            self._tell_media(participant, is_second_changed=False)

    def say(self, participant: Participant, text: str, key: str) -> ChatMessage:
        """The same line sent again is kept once, and told once."""
        known = self.chat.find(participant.id, key)
        if known is not None:
            return known
        line = self.chat.add(participant.id, participant.people, text, key, self.world.wall_clock())
        self._tell_all("chat", {"message": asdict(line)})
        return line

    def worker_replaced(self, now: float) -> None:
        """Every transport is gone with the old worker: all are asked to open a new one."""
        self.worker_generation += 1
        for participant in self.people.values():
            participant.link_down(Link.MEDIA, now)
            if participant.has_transport:
                participant.has_transport = False
                self.world.audience.tell(participant.id, "media_needed", {})
        self.tell_people()

    def tell_people(self, untold: Participant | None = None) -> None:
        now = self.world.clock()
        people = tuple(person(one, now) for one in self.people.values())
        self.world.witness(self.id, people)
        self._tell_all("people", {"people": tuple(map(asdict, people))}, untold=untold)

    def tell_lobby(self) -> None:
        payload = {"waiting": tuple(asdict(one) for one in self.lobby.view())}
        for participant in self.people.values():
            if Grant.ADMIT in participant.grants:
                self.world.audience.tell(participant.id, "lobby", payload)

    def remind(self, participant: Participant) -> None:
        """Tell her which observers are coming, in case she came after they were announced."""
        for observer in self.lobby.announced:
            self._tell_of(observer, participant)

    def _check_for_a_place(self) -> None:
        if len(self.people) + len(self.lobby.announced) >= self._capacity:
            raise Refusal("room_full", f"This room has its {self._capacity} people already.")

    def _announce(self, observer: Participant) -> None:
        observer.announce(self.world.clock())
        for participant in self.people.values():
            self._tell_of(observer, participant)

    def _let_in_from_the_lobby(self, waiting: Participant) -> None:
        self.lobby.leave(waiting)
        self._let_in(waiting)
        self.world.audience.tell(waiting.id, "admitted", {"room": asdict(self.view_for(waiting))})
        self.remind(waiting)

    def _let_in(self, participant: Participant) -> None:
        if participant.admission is not Admission.ADMITTED:
            participant.let_in(self.world.clock())
        self.people[participant.id] = participant
        self.tell_people(untold=participant)
        self.stage.arrange()

    def _tell_of(self, observer: Participant, participant: Participant) -> None:
        seconds = max(0.0, observer.announced_at + ANNOUNCEMENT_SECONDS - self.world.clock())
        payload = {
            "participant": observer.id,
            "people": tuple(asdict(one) for one in observer.people),
            "in_seconds": seconds,
        }
        self.world.audience.tell(participant.id, "observer_coming", payload)

    def _tell_media(self, participant: Participant, *, is_second_changed: bool) -> None:
        self.stage.permit(participant)
        if participant.id in self.people:
            self.tell_people()
            if is_second_changed:
                self.stage.arrange()

    def _tell_all(self, event: str, payload: Mapping[str, Any], untold: Participant | None = None) -> None:
        for participant in self.people.values():
            if participant is not untold:
                self.world.audience.tell(participant.id, event, payload)
