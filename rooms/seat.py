"""What the holder of a seat asks for, and whether she may."""

from dataclasses import dataclass

from rooms.admission import Admission
from rooms.media_choice import MediaChoice, Mutable, asks_for_muted, granted_sources
from rooms.opening import open_transport
from rooms.participant import Participant
from rooms.ports import ParticipantId, Refusal
from rooms.records import ChatMessage, MediaOpening
from rooms.roles import Grant
from rooms.room import Room

SECOND_VIDEOS = 2


@dataclass(frozen=True, slots=True)
class Seat:
    """Every method raises ``Refusal`` where it cannot be granted, and changes nothing then."""

    room: Room
    participant: Participant

    async def open_media(self, offer: str) -> MediaOpening:
        """Her first transport, or a new one in the place of hers."""
        self.require_admission()
        return await open_transport(self.room, self.participant, offer)

    async def restart(self, offer: str) -> str:
        """RFC 8445 section 9, ICE restart: new credentials for the transport that she has. Returns the SDP answer."""
        self.require_admission()
        if not self.participant.has_transport:
            raise Refusal("media_unavailable", "There is no connection to mend: open a new one.")
        return await self.room.world.relay.restart(self.participant.id, offer)

    def acknowledge(self, revision: int) -> None:
        """Her page shows this revision of her slots."""
        try:
            self.room.stage.acknowledge(self.participant, revision)
        except ValueError:
            raise Refusal("bad_message", "That revision was never sent.", ("revision",)) from None

    def set_media(self, choice: MediaChoice) -> None:
        """What of hers is on. In the lobby it is remembered for later, but for a second video."""
        before = self.participant.choice
        if not choice.sources <= granted_sources(self.participant.grants):
            raise Refusal("not_allowed", "Your role does not let you switch this on.")
        if asks_for_muted(choice, before, self.participant.muted):
            raise Refusal("muted_by_other", "Somebody else has switched this off for now.")
        if choice.second != "off":
            self.require_admission()
            self._check_for_a_second_video()
        self.room.choose(self.participant, choice)

    def say(self, text: str, key: str) -> ChatMessage:
        self.require_admission()
        return self.room.say(self.participant, text, key)

    def admit(self, other: ParticipantId) -> None:
        self.require(Grant.ADMIT)
        self.room.admit(self.find(other))

    def mute(self, other: ParticipantId, source: Mutable, *, muted: bool) -> None:
        self.require(Grant.MUTE_OTHERS)
        person = self.find(other)
        if person.admission is not Admission.ADMITTED:
            raise Refusal("not_admitted", "She has not been let in.")
        self.room.mute(person, source, muted=muted)

    def to_remove(self, other: ParticipantId) -> Participant:
        """Whom she may show out: those who may end the meeting only by one who may end it too."""
        self.require(Grant.ADMIT)
        person = self.find(other)
        if Grant.END in person.grants:
            self.require(Grant.END)
        return person

    def find(self, other: ParticipantId) -> Participant:
        """Somebody in the same room or in its lobby."""
        found = self.room.find(other)
        if found is None:
            raise Refusal("unknown_participant", "Nobody of that id is here.")
        return found

    def require(self, grant: Grant) -> None:
        self.require_admission()
        if grant not in self.participant.grants:
            raise Refusal("not_allowed", "Your role does not let you do this.")

    def require_admission(self) -> None:
        if self.participant.admission is not Admission.ADMITTED:
            raise Refusal("not_admitted", "You have not been let in yet.")

    def _check_for_a_second_video(self) -> None:
        others = [one for one in self.room.people.values() if one is not self.participant]
        if sum(one.choice.second != "off" for one in others) >= SECOND_VIDEOS:
            raise Refusal("second_taken", "As many screens as this room can show are on already.")
