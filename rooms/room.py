"""One room: who is in it, and who is shown to whom."""

from collections.abc import Iterable
from dataclasses import asdict

from rooms.participant import Participant, State
from rooms.ports import Answer, Audience, MediaRelay, ParticipantId, RoomId
from rooms.records import Person, Seating, ShownPair, SlotsView


class Room:
    """Keeps the slots of every receiver in step with who is present, and orders the relay's feeds."""

    def __init__(self, room_id: RoomId, relay: MediaRelay, audience: Audience) -> None:
        self.id = room_id
        self._relay = relay
        self._audience = audience
        self._members: dict[ParticipantId, Participant] = {}

    def __len__(self) -> int:
        """Seats taken, those of people whose join is still under way included."""
        return len(self._members)

    @property
    def members(self) -> tuple[Participant, ...]:
        return tuple(self._members.values())

    def reserve(self, participant: Participant) -> None:
        """Hold a seat while the relay answers; the others are not told yet."""
        self._members[participant.id] = participant

    def seat(self, participant: Participant, answer: Answer) -> Seating:
        """The relay has opened a transport for this member, her first or a new one."""
        participant.take_transport(answer)
        self._stop_feeding(participant, range(participant.slots.pair_count))
        self._arrange(untold=participant)
        self._feed_to_those_who_wait_for(participant)
        self.tell_people(untold=participant)
        return Seating(
            participant=participant.id,
            resume_token=participant.resume_token,
            answer=answer,
            people=self.people(),
            slots=self.slots_of(participant),
        )

    def remove(self, participant: Participant) -> None:
        """She has left: the relay forgets her, her pairs become free, the others are told."""
        del self._members[participant.id]
        participant.leave()
        self._relay.leave(participant.id)
        if participant.is_answered:
            self._arrange()
            self.tell_people()

    def acknowledge(self, participant: Participant, revision: int) -> None:
        """Feed the pairs that this revision settles. Raises ``ValueError`` for a revision never sent."""
        for placement in participant.slots.acknowledge(revision):
            if placement.source is not None:
                self._feed(participant, placement.pair, self._members[placement.source])

    def people(self) -> tuple[Person, ...]:
        return tuple(Person(member.id, member.name, member.connection) for member in self._answered())

    def slots_of(self, receiver: Participant) -> SlotsView:
        pairs = tuple(
            ShownPair(
                pair=placement.pair,
                participant=placement.source,
                name=None if placement.source is None else self._members[placement.source].name,
            )
            for placement in receiver.slots.placements
        )
        return SlotsView(receiver.slots.revision, pairs)

    def tell_people(self, untold: Participant | None = None) -> None:
        payload = {"people": tuple(asdict(person) for person in self.people())}
        for member in self._answered():
            if member is not untold:
                self._audience.tell(member.id, "people", payload)

    def _answered(self) -> list[Participant]:
        return [member for member in self._members.values() if member.is_answered and member.state is not State.LEFT]

    def _arrange(self, untold: Participant | None = None) -> None:
        """Show everybody to everybody else. A changed pair is silent first, then told, then fed on acknowledgement."""
        present = self._answered()
        for receiver in present:
            changed = receiver.slots.show(person.id for person in present if person is not receiver)
            self._stop_feeding(receiver, changed)
            if changed and receiver is not untold:
                self._audience.tell(receiver.id, "slots", asdict(self.slots_of(receiver)))

    def _stop_feeding(self, receiver: Participant, pairs: Iterable[int]) -> None:
        if receiver.has_transport:
            for pair in pairs:
                self._relay.feed(receiver.id, pair, None)

    def _feed_to_those_who_wait_for(self, source: Participant) -> None:
        """Her transport is new: whoever already shows her is fed from it."""
        for receiver in self._answered():
            pair = receiver.slots.acknowledged_pair_of(source.id)
            if pair is not None:
                self._feed(receiver, pair, source)

    def _feed(self, receiver: Participant, pair: int, source: Participant) -> None:
        """Both ends must be served by the present worker; otherwise their rejoin brings the order again."""
        if receiver.has_transport and source.has_transport:
            self._relay.feed(receiver.id, pair, source.id)
