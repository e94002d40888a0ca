"""The states of a consultation as a diagram, from the table itself: ``docs/waiting_room.md`` holds it."""

from clinic.consultation.lifecycle import LIVE, TRANSITIONS, State


def mermaid() -> str:
    """A state diagram in Mermaid's language."""
    arrows = [f"    {before} --> {after}: {event.replace('_', ' ')}" for (before, event), after in TRANSITIONS.items()]
    ends = [f"    {state} --> [*]" for state in State if state not in LIVE]
    return "\n".join(["stateDiagram-v2", "    [*] --> waiting: take a token", *arrows, *ends])
