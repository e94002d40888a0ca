"""What the standing of a prescription makes of the statuses of its resources.

A document that another replaced was not amended itself: it stays final, the later one tells ``relatesTo``.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from clinic.prescription.lifecycle import State


@dataclass(frozen=True, slots=True)
class Standing:
    """``version``: of the bundle, which is written anew when its prescription is superseded or cancelled."""

    version: str
    composition: str
    medicine: str
    request: str
    document: str


STANDINGS: Mapping[State, Standing] = {
    State.SIGNED: Standing("1", "final", "active", "active", "current"),
    State.SUPERSEDED: Standing("2", "final", "stopped", "revoked", "superseded"),
    State.CANCELLED: Standing("2", "entered-in-error", "cancelled", "revoked", "entered-in-error"),
}
