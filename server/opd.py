"""The outpatient department of this server: its services, what they do by time, and who hears of it."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from clinic.actors import SYSTEM
from clinic.complaints.desk import Complaints
from clinic.consultation.consultation import ConsultationId
from clinic.notification.notifier import Notifier
from clinic.opd.beside import Beside
from clinic.opd.board import Board
from clinic.opd.call_rooms import CallRooms
from clinic.opd.calling import Calling
from clinic.opd.changes import by_system
from clinic.opd.clinics import Clinics
from clinic.opd.deadlines import Deadlines
from clinic.opd.duties import Duties
from clinic.opd.events import (
    CallOver,
    ClinicChanged,
    DeskChanged,
    NoticesWritten,
    PrescriptionGiven,
    QueueChanged,
    Rung,
    TelephoneDue,
    TokenChanged,
)
from clinic.opd.grievances import Grievances
from clinic.opd.showing import Showing
from clinic.opd.tokens import Tokens
from clinic.opd.transfers import Transfers
from clinic.opd.visits import Visits
from clinic.patients.patient import MobileId
from clinic.staff.account import StaffId
from clinic.telephone.call import CallChanged
from clinic.telephone.call import State as CallState
from clinic.telephone.telephone import Telephone, Wanted
from http_api.clinic.permits import Permits
from http_api.opd.beside import add_beside
from http_api.opd.clinics import ClinicPages, add_clinics
from http_api.opd.consultations import ConsultationPages, add_consultations
from http_api.opd.desk import DeskPages, DeskParts, add_desk
from http_api.opd.token_view import TokenViews
from http_api.opd.tokens import TokenDesk, add_tokens
from http_api.operations import Operations
from rooms.ports import Refusal, RoomId
from server.call_watch import CallWatch
from server.loops import again_and_again
from server.settings import Settings
from server.subscriptions import Dispatcher
from storage.invitations import Invitations
from storage.store import Store

TICK_SECONDS = 1.0
HOURS_EVERY = 5
DESKS_EVERY = 20
PRESENCE_EVERY = 120
LONGEST_PAUSE_SECONDS = 3.0
"""A board is told so often at most: a busy clinic changes many times a second."""

log = structlog.get_logger(__name__)


class Audience(Protocol):
    """Live pages: ``signaling.live.Live``."""

    def present(self, kind: str) -> Collection[str]: ...

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None: ...

    async def tell_watchers(self, clinic: str, event: str, payload: Mapping[str, Any]) -> None: ...

    async def tell_everybody(self, event: str, payload: Mapping[str, Any]) -> None: ...


class Nobody:
    """Where there are no live pages."""

    def present(self, kind: str) -> Collection[str]:
        return ()

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None: ...

    async def tell_watchers(self, clinic: str, event: str, payload: Mapping[str, Any]) -> None: ...

    async def tell_everybody(self, event: str, payload: Mapping[str, Any]) -> None: ...


async def _no_room(_: RoomId) -> None:
    """Where there are no calls."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """``wall``: seconds since 1970 UTC; ``steady``: seconds that never jump."""

    wall: Callable[[], float]
    steady: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Shared:
    """What of the clinic the outpatient department uses."""

    store: Store
    invitations: Invitations
    complaints: Complaints
    notifier: Notifier
    dispatcher: Dispatcher
    clocks: Clocks


class Opd:
    """``audience`` and ``close_room`` are set once there are sockets and rooms."""

    def __init__(self, settings: Settings, shared: Shared, telephone: Telephone) -> None:
        store, clock = shared.store, shared.clocks.wall
        self.audience: Audience = Nobody()
        self.close_room: Callable[[RoomId], Awaitable[None]] = _no_room
        self.dispatcher = shared.dispatcher
        self.rules = settings.opd_rules
        publish = self.dispatcher.publish
        self.beside = Beside(store)
        self.board = Board(store, clock)
        self.clinics = Clinics(store, clock, publish)
        self.tokens = Tokens(store, clock, publish, self.rules, self.board)
        self.calling = Calling(store, clock, publish, self.rules)
        self.visits = Visits(store, clock, publish, self.rules)
        self.transfers = Transfers(store, clock, publish, self.rules)
        self.duties = Duties(store, clock, publish, self.rules)
        self.deadlines = Deadlines(store, clock, shared.clocks.steady, publish, self.rules, self.calling)
        self.showing = Showing(store, clock, self.rules)
        self.call_rooms = CallRooms(store, shared.invitations, clock)
        self.grievances = Grievances(store, shared.complaints, clock)
        self.telephone = telephone
        self.watch = CallWatch(self, shared.clocks.steady)
        self._notifier = shared.notifier
        self._changed: set[Any] = set()
        self._turn = 0
        self.dispatcher.subscribe(self._subscriptions())

    def add_to(self, operations: Operations, permits: Permits, parts: DeskParts) -> None:
        views = TokenViews(self.showing, self.board, self.rules)
        add_clinics(operations, ClinicPages(self.clinics, self.showing, self.board, permits))
        desk = TokenDesk(self.tokens, self.calling, self.visits, self.call_rooms, self.grievances, views)
        add_tokens(operations, desk)
        add_desk(operations, DeskPages(self.duties, self.calling, self.showing, permits, self.rules, parts))
        pages = ConsultationPages(
            self.calling,
            self.visits,
            self.transfers,
            self.call_rooms,
            self.grievances,
            self.showing,
            permits,
            self.rules,
        )
        add_consultations(operations, pages)
        add_beside(operations, self.beside, permits)

    def _subscriptions(self) -> dict[type[Any], list[Callable[[Any], Awaitable[None]]]]:
        return {
            ClinicChanged: [self._tell_clinics],
            QueueChanged: [self._note_change],
            TokenChanged: [self._tell_household],
            Rung: [self._tell_ring],
            DeskChanged: [self._tell_desk],
            CallOver: [self._close],
            PrescriptionGiven: [self._tell_prescription],
            TelephoneDue: [self._ring_telephone],
            NoticesWritten: [self._wake_notifier],
            CallChanged: [self._heard_of_telephone],
        }

    async def broken(self, consultation: ConsultationId) -> None:
        """``server.call_watch.Lines``."""
        await self.visits.dropped(consultation, "video", SYSTEM)

    async def mended(self, consultation: ConsultationId) -> None:
        """``server.call_watch.Lines``."""
        await self.visits.resumed(consultation, SYSTEM)

    async def keep_time(self) -> None:
        """For ever: what time alone moves."""
        await again_and_again(TICK_SECONDS, "opd_not_kept", self._tick)

    async def tell_boards(self) -> None:
        """For ever: each board that has changed, to whoever watches it."""
        await again_and_again(LONGEST_PAUSE_SECONDS, "board_not_told", self._tell_changed)

    async def _tell_changed(self) -> None:
        while self._changed:
            await self._tell_board(self._changed.pop())

    async def _tick(self) -> None:
        self._turn += 1
        turn = self._turn
        await self.watch.tell()
        await self.deadlines.keep()
        if turn % HOURS_EVERY == 0:
            await self.clinics.keep_hours(by_system)
        if turn % DESKS_EVERY == 0:
            await self.duties.seen([StaffId(one) for one in self.audience.present("staff")])
            await self.duties.rest_silent()
            await self.telephone.give_up_silent()
        if turn % PRESENCE_EVERY == 0:
            await self.tokens.all_seen([MobileId(one) for one in self.audience.present("patient")])

    async def _tell_board(self, clinic: Any) -> None:
        view = await self.board.renewed(clinic)
        payload = {
            "clinic": clinic,
            "phase": view.phase.value,
            "doctors": view.doctors,
            "numbers": [one.number for one in view.line],
            "waits": [list(view.wait_at(place) or ()) for place in range(1, len(view.line) + 1)],
        }
        await self.audience.tell_watchers(clinic, "queue", payload)

    async def _note_change(self, event: QueueChanged) -> None:
        self.board.stale(event.clinic)
        self._changed.add(event.clinic)

    async def _tell_clinics(self, event: ClinicChanged) -> None:
        await self.audience.tell_everybody("clinics", {"state": event.state})

    async def _tell_household(self, event: TokenChanged) -> None:
        await self.audience.tell("patient", event.mobile, "token", {"id": event.consultation})

    async def _tell_ring(self, event: Rung) -> None:
        payload = {"id": event.consultation, "ends_at": event.ends_at}
        await self.audience.tell("patient", event.mobile, "ring", payload)

    async def _tell_desk(self, event: DeskChanged) -> None:
        await self.audience.tell("staff", event.doctor, "desk", {})

    async def _tell_prescription(self, event: PrescriptionGiven) -> None:
        payload = {"id": event.prescription, "consultation": event.consultation}
        await self.audience.tell("patient", event.mobile, "prescription", payload)

    async def _close(self, event: CallOver) -> None:
        self.watch.forget(event.room)
        await self.close_room(event.room)

    async def _wake_notifier(self, event: NoticesWritten) -> None:
        self._notifier.wake()

    async def _ring_telephone(self, event: TelephoneDue) -> None:
        """Of a refusal the doctor sees that it does not ring, and chooses otherwise."""
        known = await self.showing.consultation(event.consultation)
        if known is None or known.doctor is None:
            return
        wanted = Wanted(known.id, event.purpose, known.mobile, known.doctor, known.language)
        try:
            await self.telephone.ring(wanted, SYSTEM)
        except Refusal as refusal:
            log.info("telephone_not_rung", code=refusal.code)
            self.dispatcher.publish([DeskChanged(known.doctor)])

    async def _heard_of_telephone(self, event: CallChanged) -> None:
        known = await self.showing.consultation(event.consultation)
        if known is None:
            return
        if event.purpose == "consultation" and event.state is CallState.ANSWERED:
            await self.calling.answered_by_telephone(known.id, SYSTEM)
        if event.purpose == "consultation" and event.state is CallState.DROPPED:
            await self.visits.dropped(known.id, "telephone", SYSTEM)
        desk = [] if known.doctor is None else [DeskChanged(known.doctor)]
        self.dispatcher.publish([TokenChanged(known.id, known.mobile), *desk])
