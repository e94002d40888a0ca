"""What is written down of a consultation, as this server offers it: intakes, files, notes, results."""

from collections.abc import Callable
from pathlib import Path

from clinic.consultation.files import ConsultationFiles
from clinic.consultation.helplines import HELPLINES_FILE, Helplines, read_helplines
from clinic.consultation.icd10 import Icd10
from clinic.consultation.intakes import Intakes
from clinic.consultation.notes import Notes
from clinic.consultation.results import LaboratoryResults
from clinic.consultation.summaries import Summaries
from clinic.consultation.templates import NoteTemplates
from clinic.consultation.unsigned import UnsignedWork
from clinic.opd.events import Publish
from clinic.opd.rules import Rules
from clinic.opd.showing import Showing
from clinic.uploads.blobs import BlobStore
from http_api.clinic.permits import Permits
from http_api.opd.consultation_files import FilePages, add_consultation_files
from http_api.opd.icd10 import add_icd10
from http_api.opd.intake import IntakePages, add_intake
from http_api.opd.laboratory import ResultPages, add_laboratory
from http_api.opd.notes import NotePages, add_notes
from http_api.opd.summary import SummaryPages, add_summary
from http_api.opd.templates import TemplatePages, add_templates
from http_api.operations import Operations
from server.cannot_start import CannotStart
from storage.store import Store

OWN_HELPLINES = "helplines.json"


class ConsultationParts:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, store: Store, wall_clock: Callable[[], float], publish: Publish) -> None:
        self.results = LaboratoryResults(store, wall_clock, publish)
        self.unsigned = UnsignedWork(store, wall_clock)
        self.icd10 = Icd10()
        self._intakes = Intakes(store, wall_clock, publish)
        self._files = ConsultationFiles(store, wall_clock, publish)
        self._notes = Notes(store, self.icd10, wall_clock, publish)
        self._templates = NoteTemplates(store, self.icd10, wall_clock)
        self._summaries = Summaries(store, wall_clock)

    def add_to(
        self,
        operations: Operations,
        permits: Permits,
        blobs: BlobStore,
        showing: Showing,
        rules: Rules,
        helplines: Helplines,
    ) -> None:
        add_intake(operations, IntakePages(self._intakes, helplines))
        add_consultation_files(operations, FilePages(self._files, self.results, blobs))
        add_notes(operations, NotePages(self._notes, showing, permits, rules))
        add_templates(operations, TemplatePages(self._templates, permits))
        add_icd10(operations, self.icd10)
        add_laboratory(operations, ResultPages(self.results, blobs, permits))
        add_summary(operations, SummaryPages(self._summaries, self._files, blobs, permits))


def helplines_of(data_folder: Path) -> Helplines:
    """The department's own, where it has put some into the data folder. Raises ``CannotStart``."""
    own = data_folder / OWN_HELPLINES
    try:
        return read_helplines(own if own.exists() else HELPLINES_FILE)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CannotStart(f"{own} cannot be used: it must be written like {HELPLINES_FILE}.") from error
