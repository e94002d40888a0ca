"""The room of a consultation's call, and the two seats in it."""

import hashlib
from collections.abc import Callable
from typing import Literal, Protocol

from clinic.actors import Actor
from clinic.audit.event import Event as AuditEvent
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.consultation.lifecycle import TALKING, WITH_DOCTOR, Event, NotNow
from clinic.opd.calling import in_hands
from clinic.opd.changes import ConsultationUnknown, room_of
from clinic.opd.ports import Records
from clinic.ports import Store
from clinic.staff.account import StaffId
from rooms.invitations import InvitationId, InvitedPerson
from rooms.names import NAME_LENGTH
from rooms.ports import RoomId
from rooms.roles import Role

SEAT_SECONDS = 4 * 3600.0
Seat = Literal["doctor", "patient"]


class SeatBook(Protocol):
    async def seat(self, room: RoomId, seat: InvitationId, people: tuple[InvitedPerson, ...], expires_at: float) -> str:
        """A new secret of that seat, which opens the room and replaces the secret before: nothing is kept to be stolen.

        Nobody waits in the lobby: whoever was called comes in. Raises ``Refusal`` room_closed.
        """


class CallRooms:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], seats: SeatBook, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._seats = seats
        self._wall_clock = wall_clock

    async def seat_of_patient(self, token: Consultation) -> str:
        """The secret of the patient's seat, once she has answered. Raises ``NotNow``."""
        if token.state not in TALKING:
            raise NotNow(token.state, Event.ANSWER)
        async with self._store.glancing() as records:
            patient = await records.patients.find(token.patient)
        if patient is None:
            raise ConsultationUnknown
        return await self._seat(token, "patient", Role.PATIENT, patient.name)

    async def seat_of_doctor(self, doctor: StaffId, consultation: ConsultationId, actor: Actor) -> str:
        """From the ring on: she waits for the patient in the room. Raises ``ConsultationUnknown`` or ``NotNow``."""
        async with self._store.writing() as records:
            known = await in_hands(records, consultation, doctor)
            if known.state not in WITH_DOCTOR:
                raise NotNow(known.state, Event.ANSWER)
            account = await records.staff.get(doctor)
            event = AuditEvent("consultation.entered", actor, f"consultation:{known.id}", patient=known.patient)
            await records.audit.append(event)
        return await self._seat(known, "doctor", Role.DOCTOR, "" if account is None else account.name)

    async def _seat(self, known: Consultation, seat: Seat, role: Role, name: str) -> str:
        room = room_of(known)
        people = (InvitedPerson(role=role, name=name[:NAME_LENGTH]),)
        return await self._seats.seat(room, seat_id(room, seat), people, self._wall_clock() + SEAT_SECONDS)


def seat_id(room: RoomId, seat: Seat) -> InvitationId:
    """The same for each secret of that seat."""
    return InvitationId(hashlib.sha256(f"{room}:{seat}".encode()).hexdigest()[:16])
