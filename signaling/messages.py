"""Every message of the socket, defined once (design decision 12).

``docs/protocol.md`` and ``web_client/protocol.js`` are generated from this file: ``python -m signaling.protocol_docs``.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rooms.names import NAME_LENGTH, person_name, room_id

PROTOCOL_VERSION = 1


class Message(BaseModel):
    """Nothing is converted and nothing is let through that is not named here."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


Protocol = Annotated[int, Field(description=f"The version of this protocol that the page speaks: {PROTOCOL_VERSION}.")]
ParticipantId = Annotated[str, Field(description="A participant's id, unique over all rooms.")]
ResumeToken = Annotated[str, Field(description="The secret with which this seat can be resumed on another socket.")]
Offer = Annotated[str, Field(description="The SDP offer (RFC 3264) of a new connection, at most 65,536 bytes.")]
Revision = Annotated[int, Field(ge=0, description="Grows with every change of this participant's slots.")]
Pair = Annotated[int, Field(ge=0, description="The pair's number: its audio and video sections, counted from 0.")]


class Person(Message):
    """One person of the room, you included."""

    participant: ParticipantId
    name: Annotated[str, Field(description="The name that she gave.")]
    connection: Annotated[
        Literal["joining", "connected", "lost"],
        Field(description="`lost`: she is away, and her seat is kept for a while."),
    ]


class PairMids(Message):
    """The sections of one pair of receive slots."""

    pair: Pair
    audio_mid: Annotated[str, Field(description="`a=mid` of its audio section.")]
    video_mid: Annotated[str, Field(description="`a=mid` of its video section.")]


class ShownPair(Message):
    """Who is shown in a pair."""

    pair: Pair
    participant: Annotated[str | None, Field(description="Who is shown there; null where it is free.")]
    name: Annotated[str | None, Field(description="Her name; null where it is free.")]


class SlotsView(Message):
    """All pairs of this participant."""

    revision: Revision
    pairs: Annotated[tuple[ShownPair, ...], Field(description="Every pair, in the order of its number.")]


class Join(Message):
    """Take a seat in a room, with the first offer."""

    protocol: Protocol
    room: Annotated[str, AfterValidator(room_id), Field(description="1 to 64 small letters, digits and hyphens.")]
    name: Annotated[
        str,
        AfterValidator(person_name),
        Field(description=f"1 to {NAME_LENGTH} characters after trimming, no control characters."),
    ]
    offer: Offer


class Rejoin(Message):
    """Replace the media connection of the seat that you have, with the offer of a new one."""

    offer: Offer


class Resume(Message):
    """Come back to a seat on a new socket. The socket that held it before is told `taken_over`."""

    protocol: Protocol
    participant: ParticipantId
    resume_token: ResumeToken


class Restart(Message):
    """RFC 8445 section 9: an ICE restart of the connection that you have, on the same DTLS association."""

    offer: Annotated[str, Field(description="The same connection's offer with new ICE credentials.")]


class AcknowledgeSlots(Message):
    """You have taken away what no longer belongs: the pairs changed up to this revision may be fed."""

    revision: Revision


class Leave(Message):
    """Leave the room for good."""


class Seated(Message):
    """You are in the room. Acknowledge the slots to be fed."""

    participant: ParticipantId
    resume_token: ResumeToken
    answer: Annotated[str, Field(description="The SDP answer; it holds all of the server's candidates.")]
    pairs: Annotated[tuple[PairMids, ...], Field(description="Your pairs of receive slots.")]
    people: Annotated[tuple[Person, ...], Field(description="Everybody in the room, you included.")]
    slots: Annotated[SlotsView, Field(description="Who is shown in which pair.")]


class Resumed(Message):
    """You have your seat again. Acknowledge the slots, in case you missed a change."""

    people: Annotated[tuple[Person, ...], Field(description="Everybody in the room, you included.")]
    slots: Annotated[SlotsView, Field(description="Who is shown in which pair.")]
    media: Annotated[
        Literal["kept", "lost"], Field(description="`lost`: your connection is gone on our side, send `rejoin`.")
    ]


class Restarted(Message):
    """The restart is agreed."""

    answer: Annotated[str, Field(description="The SDP answer with the server's new credentials.")]


class Done(Message):
    """Nothing more to say."""


class Welcome(Message):
    """The first word on every socket. Pages that speak another version load themselves anew."""

    protocol: Annotated[int, Field(description="The version of this protocol that the server speaks.")]
    slot_pairs: Annotated[int, Field(description="How many pairs of receive slots to offer, and at most.")]


class Slots(SlotsView):
    """Your slots have changed: take away what no longer belongs, then acknowledge the revision."""


class People(Message):
    """Somebody came, went, or her line changed."""

    people: Annotated[tuple[Person, ...], Field(description="Everybody in the room, you included.")]


class VideoPaused(Message):
    """Your line cannot carry the picture of a pair just now, or can again. Its sound goes on."""

    pair: Pair
    paused: Annotated[bool, Field(description="Whether the picture rests.")]


class RejoinNeeded(Message):
    """The media worker was replaced: send `rejoin` with the offer of a new connection. Your seat is kept."""


class SeatLost(Message):
    """Your sound and picture did not come back in time, and your seat was given up. You may join again."""


class TakenOver(Message):
    """Another socket has resumed your seat; this one has none any more."""


@dataclass(frozen=True, slots=True)
class CommandKind:
    """A command's record and the record of its reply."""

    command: type[Message]
    reply: type[Message]


COMMANDS: dict[str, CommandKind] = {
    "join": CommandKind(Join, Seated),
    "rejoin": CommandKind(Rejoin, Seated),
    "resume": CommandKind(Resume, Resumed),
    "restart": CommandKind(Restart, Restarted),
    "acknowledge_slots": CommandKind(AcknowledgeSlots, Done),
    "leave": CommandKind(Leave, Done),
}

EVENTS: dict[str, type[Message]] = {
    "welcome": Welcome,
    "slots": Slots,
    "people": People,
    "video_paused": VideoPaused,
    "rejoin_needed": RejoinNeeded,
    "seat_lost": SeatLost,
    "taken_over": TakenOver,
}

REFUSALS: dict[str, str] = {
    "bad_message": "The message is not as described here; `fields` lists what is wrong.",
    "unknown_message": "There is no command of that name.",
    "not_joined": "The command needs a seat, and this socket has none.",
    "already_joined": "This socket has a seat already: `leave` first, or `rejoin`.",
    "bad_offer": "The offer cannot be served; the message says why.",
    "room_full": "All seats of the room are taken.",
    "too_many_messages": "Slow down. A socket that does not is closed.",
    "media_unavailable": "The media worker is being replaced. Try again in a moment.",
    "unknown_seat": "No such seat is held, or the token is wrong. Join again.",
    "superseded": "A newer offer of yours took the place of this one.",
    "protocol_mismatch": "The page speaks another version of this protocol than the server.",
    "internal": "A mistake on our side. Nothing of it is told here; it is in the server's log.",
}
