"""All rooms of this process: who sits where, coming, coming back and going."""

from collections.abc import Callable, Collection

from media.messages import Connected, Lost, VideoPaused
from rooms import admission
from rooms.admission import Admission
from rooms.invitations import InvitationBook, InvitationId
from rooms.participant import Link, Participant
from rooms.ports import ParticipantId, Refusal, RoomId, World
from rooms.records import Entry, Resumption, Seating
from rooms.roles import Grant
from rooms.room import Room
from rooms.seat import Seat
from rooms.views import grants_of, slots_of

CHAT_KEPT_SECONDS = 12 * 3600.0


class Rooms:
    """Every method that can refuse raises ``Refusal``, and changes nothing then. Only closing a room waits."""

    def __init__(self, world: World, book: InvitationBook, *, capacity: int, grace_seconds: float) -> None:
        self._world = world
        self._book = book
        self._capacity = capacity
        self._grace_seconds = grace_seconds
        self._rooms: dict[RoomId, Room] = {}
        self._seats: dict[ParticipantId, Seat] = {}
        self._by_invitation: dict[InvitationId, Seat] = {}
        self.evictions = 0
        """Grows with each invitation or room that is good no more."""

    def __len__(self) -> int:
        """Rooms with somebody in them or waiting for them."""
        return sum(len(room) > 0 for room in self._rooms.values())

    @property
    def held(self) -> Collection[RoomId]:
        """Rooms of which anything is known here: people, seats that are kept, or what was said."""
        return self._rooms.keys()

    def seat_of(self, participant: ParticipantId) -> Seat:
        seat = self._seats.get(participant)
        if seat is None:
            raise Refusal("not_joined", "Join a room first.")
        return seat

    def join(self, entry: Entry) -> Seating:
        """The seat of an invitation: a new one, or the one that it has, taken over by another device."""
        seat = self._by_invitation.get(entry.invitation)
        if seat is None:
            seat = self._take_new_seat(entry)
        else:
            self._take_over(seat, entry)
        return Seating(
            participant=seat.participant.id,
            resume_token=seat.participant.token.text,
            admission=admission.WORDS[seat.participant.admission],
            grants=grants_of(seat.participant),
            room=seat.room.view_for(seat.participant),
        )

    def resume(self, participant: ParticipantId, resume_token: str) -> Resumption:
        """Her page is back on a new socket. An unknown seat and a wrong token are refused alike."""
        seat = self._seats.get(participant)
        token = None if seat is None else seat.participant.token.rotate(resume_token, self._world.clock())
        if seat is None or token is None:
            raise Refusal("unknown_seat", "This seat is not held any more.")
        self._change_link(seat, lambda: seat.participant.link_up(Link.SOCKET))
        return Resumption(
            resume_token=token,
            admission=admission.WORDS[seat.participant.admission],
            grants=grants_of(seat.participant),
            room=seat.room.view_for(seat.participant),
            slots=slots_of(seat.participant),
            media="kept" if seat.participant.has_transport else "lost",
        )

    def remind(self, participant: ParticipantId) -> None:
        """Once her socket speaks for her: what was told to the others before it did."""
        seat = self.seat_of(participant)
        if seat.participant.admission is Admission.ADMITTED:
            seat.room.remind(seat.participant)

    def socket_lost(self, participant: ParticipantId) -> None:
        """Her socket is gone: the seat is kept for the grace time."""
        seat = self._seats.get(participant)
        if seat is not None:
            self._change_link(seat, lambda: seat.participant.link_down(Link.SOCKET, self._world.clock()))

    def leave(self, participant: ParticipantId) -> None:
        """She goes for good. Unknown seats are ignored; a room where nobody is and nothing was said vanishes."""
        seat = self._seats.pop(participant, None)
        if seat is None:
            return
        del self._by_invitation[seat.participant.invitation]
        seat.room.release(seat.participant)
        if len(seat.room) == 0 and len(seat.room.chat) == 0:
            del self._rooms[seat.room.id]

    def remove(self, participant: ParticipantId, other: ParticipantId) -> None:
        """Turn somebody away, or show her out."""
        self._dismiss(self.seat_of(participant).to_remove(other).id, "removed")

    async def end(self, participant: ParticipantId) -> None:
        """She ends the meeting for everybody."""
        seat = self.seat_of(participant)
        seat.require(Grant.END)
        await self.close_room(seat.room.id)

    async def close_room(self, room_id: RoomId) -> None:
        """The meeting is over for everybody, in the lobby too; what was said is forgotten.

        In the book first: should that fail, nothing has changed.
        """
        await self._book.close_room(room_id)
        self.evictions += 1
        self._empty(room_id, "ended")

    def turn_out(self, invitation: InvitationId) -> None:
        """The invitation was revoked."""
        self.evictions += 1
        seat = self._by_invitation.get(invitation)
        if seat is not None:
            self._dismiss(seat.participant.id, "removed")

    async def heed_closing(self, room_id: RoomId) -> None:
        """Another process may have closed it: the book says so."""
        self.evictions += 1
        if room_id in self._rooms and await self._book.room_state(room_id) == "closed":
            self._empty(room_id, "ended")

    async def heed_revoking(self, invitation: InvitationId) -> None:
        """Another process may have revoked it: the book says so."""
        self.evictions += 1
        known = await self._book.get(invitation) if invitation in self._by_invitation else None
        if known is not None and known.revoked:
            self.turn_out(invitation)

    async def heed_all(self) -> None:
        """Whatever other processes have closed or revoked."""
        for room_id in list(self._rooms):
            await self.heed_closing(room_id)
        for invitation in list(self._by_invitation):
            await self.heed_revoking(invitation)

    def give_up(self, rooms: Collection[RoomId]) -> None:
        """They live in another process now: everybody may join again there, and what was said here is forgotten."""
        for room_id in rooms:
            self._empty(room_id, "seat_lost")

    def show_out(self, participant: ParticipantId) -> None:
        """Whoever may not be here any more: her account was suspended. Unknown ones are ignored."""
        if participant in self._seats:
            self._dismiss(participant, "removed")

    def media_report(self, report: Connected | Lost | VideoPaused) -> None:
        """What the media worker saw. Reports about people who have left are ignored."""
        seat = self._seats.get(ParticipantId(report.participant))
        if seat is None:
            return
        participant = seat.participant
        if isinstance(report, VideoPaused):
            self._world.audience.tell(participant.id, "video_paused", {"pair": report.pair, "paused": report.paused})
        elif isinstance(report, Connected):
            self._change_link(seat, lambda: participant.link_up(Link.MEDIA))
        else:
            self._change_link(seat, lambda: participant.link_down(Link.MEDIA, self._world.clock()))

    def workers_replaced(self, rooms: Collection[RoomId]) -> None:
        """The transports of these rooms are gone; everybody keeps her seat and is asked for a new offer."""
        for room in [self._rooms[room_id] for room_id in rooms if room_id in self._rooms]:
            room.worker_replaced(self._world.clock())

    def expire(self, now: float) -> None:
        """What time makes due: seats given up, observers let in, empty rooms forgotten."""
        for seat in list(self._seats.values()):
            if seat.participant.is_overdue(now, self._grace_seconds):
                self._dismiss(seat.participant.id, "seat_lost")
        for room in list(self._rooms.values()):
            room.advance(now)
            if room.empty_since is not None and now - room.empty_since >= CHAT_KEPT_SECONDS:
                del self._rooms[room.id]

    def _take_new_seat(self, entry: Entry) -> Seat:
        room = self._rooms.get(entry.room, Room(entry.room, self._world, self._capacity))
        seat = Seat(room, Participant.arriving(entry))
        room.receive(seat.participant)
        self._rooms[room.id] = room
        self._seats[seat.participant.id] = self._by_invitation[entry.invitation] = seat
        return seat

    def _take_over(self, seat: Seat, entry: Entry) -> None:
        participant = seat.participant
        participant.people = entry.people
        participant.token.renew()
        participant.link_up(Link.SOCKET)
        if participant.admission is Admission.ADMITTED:
            seat.room.tell_people(untold=participant)
        else:
            seat.room.tell_lobby()

    def _empty(self, room_id: RoomId, event: str) -> None:
        """Nobody is left there who would have to be told of the others."""
        for seat in [seat for seat in self._seats.values() if seat.room.id == room_id]:
            self._world.audience.tell(seat.participant.id, event, {})
            del self._seats[seat.participant.id]
            del self._by_invitation[seat.participant.invitation]
            seat.room.forget(seat.participant)
        self._rooms.pop(room_id, None)

    def _dismiss(self, participant: ParticipantId, event: str) -> None:
        self._world.audience.tell(participant, event, {})
        self.leave(participant)

    def _change_link(self, seat: Seat, change: Callable[[], None]) -> None:
        """Do it, and tell the others if they see her line differently now."""
        participant = seat.participant
        before = participant.connection, participant.is_here
        change()
        if before == (participant.connection, participant.is_here):
            return
        if participant.admission is not Admission.ADMITTED:
            seat.room.tell_lobby()
        elif before[0] != participant.connection:
            seat.room.tell_people()
