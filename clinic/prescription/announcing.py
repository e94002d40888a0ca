"""The household is told that a prescription is there: by a message that names neither patient nor medicine."""

from clinic.consultation.consultation import Consultation
from clinic.notification.notice import Kind, notice
from clinic.prescription.links import make
from clinic.prescription.prescription import Prescription
from clinic.prescription.signing import Records


async def announce(records: Records, signed: Prescription, one: Consultation, now: float) -> None:
    """``clinic.prescription.signing.Announce``: within the transaction that signs."""
    token, doctor = await make(records, signed.id, one.mobile, now), signed.content.prescriber
    told = notice(
        Kind.PRESCRIPTION_READY,
        one.mobile,
        one.language,
        now,
        consultation=one.id,
        once=f"prescription:{signed.id}",
        doctor=doctor.name,
        qualification=doctor.qualification,
        registration=doctor.registration,
        link=token,
    )
    await records.notices.add(told)
