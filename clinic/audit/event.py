"""What is written down of a change, and the port that writes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from clinic.actors import Actor

STATE_CHAIN = "state"


@dataclass(frozen=True, slots=True)
class Event:
    """Ids and names of fields, never contents.

    ``subject``: kind and id, "patient:4f…". ``patient``: whose record, where it is one's. ``facility``: whose chain,
    if not the actor's. ``reason``: only where a person must give one; it is sealed at rest.
    """

    action: str
    actor: Actor
    subject: str
    patient: str | None = None
    facility: str | None = None
    reason: str = ""
    fields: tuple[str, ...] = ()

    @property
    def chain(self) -> str:
        """What patients do by themselves is spread over sixteen: in one, every commit would wait for all others."""
        return self.facility or self.actor.facility or _without_facility(self.actor)


def _without_facility(actor: Actor) -> str:
    return f"patients-{actor.id[:1]}" if actor.kind == "patient" else STATE_CHAIN


class AuditTrail(Protocol):
    """In the same transaction as the change."""

    async def append(self, event: Event) -> None: ...

    async def append_all(self, events: Sequence[Event]) -> None:
        """As if each was appended, in that order; of many events far sooner done."""
