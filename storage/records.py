"""Everything that one transaction reads and writes: each repository over the same connection."""

from collections.abc import Callable
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.audit import AuditLog
from storage.blocks import BlockTable
from storage.care import CareTable
from storage.clinics import ClinicTable
from storage.complaints import ComplaintTable
from storage.consents import ConsentTable
from storage.consultation_files import ConsultationFileTable
from storage.consultations import ConsultationTable
from storage.counts import CountTable
from storage.danger_alerts import AlertTable
from storage.doctor_signatures import SignatureTable
from storage.duties import DutyTable
from storage.facilities import FacilityTable
from storage.follow_ups import FollowUpTable
from storage.intakes import IntakeTable
from storage.laboratory_results import ResultTable
from storage.limits import LimitTable
from storage.mobiles import MobileTable
from storage.note_templates import TemplateTable
from storage.notes import NoteTable
from storage.notices import NoticeTable
from storage.opd_statistics import OpdStatisticsTable
from storage.otp import OtpTable
from storage.patients import PatientTable
from storage.prescription_links import LinkTable
from storage.prescription_templates import PrescriptionTemplateTable
from storage.prescriptions import PrescriptionTable
from storage.push_subscriptions import SubscriptionTable
from storage.question_approvals import ApprovalTable
from storage.sessions import SessionTable
from storage.sightings import SightingTable
from storage.staff import StaffTable
from storage.telephone_calls import CallTable
from storage.unlisted_medicines import UnlistedTable
from storage.uploads import UploadTable
from storage.vault import Vault
from storage.waiting_times import WaitingTimeTable


class Records:
    """``wall_clock`` gives seconds since 1970 UTC."""

    def __init__(self, connection: AsyncConnection, vault: Vault, wall_clock: Callable[[], float]) -> None:
        self._connection = connection
        self._vault = vault
        self._wall_clock = wall_clock

    @cached_property
    def alerts(self) -> AlertTable:
        return AlertTable(self._connection, self._vault)

    @cached_property
    def approvals(self) -> ApprovalTable:
        return ApprovalTable(self._connection, self._vault)

    @cached_property
    def audit(self) -> AuditLog:
        return AuditLog(self._connection, self._vault, self._wall_clock)

    @cached_property
    def blocks(self) -> BlockTable:
        return BlockTable(self._connection, self._vault)

    @cached_property
    def care(self) -> CareTable:
        return CareTable(self._connection, self._vault)

    @cached_property
    def clinics(self) -> ClinicTable:
        return ClinicTable(self._connection, self._vault)

    @cached_property
    def complaints(self) -> ComplaintTable:
        return ComplaintTable(self._connection, self._vault)

    @cached_property
    def consents(self) -> ConsentTable:
        return ConsentTable(self._connection, self._vault)

    @cached_property
    def consultation_files(self) -> ConsultationFileTable:
        return ConsultationFileTable(self._connection, self._vault)

    @cached_property
    def consultations(self) -> ConsultationTable:
        return ConsultationTable(self._connection, self._vault)

    @cached_property
    def counts(self) -> CountTable:
        return CountTable(self._connection, self._vault)

    @cached_property
    def doctor_signatures(self) -> SignatureTable:
        return SignatureTable(self._connection, self._vault)

    @cached_property
    def duties(self) -> DutyTable:
        return DutyTable(self._connection, self._vault)

    @cached_property
    def facilities(self) -> FacilityTable:
        return FacilityTable(self._connection, self._vault)

    @cached_property
    def follow_ups(self) -> FollowUpTable:
        return FollowUpTable(self._connection, self._vault)

    @cached_property
    def intakes(self) -> IntakeTable:
        return IntakeTable(self._connection, self._vault)

    @cached_property
    def laboratory_results(self) -> ResultTable:
        return ResultTable(self._connection, self._vault)

    @cached_property
    def limits(self) -> LimitTable:
        return LimitTable(self._connection, self._vault)

    @cached_property
    def mobiles(self) -> MobileTable:
        return MobileTable(self._connection, self._vault)

    @cached_property
    def note_templates(self) -> TemplateTable:
        return TemplateTable(self._connection, self._vault)

    @cached_property
    def notes(self) -> NoteTable:
        return NoteTable(self._connection, self._vault)

    @cached_property
    def notices(self) -> NoticeTable:
        return NoticeTable(self._connection, self._vault)

    @cached_property
    def opd_statistics(self) -> OpdStatisticsTable:
        return OpdStatisticsTable(self._connection, self._vault)

    @cached_property
    def otp(self) -> OtpTable:
        return OtpTable(self._connection, self._vault)

    @cached_property
    def patients(self) -> PatientTable:
        return PatientTable(self._connection, self._vault)

    @cached_property
    def prescription_links(self) -> LinkTable:
        return LinkTable(self._connection, self._vault)

    @cached_property
    def prescription_templates(self) -> PrescriptionTemplateTable:
        return PrescriptionTemplateTable(self._connection, self._vault)

    @cached_property
    def prescriptions(self) -> PrescriptionTable:
        return PrescriptionTable(self._connection, self._vault)

    @cached_property
    def push_subscriptions(self) -> SubscriptionTable:
        return SubscriptionTable(self._connection, self._vault)

    @cached_property
    def sessions(self) -> SessionTable:
        return SessionTable(self._connection, self._vault)

    @cached_property
    def sightings(self) -> SightingTable:
        return SightingTable(self._connection, self._vault)

    @cached_property
    def staff(self) -> StaffTable:
        return StaffTable(self._connection, self._vault)

    @cached_property
    def telephone_calls(self) -> CallTable:
        return CallTable(self._connection, self._vault)

    @cached_property
    def unlisted_medicines(self) -> UnlistedTable:
        return UnlistedTable(self._connection, self._vault)

    @cached_property
    def uploads(self) -> UploadTable:
        return UploadTable(self._connection, self._vault)

    @cached_property
    def waiting_times(self) -> WaitingTimeTable:
        return WaitingTimeTable(self._connection, self._vault)
