"""Danger first: its services, what they do by time, and their operations."""

import asyncio
import time
from collections.abc import Callable

import structlog

from clinic.identity.guard import Guard
from clinic.triage.alert_desk import AlertDesk
from clinic.triage.alerts import Alerts, Publish
from clinic.triage.approvals import Questions
from clinic.triage.emergency_numbers import EmergencyNumbers
from http_api.clinic.alerts import add_alerts
from http_api.clinic.permits import Permits
from http_api.clinic.question_sets import add_question_sets
from http_api.clinic.triage import add_triage
from http_api.operations import Operations
from server.settings import Settings
from storage.store import Store

LOOK_SECONDS = 5.0
SWEEP_SECONDS = 60.0

log = structlog.get_logger(__name__)


class Triage:
    """``publish`` is told of alerts after they were kept."""

    def __init__(self, settings: Settings, store: Store, clock: Callable[[], float], publish: Publish) -> None:
        self.questions = Questions(store, clock)
        self.alerts = Alerts(store, clock, publish, settings.alert_seconds)
        self._desk = AlertDesk(store, clock, publish)
        self._numbers = EmergencyNumbers(settings.emergency_number)

    def add_to(self, operations: Operations, permits: Permits, guard: Guard) -> None:
        add_triage(operations, self.questions, self.alerts, self._numbers, guard)
        add_alerts(operations, self._desk, permits)
        add_question_sets(operations, self.questions, permits)

    async def watch(self) -> None:
        """For ever: alerts that nobody answers are told to more people. A failure is logged and tried again."""
        swept_at = 0.0
        while True:
            try:
                if time.monotonic() - swept_at >= SWEEP_SECONDS:
                    await self.questions.withdraw_stale()
                    await self.alerts.sweep()
                    swept_at = time.monotonic()
                await self.alerts.tell_more()
            except Exception:
                log.exception("alerts_not_watched")
            await asyncio.sleep(LOOK_SECONDS)
