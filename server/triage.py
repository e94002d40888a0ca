"""Danger first: its services, what they do by time, and their operations."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from clinic.identity.guard import Guard
from clinic.opd.clinic import ClinicId
from clinic.opd.events import NoticesWritten, QueueChanged
from clinic.triage.alert_desk import AlertDesk
from clinic.triage.alerts import Alerts
from clinic.triage.approvals import Questions
from clinic.triage.emergency_numbers import EmergencyNumbers
from clinic.triage.events import AlertChanged, AlertRaised, AlertUnanswered, PatientWorse
from http_api.clinic.alerts import add_alerts
from http_api.clinic.permits import Permits
from http_api.clinic.question_sets import add_question_sets
from http_api.clinic.triage import add_triage
from http_api.operations import Operations
from server.loops import again_and_again
from server.settings import Settings
from server.subscriptions import Dispatcher
from storage.store import Store

LOOK_SECONDS = 5.0
SWEEP_SECONDS = 60.0


class Audience(Protocol):
    """Live pages: ``signaling.live.Live``."""

    async def tell(self, kind: str, subject: str, event: str, payload: Mapping[str, Any]) -> None: ...


class Triage:
    """``audience``: of the live pages, as they are then."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Callable[[], float],
        dispatcher: Dispatcher,
        audience: Callable[[], Audience],
    ) -> None:
        publish = dispatcher.publish
        self._audience, self._dispatcher = audience, dispatcher
        dispatcher.subscribe(
            {
                AlertRaised: [self._tell, self._wake_notifier],
                AlertUnanswered: [self._tell, self._wake_notifier],
                AlertChanged: [self._tell],
                PatientWorse: [self._tell_queue],
            }
        )
        self._swept_at = 0.0
        self.questions = Questions(store, clock)
        self.alerts = Alerts(store, clock, publish, settings.alert_seconds)
        self._desk = AlertDesk(store, clock, publish)
        self._numbers = EmergencyNumbers(settings.emergency_number)

    def add_to(self, operations: Operations, permits: Permits, guard: Guard) -> None:
        add_triage(operations, self.questions, self.alerts, self._numbers, guard)
        add_alerts(operations, self._desk, permits)
        add_question_sets(operations, self.questions, permits)

    async def watch(self) -> None:
        """For ever: alerts that nobody answers are told to more people."""
        await again_and_again(LOOK_SECONDS, "alerts_not_watched", self._look)

    async def _look(self) -> None:
        if time.monotonic() - self._swept_at >= SWEEP_SECONDS:
            await self.questions.withdraw_stale()
            await self.alerts.sweep()
            self._swept_at = time.monotonic()
        await self.alerts.tell_more()

    async def _tell(self, event: AlertRaised | AlertUnanswered | AlertChanged) -> None:
        for staff in event.staff:
            await self._audience().tell("staff", staff, "alert", {"id": event.alert})

    async def _wake_notifier(self, _: AlertRaised | AlertUnanswered) -> None:
        self._dispatcher.publish([NoticesWritten()])

    async def _tell_queue(self, event: PatientWorse) -> None:
        self._dispatcher.publish([QueueChanged(ClinicId(event.clinic))])
