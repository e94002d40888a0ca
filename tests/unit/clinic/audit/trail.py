"""Chains to try the verification on."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from clinic.actors import Actor
from clinic.audit.chain import Entry, beginning, following
from clinic.audit.event import Event

DOCTOR = Actor("staff", "5" * 32, "clinic-1", "192.0.2.7")
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
MORNING = 1_790_000_000.0


def opened(patient: str, reason: str = "") -> Event:
    return Event("record.opened", DOCTOR, f"patient:{patient}", patient=patient, reason=reason)


def chain_of(length: int, chain: str = "clinic-1") -> list[Entry]:
    """An entry a minute."""
    entries: list[Entry] = []
    for number in range(length):
        head = entries[-1].head if entries else beginning(chain)
        entries.append(following(head, opened(f"patient-{number}"), MORNING + 60 * number, b"sealed"))
    return entries
