"""The audit's chains, one a facility: each entry carries the hash of the one before it."""

import hashlib
import json
from dataclasses import dataclass, replace

from clinic.actors import Actor
from clinic.audit.event import Event

FORMAT = 1
CLOCKS_APART_SECONDS = 60.0
"""How far the clocks of two processes may differ: an entry then takes the time of the one before it."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain: its last entry's sequence (0: none yet), hash and time."""

    chain: str
    sequence: int
    hash: str
    at: float


@dataclass(frozen=True, slots=True)
class Entry:
    """An event, written down. ``sequence`` counts from 1; hashes are SHA-256, 64 hexadecimal characters.

    ``reason``: as the vault sealed it, empty where none was given.
    """

    chain: str
    sequence: int
    at: float
    action: str
    actor: Actor
    subject: str
    patient: str | None
    reason: bytes
    fields: tuple[str, ...]
    previous_hash: str
    hash: str = ""

    def canonical(self) -> bytes:
        """All but its own hash: JSON with sorted keys and no spaces, in UTF-8; the bytes of a reason in hexadecimal."""
        return canonical(
            {
                "version": FORMAT,
                "chain": self.chain,
                "sequence": self.sequence,
                "at": self.at,
                "action": self.action,
                "actor": {
                    "kind": self.actor.kind,
                    "id": self.actor.id,
                    "facility": self.actor.facility,
                    "origin": self.actor.origin,
                },
                "subject": self.subject,
                "patient": self.patient,
                "reason": self.reason.hex(),
                "fields": self.fields,
                "previous_hash": self.previous_hash,
            }
        )

    def digest(self) -> str:
        """What its hash must be."""
        return sha256(self.canonical())

    @property
    def head(self) -> Head:
        """Of the chain that ends with this entry."""
        return Head(self.chain, self.sequence, self.hash, self.at)


def beginning(chain: str) -> Head:
    """Of a chain without entries."""
    return Head(chain, 0, genesis(chain), 0.0)


def genesis(chain: str) -> str:
    """What the first entry names as the hash before it."""
    return sha256(canonical({"version": FORMAT, "chain": chain}))


def following(head: Head, event: Event, now: float, reason: bytes) -> Entry:
    """The entry of ``event`` after ``head``."""
    apart = head.at - now
    entry = Entry(
        chain=head.chain,
        sequence=head.sequence + 1,
        at=head.at if 0.0 < apart <= CLOCKS_APART_SECONDS else now,
        action=event.action,
        actor=event.actor,
        subject=event.subject,
        patient=event.patient,
        reason=reason,
        fields=event.fields,
        previous_hash=head.hash,
    )
    return replace(entry, hash=entry.digest())


def canonical(record: dict[str, object]) -> bytes:
    """One JSON text for one record, whoever writes it; floats in their shortest form."""
    written = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return written.encode(errors="surrogatepass")


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
