"""What a patient was told and agreed to: Digital Personal Data Protection Act 2023, sections 5 and 6."""

from dataclasses import dataclass
from typing import Literal

from clinic.actors import ActorKind
from clinic.patients.patient import PatientId

How = Literal["ticked on page", "spoken to staff", "implied by asking"]


@dataclass(frozen=True, slots=True)
class Purpose:
    """``ways``: in which consent to it can be given."""

    name: str
    ways: frozenset[How]


# Whoever asks for care consents to it by asking (Telemedicine Practice Guidelines 2020, section 3.4). Messages are
# no part of the care, so that they need her word (DPDP Act section 6(1): a clear affirmative action).
PURPOSES = {
    purpose.name: purpose
    for purpose in (
        Purpose("registration", frozenset({"ticked on page", "spoken to staff", "implied by asking"})),
        Purpose("sms", frozenset({"ticked on page", "spoken to staff"})),
        Purpose("consultation", frozenset({"ticked on page", "spoken to staff", "implied by asking"})),
    )
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """To which text, and how. ``language``: BCP 47."""

    purpose: str
    version: int
    language: str
    how: How


@dataclass(frozen=True, slots=True)
class Consent:
    """A line of the ledger. ``actor``: who gave it or took it down. Times are seconds since 1970 UTC."""

    id: str
    actor_kind: ActorKind
    actor: str
    patient: PatientId
    purpose: str
    at: float
    version: int
    language: str
    text_sha256: str
    how: How
    withdrawn_at: float | None = None
