"""A complaint: about anything, harassment included, by anybody, signed in or not."""

import secrets
from dataclasses import dataclass
from typing import Literal, NewType, get_args
from urllib.parse import urlsplit

from clinic.actors import Actor
from clinic.patients.wording import line, paragraph
from rooms.ports import Refusal

ComplaintId = NewType("ComplaintId", str)
Reference = NewType("Reference", str)
Kind = Literal["harassment", "conduct", "care", "waiting", "technical", "privacy", "other"]
KINDS: tuple[Kind, ...] = get_args(Kind)
State = Literal["open", "answered", "closed"]
Step = Literal["answer", "close"]

TRANSITIONS: dict[tuple[State, Step], State] = {("open", "answer"): "answered", ("answered", "close"): "closed"}

TEXT_LENGTH = 4_000
CONTACT_LENGTH = 200
PAGE_LENGTH = 200
# Neither vowels, so that no word appears, nor letters that are taken for one another or for a digit.
REFERENCE_LETTERS = "BCDFGHJKMNPQRTVWXY"
REFERENCE_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Told:
    """As told. ``contact``: where the answer may be sent, in her words. ``page``: the address it was written on."""

    kind: str
    text: str
    page: str
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Complaint:
    """``filed_by``: kind and id of whoever was signed in. Times are seconds since 1970 UTC."""

    id: ComplaintId
    reference: Reference
    kind: Kind
    text: str
    page: str
    contact: str | None
    filed_by: str | None
    filed_at: float
    state: State = "open"
    answer: str | None = None
    answered_at: float | None = None
    closed_at: float | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """What whoever knows the reference may see; the answer only who filed it, when she is signed in."""

    reference: Reference
    state: State
    filed_at: float
    answer: str | None


def checked(told: Told) -> Told:
    """Raises ``Refusal``."""
    if told.kind not in KINDS:
        raise Refusal("complaint_kind_invalid", "Please choose what the complaint is about.")
    contact = told.contact.strip() if told.contact else ""
    return Told(
        kind=told.kind,
        text=paragraph(told.text, TEXT_LENGTH, "complaint_text_invalid"),
        page=_page(told.page),
        contact=line(contact, CONTACT_LENGTH, "complaint_contact_invalid") if contact else None,
    )


def after(complaint: Complaint, step: Step) -> State:
    """Raises ``Refusal`` where the step is not possible."""
    state = TRANSITIONS.get((complaint.state, step))
    if state is None:
        raise Refusal("complaint_state", f"This complaint is {complaint.state}: that cannot be done with it now.")
    return state


def new_reference() -> Reference:
    """ "KRTB-MXCW": to be read out on the telephone."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))
    return Reference(f"{letters[:4]}-{letters[4:]}")


def read_reference(text: str) -> Reference | None:
    """As people write it: small letters, spaces or none."""
    letters = "".join(text.upper().replace("-", " ").split())
    if len(letters) != REFERENCE_LENGTH or not set(letters) <= set(REFERENCE_LETTERS):
        return None
    return Reference(f"{letters[:4]}-{letters[4:]}")


def filer(actor: Actor | None) -> str | None:
    return None if actor is None else f"{actor.kind}:{actor.id}"


def _page(address: str) -> str:
    """Its path alone: what follows may hold the secret of an invitation."""
    try:
        path = urlsplit(address).path
    except ValueError:
        return "/"
    printable = "".join(sign for sign in path if sign.isprintable())
    return printable[:PAGE_LENGTH] if printable.startswith("/") else "/"
