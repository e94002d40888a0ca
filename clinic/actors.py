"""Who does something."""

from dataclasses import dataclass
from typing import Literal

ActorKind = Literal["patient", "staff", "operator", "system"]


@dataclass(frozen=True, slots=True)
class Actor:
    """``id``: of the staff, or of the mobile whose holder signed in by a one-time code; else the kind again.

    ``facility``: for which she acts, ``None`` for the state as a whole. ``origin``: the peer's address, or "command".
    """

    kind: ActorKind
    id: str
    facility: str | None
    origin: str


SYSTEM = Actor("system", "system", None, "command")
