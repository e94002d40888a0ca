"""What other rooms of the clinic add to a doctor's desk: what was told, and results that came."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clinic.consultation.consultation import ConsultationId
from clinic.consultation.intake import NOTHING_TOLD
from clinic.consultation.readiness import flags, reason
from clinic.consultation.results import LaboratoryResults
from clinic.opd.showing import Entry
from clinic.patients.patient import indian_date
from clinic.staff.account import StaffId
from http_api.opd.desk import ResultAnswer
from storage.store import Store


@dataclass(frozen=True, slots=True)
class ToldLine:
    """Of somebody who waits."""

    reason: str
    flags: tuple[str, ...]


class ClinicParts:
    """``http_api.opd.desk.DeskParts``. ``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store, results: LaboratoryResults, wall_clock: Callable[[], float]) -> None:
        self._store = store
        self._results = results
        self._wall_clock = wall_clock

    async def results(self, doctor: StaffId) -> list[ResultAnswer]:
        waiting = await self._results.waiting_for(doctor)
        async with self._store.reading() as records:
            patients = await records.patients.some({one.patient for one in waiting})
        return [
            ResultAnswer(
                id=one.id,
                consultation=one.consultation,
                patient_name=patients[one.patient].name if one.patient in patients else "",
                at=one.added_at,
            )
            for one in waiting
        ]

    async def lines(self, entries: Sequence[Entry], language: str) -> Mapping[ConsultationId, ToldLine]:
        async with self._store.reading() as records:
            intakes = await records.intakes.some([one.token.id for one in entries])
        today = indian_date(self._wall_clock())
        told: dict[ConsultationId, ToldLine] = {}
        for entry in entries:
            if entry.patient is not None:
                intake = intakes.get(entry.token.id, NOTHING_TOLD)
                shown = flags(intake, entry.patient, today, entry.token.mode)
                told[entry.token.id] = ToldLine(reason(intake, language), shown)
        return told
