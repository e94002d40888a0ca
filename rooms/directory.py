"""All rooms of this process: who sits where, joining, leaving and coming back."""

from collections.abc import Callable

from media.messages import Connected, Lost, VideoPaused
from rooms.participant import Link, Participant, State
from rooms.ports import Answer, Audience, MediaRelay, ParticipantId, Refusal, RoomId
from rooms.records import Resumption, Seating
from rooms.room import Room

ANSWER_ATTEMPTS = 3


class Rooms:
    """Every command raises ``Refusal`` where it cannot be granted, and changes nothing then.

    ``clock`` gives steady seconds. Methods that do not await are atomic; after an await everything is looked at again,
    because people come, go and lose their worker meanwhile.
    """

    def __init__(
        self,
        relay: MediaRelay,
        audience: Audience,
        *,
        clock: Callable[[], float],
        capacity: int,
        grace_seconds: float,
    ) -> None:
        self._relay = relay
        self._audience = audience
        self._clock = clock
        self._capacity = capacity
        self._grace_seconds = grace_seconds
        self._rooms: dict[RoomId, Room] = {}
        self._seats: dict[ParticipantId, tuple[Room, Participant]] = {}
        self._worker_generation = 0

    def __len__(self) -> int:
        """Rooms with somebody in them."""
        return len(self._rooms)

    async def join(self, room_id: RoomId, name: str, offer: str) -> Seating:
        """A new person with her first offer."""
        participant = Participant.arriving(name, self._clock())
        room = self._reserve(room_id, participant)
        try:
            answer = await self._answer(room, participant, offer)
        except BaseException:
            self.leave(participant.id)
            raise
        return room.seat(participant, answer)

    async def rejoin(self, participant_id: ParticipantId, offer: str) -> Seating:
        """A new transport for a seat that is kept."""
        room, participant = self._seat_of(participant_id)
        answer = await self._answer(room, participant, offer)
        participant.link_down(Link.MEDIA, self._clock())
        return room.seat(participant, answer)

    async def restart(self, participant_id: ParticipantId, offer: str) -> str:
        """RFC 8445 section 9, ICE restart: new credentials for the transport that she has. Returns the SDP answer."""
        _, participant = self._seat_of(participant_id)
        if not participant.has_transport:
            raise Refusal("media_unavailable", "The media worker was replaced: join again with a new connection.")
        return await self._relay.restart(participant_id, offer)

    def acknowledge(self, participant_id: ParticipantId, revision: int) -> None:
        """Her page shows this revision of her slots. ``ValueError`` for one that was never sent."""
        room, participant = self._seat_of(participant_id)
        room.acknowledge(participant, revision)

    def resume(self, participant_id: ParticipantId, resume_token: str) -> Resumption:
        """Her page is back on a new socket. An unknown seat and a wrong token are refused alike."""
        seat = self._seats.get(participant_id)
        if seat is None or not seat[1].is_answered or not seat[1].is_token(resume_token):
            raise Refusal("unknown_seat", "This seat is not held any more.")
        room, participant = seat
        self._change_link(participant_id, lambda: participant.link_up(Link.SOCKET))
        return Resumption(room.people(), room.slots_of(participant), "kept" if participant.has_transport else "lost")

    def socket_lost(self, participant_id: ParticipantId) -> None:
        """Her socket is gone: the seat is kept for the grace time, unless her first join was not answered yet."""
        seat = self._seats.get(participant_id)
        if seat is None:
            return
        _, participant = seat
        if participant.is_answered:
            self._change_link(participant_id, lambda: participant.link_down(Link.SOCKET, self._clock()))
        else:
            self.leave(participant_id)

    def leave(self, participant_id: ParticipantId) -> None:
        """She goes for good. Unknown seats are ignored; an empty room vanishes."""
        room, participant = self._seats.pop(participant_id, (None, None))
        if room is None or participant is None:
            return
        room.remove(participant)
        if len(room) == 0:
            del self._rooms[room.id]

    def media_report(self, report: Connected | Lost | VideoPaused) -> None:
        """What the media worker saw. Reports about people who have left are ignored."""
        participant_id = ParticipantId(report.participant)
        seat = self._seats.get(participant_id)
        if seat is None:
            return
        _, participant = seat
        if isinstance(report, VideoPaused):
            self._audience.tell(participant_id, "video_paused", {"pair": report.pair, "paused": report.paused})
        elif isinstance(report, Connected):
            self._change_link(participant_id, lambda: participant.link_up(Link.MEDIA))
        else:
            self._change_link(participant_id, lambda: participant.link_down(Link.MEDIA, self._clock()))

    def worker_replaced(self) -> None:
        """Every transport is gone with the old worker: all are asked to rejoin into the seats that they have."""
        self._worker_generation += 1
        now = self._clock()
        for room in self._rooms.values():
            for participant in room.members:
                participant.has_transport = False
                participant.link_down(Link.MEDIA, now)
                if participant.is_answered:
                    self._audience.tell(participant.id, "rejoin_needed", {})
            room.tell_people()

    def expire(self, now: float) -> None:
        """Free the seats of those whose grace time is over."""
        overdue = [
            participant_id
            for participant_id, (_, participant) in self._seats.items()
            if participant.is_overdue(now, self._grace_seconds)
        ]
        for participant_id in overdue:
            self._audience.tell(participant_id, "seat_lost", {})
            self.leave(participant_id)

    def _reserve(self, room_id: RoomId, participant: Participant) -> Room:
        room = self._rooms.get(room_id) or Room(room_id, self._relay, self._audience)
        if len(room) >= self._capacity:
            raise Refusal("room_full", f"This room has its {self._capacity} people already.")
        self._rooms[room_id] = room
        room.reserve(participant)
        self._seats[participant.id] = (room, participant)
        return room

    async def _answer(self, room: Room, participant: Participant, offer: str) -> Answer:
        """The relay's answer from the worker that is there *after* the wait; the same offer is good for a next one."""
        participant.negotiations += 1
        negotiation = participant.negotiations
        for _ in range(ANSWER_ATTEMPTS):
            generation = self._worker_generation
            answer = await self._relay.join(room.id, participant.id, offer)
            self._check_still_wanted(participant, negotiation)
            if generation == self._worker_generation:
                return answer
        raise Refusal("media_unavailable", "The media worker is being replaced. Try again in a moment.")

    def _check_still_wanted(self, participant: Participant, negotiation: int) -> None:
        if participant.state is State.LEFT:
            self._relay.leave(participant.id)
            raise Refusal("not_joined", "You left before the call could begin.")
        if negotiation != participant.negotiations:
            raise Refusal("superseded", "A newer offer took the place of this one.")

    def _seat_of(self, participant_id: ParticipantId) -> tuple[Room, Participant]:
        seat = self._seats.get(participant_id)
        if seat is None:
            raise Refusal("not_joined", "Join a room first.")
        return seat

    def _change_link(self, participant_id: ParticipantId, change: Callable[[], None]) -> None:
        """Do it, and tell the room if the others see her line differently now."""
        room, participant = self._seats[participant_id]
        before = participant.connection
        change()
        if participant.connection != before:
            room.tell_people()
