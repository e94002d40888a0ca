"""Prescriptions, as this server offers them: written, signed, sealed, verified, given to patients, exported."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clinic.identity.guard import Guard
from clinic.identity.otp import OneTimeCodes
from clinic.opd.events import Publish
from clinic.patients.coming_in import ComingIn
from clinic.prescription.announcing import announce
from clinic.prescription.drafts import Drafts
from clinic.prescription.guidelines.rulebook import load
from clinic.prescription.judging import Judge
from clinic.prescription.keeping import Keeping
from clinic.prescription.line import Line
from clinic.prescription.links import Links
from clinic.prescription.phrases.catalogues import HINDI
from clinic.prescription.released import Released
from clinic.prescription.sightings import Sightings
from clinic.prescription.signatures import Signatures
from clinic.prescription.signing import Makers, Signing
from clinic.prescription.summary.signed import SignedSummaries
from clinic.prescription.templates import PrescriptionTemplates
from clinic.prescription.unlisted import UnlistedMedicines
from clinic.prescription.verifying import Verifying
from clinic.uploads.blobs import BlobStore
from gateways.document.marks import Marks
from gateways.document.pool import DocumentPool
from gateways.document.uploads import Uploads
from gateways.fhir.exporter import FhirExporter
from gateways.speech.voice import FixedVoice
from http_api.clinic.permits import Permits
from http_api.operations import Operations
from http_api.prescription.desk_tools import (
    SightingPages,
    SignaturePages,
    TemplatePages,
    add_prescription_templates,
    add_sighting,
    add_signature,
)
from http_api.prescription.links import LinkPages, add_links
from http_api.prescription.medicines import MedicinePages, add_medicines
from http_api.prescription.released import ReleasedPages, add_released
from http_api.prescription.spoken import add_spoken
from http_api.prescription.verifying import VerifyingPages, add_verifying
from http_api.prescription.writing import WritingPages, add_writing
from server.medicines import formulary_of
from server.phrases import catalogues_of
from server.seal_key import seal_of
from server.settings import Settings
from server.summary_key import summary_keys_of
from storage.store import Store

RECORDINGS = "recordings"


@dataclass(frozen=True, slots=True)
class LinkedComingIn:
    """By what whoever opens a link comes in."""

    codes: OneTimeCodes
    coming_in: ComingIn


class PrescriptionParts:
    """``wall_clock`` gives seconds since 1970 UTC. Raises ``CannotStart``."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        blobs: BlobStore,
        wall_clock: Callable[[], float],
        publish: Publish,
        coming_in: LinkedComingIn,
    ) -> None:
        folder, self._blobs, self._seen_seconds = settings.data_folder, blobs, settings.seen_seconds
        self._material = seal_of(folder, settings.seal_key, settings.seal_certificate, settings.production)
        ring = summary_keys_of(folder, wall_clock, is_development=self._material.is_development)
        self._catalogues = catalogues_of(folder)
        marks = Marks(self._material.is_development, self._catalogues)
        self.documents = DocumentPool(settings.document_processes, self._material, marks)
        self._formulary = formulary_of(folder)
        judge = Judge(load(), self._formulary, settings.seen_seconds)
        summaries = SignedSummaries(ring, f"https://{settings.page_host}")
        makers = Makers(judge, self.documents, summaries, blobs, announce, contact_of(settings))
        self._drafts = Drafts(store, judge, wall_clock)
        self._signing = Signing(store, makers, wall_clock, publish)
        self._released, self._keeping = Released(store), Keeping(store, blobs)
        self._sightings = Sightings(store, wall_clock)
        self._templates = PrescriptionTemplates(store, wall_clock)
        self._signatures = Signatures(store, wall_clock)
        self._voice = FixedVoice(folder / RECORDINGS)
        self._unlisted = UnlistedMedicines(store, wall_clock)
        guard, codes = Guard(store, wall_clock), coming_in.codes
        self.links = Links(store, codes, coming_in.coming_in, guard, wall_clock)
        self._uploads = Uploads(self._material.trusted)
        self._verifying = Verifying(store, ring, self._uploads)

    def add_to(self, operations: Operations, permits: Permits, guard: Guard) -> None:
        needed = self._seen_seconds
        add_writing(operations, WritingPages(self._drafts, self._signing, permits, needed))
        add_sighting(operations, SightingPages(self._sightings, permits, needed))
        add_medicines(operations, MedicinePages(self._formulary, self._unlisted, permits))
        add_prescription_templates(operations, TemplatePages(self._templates, self._formulary, permits))
        add_signature(operations, SignaturePages(self._signatures, self._blobs, permits))
        pages = ReleasedPages(self._released, self._keeping, FhirExporter(), self._sentences, permits)
        add_released(operations, pages)
        add_links(operations, LinkPages(self.links))
        add_spoken(operations, self._released, self._catalogues, self._voice)
        add_verifying(operations, VerifyingPages(self._verifying, guard))

    async def close(self) -> None:
        """Documents that are being made are made to their end."""
        await self.documents.close()
        await self._uploads.close()

    def _sentences(self, line: Line, language: str) -> Mapping[str, str]:
        """In the working languages, whichever the page speaks, and in the patient's own where it may be printed."""
        every = (*self._catalogues.printed(HINDI), *self._catalogues.printed(language))
        return {one.language: one.dosing(line.dosing, line.unit, line.route) for one in every}


def contact_of(settings: Settings) -> str:
    """As it is printed on prescriptions."""
    own = settings.prescription_contact
    return own or ", ".join(part for part in (settings.grievance_telephone, settings.grievance_email) if part)
