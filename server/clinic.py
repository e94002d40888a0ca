"""The clinic of this server: its services over the database, and the operations that pages use."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import structlog

from clinic.actors import SYSTEM, Actor
from clinic.complaints.desk import Complaints
from clinic.consents.ledger import Consents
from clinic.facilities.facilities import Facilities
from clinic.identity.guard import Guard
from clinic.identity.limits import Limits
from clinic.identity.otp import OneTimeCodes
from clinic.identity.sessions import Sessions
from clinic.identity.sms import SmsGateway
from clinic.notification.notifier import Notifier
from clinic.notification.push import PushGateway
from clinic.notification.sending import Sender
from clinic.notification.subscriptions import Subscriptions
from clinic.opd.changes import ConsultationUnknown
from clinic.patients.coming_in import ComingIn
from clinic.patients.duplicates import Duplicates
from clinic.patients.household import Households
from clinic.patients.openings import Openings
from clinic.patients.patient import PatientNotYours
from clinic.patients.registration import Patients
from clinic.patients.rights import Rights
from clinic.places.pin_codes import PinCodes
from clinic.staff.account import StaffId, Status
from clinic.staff.accounts import Accounts
from clinic.staff.applications import Applications
from clinic.staff.break_glass import BreakGlass
from clinic.staff.onboarding import Onboarding
from clinic.staff.passwords import Passwords
from clinic.staff.sign_in import SignIn
from clinic.staff.verification import Verification
from clinic.statistics.counts import Counts
from clinic.statistics.opd import OpdStatistics
from clinic.statistics.opd_rolling import DaysWritten
from clinic.telephone.ports import TelephoneGateway
from clinic.telephone.telephone import Telephone
from clinic.uploads.blobs import BlobStore
from clinic.uploads.uploads import Uploads
from gateways.telephone_memory import MemoryTelephone
from gateways.web_push_memory import MemoryPush
from http_api.clinic.applications import add_applications
from http_api.clinic.complaints import GrievanceOfficer, add_complaints
from http_api.clinic.counts import add_counts
from http_api.clinic.erasures import add_erasures
from http_api.clinic.facilities import add_facilities
from http_api.clinic.household import HouseholdView, add_household
from http_api.clinic.import_jobs import Importer, ImportJobs, Kind
from http_api.clinic.imports import add_imports
from http_api.clinic.patients import add_patients
from http_api.clinic.permits import Permits
from http_api.clinic.places import add_places
from http_api.clinic.push import add_push
from http_api.clinic.registration import add_registration
from http_api.clinic.rights import add_rights
from http_api.clinic.sessions import add_sessions
from http_api.clinic.staff_patients import StaffPatients, add_staff_patients
from http_api.clinic.staff_self import StaffView
from http_api.clinic.staff_sign_in import add_staff_sign_in
from http_api.clinic.statistics import add_statistics
from http_api.clinic.telephone import add_telephone
from http_api.clinic.uploads import add_uploads
from http_api.clinic.verification import AccountDesk, add_verification
from http_api.opd.follow_ups import add_follow_ups
from http_api.operations import Operations
from http_api.peers import origin_of
from rooms.ports import Refusal
from server.blob_place import blob_objects
from server.consultation_parts import ConsultationParts, helplines_of
from server.daily_seal import seal_daily
from server.desk_parts import ClinicParts
from server.importers import FacilityImporter, StaffImporter
from server.loops import again_and_again, beside
from server.notices import send_notices
from server.opd import Clocks, Opd, Shared
from server.prescription_parts import LinkedComingIn, PrescriptionParts
from server.push_gateway import push_gateway
from server.settings import Settings
from server.signing_key import signing_key
from server.sms_gateway import sms_gateway
from server.subscriptions import Dispatcher
from server.telephone_gateway import telephone_gateway
from server.triage import Triage
from storage.blobs.encrypted import EncryptedBlobs
from storage.invitations import KEPT_SECONDS, Invitations
from storage.store import Store

SWEEP_SECONDS = 600.0

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Outside:
    """What the clinic needs besides its database."""

    sms: SmsGateway
    blobs: BlobStore
    wall_clock: Callable[[], float] = time.time
    steady_clock: Callable[[], float] = time.monotonic
    push: PushGateway = field(default_factory=MemoryPush)
    telephone: TelephoneGateway = field(default_factory=MemoryTelephone)


@asynccontextmanager
async def running_clinic(settings: Settings, store: Store) -> AsyncIterator["Clinic"]:
    """With the messages' provider and the place for files that are set."""
    blobs = EncryptedBlobs(store.database, store.vault, blob_objects(settings))
    async with (
        sms_gateway(settings.sms_configuration) as sms,
        push_gateway(settings) as push,
        telephone_gateway(settings.telephone_configuration) as telephone,
    ):
        clinic = Clinic(settings, store, Outside(sms, blobs, push=push, telephone=telephone))
        sealing = seal_daily(store, signing_key(settings), time.time)
        async with clinic.running(), beside(sealing), beside(send_notices(clinic.notifier)):
            yield clinic


