"""The consent to a consultation that the patient begins: implied by asking, and written down all the same.

Telemedicine Practice Guidelines 2020, section 3.4: if the patient initiates the consultation, consent is implied.
"""

from clinic.actors import Actor
from clinic.consents.consent import Agreed, Consent
from clinic.consents.ledger import consent_to
from clinic.consents.notices import newest
from clinic.patients.patient import PatientId

PURPOSE = "consultation"


def implied_consent(patient: PatientId, language: str, actor: Actor, now: float) -> Consent:
    """To the newest text in that language (BCP 47), in English where there is none. ``now``: seconds since 1970 UTC.

    Whoever takes the token adds it to the ledger, and ``clinic.consents.ledger.given`` to the audit.
    """
    notice = newest(PURPOSE, language.partition("-")[0])
    return consent_to(Agreed(PURPOSE, notice.version, notice.language, "implied by asking"), patient, actor, now)
