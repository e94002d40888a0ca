"""How long a doctor's browser decoded the patient's picture, and whether she says that she could see.

*Seen by video* is our stated policy: at least so many seconds, and the doctor's own word. Falling back to audio later
does not undo it.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from clinic.actors import Actor
from clinic.audit.event import Event
from clinic.consultation.consultation import Consultation, ConsultationId
from clinic.opd.changes import ConsultationUnknown, clinic_of
from clinic.opd.ports import Records as OpdRecords
from clinic.patients.patient import is_id
from clinic.ports import Store
from clinic.prescription.case import Sighting


class SightingRecords(Protocol):
    async def get(self, consultation: ConsultationId) -> Sighting:
        """Nothing seen where nothing was told."""

    async def put(self, consultation: ConsultationId, sighting: Sighting, now: float) -> None: ...


class Records(OpdRecords, Protocol):
    @property
    def sightings(self) -> SightingRecords: ...


class Sightings:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store[Records], wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._wall_clock = wall_clock

    async def tell(self, consultation: ConsultationId, seconds: float, attested: bool, actor: Actor) -> Sighting:
        """``seconds`` only grow, and not beyond how long the call has lasted. Raises ``ConsultationUnknown``."""
        now = self._wall_clock()
        async with self._store.writing() as records:
            known = await records.consultations.get(consultation) if is_id(consultation) else None
            if known is None or actor.kind != "staff" or known.doctor != actor.id:
                raise ConsultationUnknown
            before = await records.sightings.get(consultation)
            after = Sighting(max(before.seconds, min(seconds, _lasted(known, now))), attested)
            if after != before:
                await records.sightings.put(consultation, after, now)
            if after.attested != before.attested:
                by = replace(actor, facility=(await clinic_of(records, known)).facility)
                action = "sighting.attested" if attested else "sighting.withdrawn"
                await records.audit.append(Event(action, by, f"consultation:{known.id}", patient=known.patient))
        return after


def _lasted(consultation: Consultation, now: float) -> float:
    """Seconds since the patient answered."""
    if consultation.started_at is None:
        return 0.0
    return max(0.0, (consultation.ended_at or now) - consultation.started_at)