async def _nobody(_: StaffId) -> None:
    """Where there are no sockets."""


class Clinic:
    """Every service once. Its ``operations`` are good while it is ``running``.

    ``on_suspended`` ends what somebody has open just now, besides her sessions.
    """

    def __init__(self, settings: Settings, store: Store, outside: Outside) -> None:
        self._wall_clock = clock = outside.wall_clock
        self._invitations = Invitations(store.database, clock, store.vault)
        self.on_suspended: Callable[[StaffId], Awaitable[None]] = _nobody
        self.sessions, self.patients = Sessions(store, clock), Patients(store, clock)
        self.codes = OneTimeCodes(store, outside.sms, Limits(), clock, host=settings.page_host)
        self.uploads = Uploads(store, outside.blobs, clock)
        self.operations = Operations(
            self.sessions,
            lambda device: store.vault.lookup("csrf", device),
            lambda request: origin_of(request, settings.trusted_proxies),
            clock,
            self._note_refusal,
        )
        self._passwords, self._guard = Passwords(), Guard(store, clock)
        accounts, facilities = Accounts(store, self._passwords, clock), Facilities(store, clock)
        self._accounts = accounts
        self._permits, self._staff = Permits(accounts, facilities), StaffView(accounts, facilities)
        importers: dict[Kind, Importer] = {
            "facilities": FacilityImporter(facilities),
            "staff": StaffImporter(Onboarding(store, clock)),
        }
        self.jobs = ImportJobs(importers, clock)
        self._add_patients(store, clock)
        self._add_staff(store, clock, accounts, facilities, outside)
        add_facilities(self.operations, facilities, self._permits)
        add_imports(self.operations, self.jobs, self._permits)
        add_counts(self.operations, Counts(store), self._permits)
        add_statistics(self.operations, OpdStatistics(store), self._permits)
        self._days_written = DaysWritten(store, clock)
        officer = GrievanceOfficer(settings.grievance_officer, settings.grievance_telephone, settings.grievance_email)
        complaints = Complaints(store, clock)
        add_complaints(self.operations, complaints, officer, self._permits, self._guard)
        sender = Sender(outside.sms, outside.push, clock, host=settings.page_host)
        self.notifier = Notifier(store, sender, clock)
        self.dispatcher = Dispatcher()
        self.telephone = Telephone(store, outside.telephone, clock, self.dispatcher.publish)
        clocks = Clocks(clock, outside.steady_clock)
        shared = Shared(store, self._invitations, complaints, self.notifier, self.dispatcher, clocks)
        self.opd = Opd(settings, shared, self.telephone)
        self.parts = ConsultationParts(store, clock, self.dispatcher.publish)
        self.opd.add_to(self.operations, self._permits, ClinicParts(store, self.parts.results, clock))
        helplines = helplines_of(settings.data_folder)
        self.parts.add_to(self.operations, self._permits, outside.blobs, self.opd.showing, self.opd.rules, helplines)
        way_in = LinkedComingIn(self.codes, ComingIn(store, Households(store, clock), self.sessions))
        publish = self.dispatcher.publish
        self.prescriptions = PrescriptionParts(settings, store, outside.blobs, clock, publish, way_in)
        self.prescriptions.add_to(self.operations, self._permits, self._guard)
        add_follow_ups(self.operations, self.opd.showing, Households(store, clock))
        add_push(self.operations, Subscriptions(store, outside.push, clock))
        add_telephone(self.operations, self.telephone)
        self.triage = Triage(settings, store, clock, self.dispatcher, lambda: self.opd.audience)
        self.triage.add_to(self.operations, self._permits, self._guard)

    def _add_patients(self, store: Store, clock: Callable[[], float]) -> None:
        households, patients, openings = Households(store, clock), self.patients, Openings(store)
        view = HouseholdView(households)
        add_places(self.operations, PinCodes())
        add_sessions(self.operations, self.sessions, view, self._staff)
        coming_in = ComingIn(store, households, self.sessions)
        add_registration(self.operations, self.codes, coming_in, households, view, self.sessions)
        add_household(self.operations, households, patients, view, self.sessions)
        add_patients(self.operations, patients)
        rights = Rights(store, clock)
        add_rights(self.operations, Consents(store, clock), rights, openings)
        add_erasures(self.operations, rights, self._permits)
        add_uploads(self.operations, self.uploads, self._guard)
        glass, duplicates = BreakGlass(store, clock), Duplicates(store, clock)
        desk = StaffPatients(patients, households, duplicates, glass, openings, self._permits)
        add_staff_patients(self.operations, desk)

    def _add_staff(
        self, store: Store, clock: Callable[[], float], accounts: Accounts, facilities: Facilities, outside: Outside
    ) -> None:
        sign_in = SignIn(store, self._passwords, clock)
        add_staff_sign_in(self.operations, sign_in, accounts, self.sessions, self._staff)
        add_applications(self.operations, Applications(store, self._passwords, clock), facilities, self._guard)
        verification = Verification(store, clock, self._suspended)
        desk = AccountDesk(verification, accounts, outside.blobs, self._staff)
        add_verification(self.operations, desk)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """What is under way is done to its end."""
        async with (
            beside(self._sweep_regularly()),
            beside(self.triage.watch()),
            beside(self.opd.keep_time()),
            beside(self.opd.tell_boards()),
        ):
            yield
        await self.jobs.close()
        await self.prescriptions.close()
        await self.codes.close()
        await self.notifier.settle()

    async def _suspended(self, staff: StaffId) -> None:
        """Her patients are the next ones of others, and whatever she has open ends."""
        await self.opd.duties.suspended(staff, SYSTEM)
        await self.on_suspended(staff)

    async def is_suspended(self, staff: StaffId) -> bool:
        return (await self._accounts.get(staff)).status is Status.SUSPENDED

    async def _note_refusal(self, refusal: Refusal, actor: Actor) -> None:
        """Whoever asked for a patient or a consultation that is not hers stands in the audit."""
        if isinstance(refusal, PatientNotYours):
            await self.patients.note_refused(refusal, actor)
        if isinstance(refusal, ConsultationUnknown):
            await self.opd.tokens.note_refused(actor)

    async def _sweep_regularly(self) -> None:
        """What has expired is thrown away."""
        await again_and_again(SWEEP_SECONDS, "sweep_failed", self._sweep)

    async def _sweep(self) -> None:
        await self.sessions.forget_old()
        await self.uploads.sweep()
        await self._invitations.forget_expired(self._wall_clock() - KEPT_SECONDS)
        await self.notifier.forget()
        await self.parts.unsigned.remind()
        await self._days_written.roll_up()
        await self.prescriptions.links.forget()
