"""What everybody of a room is shown, and the orders to the relay that follow from it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from rooms.participant import Participant
from rooms.ports import Answer, ParticipantId, Shown, World
from rooms.slots import Placement
from rooms.views import slots_of


class Stage:
    """Keeps the slots of every receiver in step with who is present. ``people`` is the room's own mapping."""

    def __init__(self, people: Mapping[ParticipantId, Participant], world: World) -> None:
        self._people = people
        self._relay = world.relay
        self._audience = world.audience

    def arrange(self, untold: Participant | None = None) -> None:
        """Show everybody to everybody else. A changed pair is silent first, then told, then fed on acknowledgement."""
        for receiver in self._people.values():
            changed = receiver.slots.show(self._videos_for(receiver))
            self._stop_feeding(receiver, changed)
            if changed and receiver is not untold:
                self._audience.tell(receiver.id, "slots", asdict(slots_of(receiver)))

    def open(self, participant: Participant, answer: Answer) -> None:
        """The relay has opened a transport for her, her first or a new one."""
        participant.take_transport(answer)
        self._stop_feeding(participant, range(participant.slots.pair_count))
        self.arrange(untold=participant)
        self._feed_to_those_who_wait_for(participant)

    def acknowledge(self, receiver: Participant, revision: int) -> None:
        """Feed the pairs that this revision settles. Raises ``ValueError`` for a revision never sent."""
        for placement in receiver.slots.acknowledge(revision):
            self._feed(receiver, placement)

    def permit(self, participant: Participant) -> None:
        """Tell the relay what of hers may be forwarded now."""
        if participant.has_transport:
            self._relay.permit(participant.id, participant.permitted)

    def _videos_for(self, receiver: Participant) -> list[Shown]:
        others = [person for person in self._people.values() if person is not receiver and person.publishes]
        cameras = [Shown(person.id, "camera") for person in others]
        return cameras + [Shown(person.id, "second") for person in others if person.choice.second != "off"]

    def _stop_feeding(self, receiver: Participant, pairs: Iterable[int]) -> None:
        if receiver.has_transport:
            for pair in pairs:
                self._relay.feed(receiver.id, pair, None)

    def _feed_to_those_who_wait_for(self, source: Participant) -> None:
        """Her transport is new: whoever already shows her is fed from it."""
        for receiver in self._people.values():
            for placement in receiver.slots.acknowledged_pairs_of(source.id):
                self._feed(receiver, placement)

    def _feed(self, receiver: Participant, placement: Placement) -> None:
        """Both ends must be served by the present worker; otherwise their new offers bring the order again."""
        shown = placement.shown
        if shown and receiver.has_transport and self._people[shown.participant].has_transport:
            self._relay.feed(receiver.id, placement.pair, shown)
