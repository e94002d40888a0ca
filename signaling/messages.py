"""Every message of the socket, defined once (design decision 12).

``docs/protocol.md`` and ``web_client/protocol.js`` are generated from this file: ``python -m signaling.protocol_docs``.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from rooms.names import CHAT_LENGTH, NAME_LENGTH, chat_text, person_name

PROTOCOL_VERSION = 2


class Message(BaseModel):
    """Nothing is converted and nothing is let through that is not named here."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", hide_input_in_errors=True)


Protocol = Annotated[int, Field(description=f"The version of this protocol that the page speaks: {PROTOCOL_VERSION}.")]
ParticipantId = Annotated[str, Field(description="A participant's id, unique over all rooms.")]
ResumeToken = Annotated[str, Field(description="The secret with which this seat can be resumed once.")]
Offer = Annotated[str, Field(description="The SDP offer (RFC 3264) of a new connection, at most 65,536 bytes.")]
Revision = Annotated[int, Field(ge=0, description="Grows with every change of this participant's slots.")]
Pair = Annotated[int, Field(ge=0, description="The pair's number: its audio and video sections, counted from 0.")]
Role = Annotated[
    Literal["doctor", "patient", "health_worker", "specialist", "companion", "interpreter", "observer"],
    Field(description="What somebody is here."),
]
Grant = Annotated[
    Literal["publish", "screen", "admit", "mute_others", "end", "record"],
    Field(description="What her role lets her do."),
]
Admission = Annotated[
    Literal["waiting", "announced", "admitted"],
    Field(description="`waiting`: in the lobby. `announced`: an observer of whom everybody is being told."),
]
SourceState = Literal["on", "off", "muted"]
Name = Annotated[
    str,
    AfterValidator(person_name),
    Field(description=f"1 to {NAME_LENGTH} characters after trimming, no control characters."),
]


class NamedPerson(Message):
    """One of the people for whom a seat stands: two may share one tablet."""

    name: Annotated[str, Field(description="The name that others see.")]
    role: Role


class InvitedPerson(Message):
    """One of the people whom an invitation is for."""

    role: Role
    name: Annotated[str | None, Field(description="The name that the invitation gives her, or null.")]


class Person(Message):
    """One seat of the room, yours included."""

    participant: ParticipantId
    people: Annotated[tuple[NamedPerson, ...], Field(description="Who sits there: one or two people.")]
    connection: Annotated[
        Literal["joining", "connected", "lost"],
        Field(description="`lost`: she is away, and her seat is kept for a while."),
    ]
    lost_seconds: Annotated[float | None, Field(description="How long she has been away; null while she is here.")]
    microphone: Annotated[SourceState, Field(description="`muted`: switched off by somebody else.")]
    camera: Annotated[SourceState, Field(description="`muted`: switched off by somebody else.")]
    second: Annotated[
        Literal["off", "screen", "camera"], Field(description="Her second video: a screen or another camera.")
    ]


class WaitingPerson(Message):
    """Somebody in the lobby."""

    participant: ParticipantId
    people: Annotated[tuple[NamedPerson, ...], Field(description="Who waits there.")]
    admission: Admission
    is_here: Annotated[bool, Field(description="Whether her page is connected just now.")]


class ChatMessage(Message):
    """One line of the room's chat."""

    id: Annotated[int, Field(description="Grows by one with each message of the room.")]
    key: Annotated[str, Field(description="What its sender's page calls it: the same line sent twice is kept once.")]
    participant: ParticipantId
    people: Annotated[tuple[NamedPerson, ...], Field(description="Who wrote it, as they were called then.")]
    text: Annotated[str, Field(description="Plain text.")]
    sent_at: Annotated[float, Field(description="When, in seconds since 1970 UTC.")]


class PairMids(Message):
    """The sections of one pair of receive slots."""

    pair: Pair
    audio_mid: Annotated[str, Field(description="`a=mid` of its audio section.")]
    video_mid: Annotated[str, Field(description="`a=mid` of its video section.")]


class ShownPair(Message):
    """Who is shown in a pair."""

    pair: Pair
    participant: Annotated[str | None, Field(description="Who is shown there; null where it is free.")]
    video: Annotated[
        Literal["camera", "second"] | None,
        Field(description="Which of her videos; her sound comes with `camera`. Null where the pair is free."),
    ]


class SlotsView(Message):
    """All pairs of this participant."""

    revision: Revision
    pairs: Annotated[tuple[ShownPair, ...], Field(description="Every pair, in the order of its number.")]


class RoomView(Message):
    """What you may know of the room. All is empty while you wait in the lobby."""

    people: Annotated[tuple[Person, ...], Field(description="Everybody in the room, you included.")]
    lobby: Annotated[tuple[WaitingPerson, ...], Field(description="Who waits; empty for those who may not admit.")]
    chat: Annotated[tuple[ChatMessage, ...], Field(description="What was written so far, the oldest first.")]


Room = Annotated[RoomView, Field(description="The room as you may know it now.")]


class Redeem(Message):
    """Exchange an invitation for a join grant. May be done again and again while the invitation is good."""

    protocol: Protocol
    invitation: Annotated[str, Field(max_length=200, description="The secret part of the invitation's link.")]


class Join(Message):
    """Take the seat of a join grant, or take it over from another device. `open_media` may follow at once."""

    protocol: Protocol
    grant: Annotated[str, Field(max_length=4096, description="From `redeem`; good once and for a short time.")]
    names: Annotated[
        tuple[Name, ...],
        Field(max_length=2, description="One for each person of the invitation, in its order; given names stay."),
    ]


class OpenMedia(Message):
    """Open the media connection of the seat that you have, or replace it, with the offer of a new one."""

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


class SetMedia(Message):
    """What of yours is on. The relay forwards nothing of what is off."""

    microphone: Annotated[bool, Field(description="Whether you can be heard.")]
    camera: Annotated[bool, Field(description="Whether you can be seen.")]
    second: Annotated[Literal["off", "screen", "camera"], Field(description="Your second video.")]


class SendChat(Message):
    """Write a line to everybody in the room."""

    text: Annotated[str, AfterValidator(chat_text), Field(description=f"1 to {CHAT_LENGTH} characters after trimming.")]
    key: Annotated[str, Field(min_length=1, max_length=40, description="Yours; sent again, the line is kept once.")]


class Admit(Message):
    """Let somebody in from the lobby. Needs `admit`."""

    participant: ParticipantId


class Remove(Message):
    """Turn somebody away, or show her out of the room. Needs `admit`; for one who has `end`, that as well."""

    participant: ParticipantId


class Mute(Message):
    """Stop somebody's sound or picture in the relay, or let it flow again. Needs `mute_others`."""

    participant: ParticipantId
    source: Annotated[Literal["microphone", "camera"], Field(description="What of hers.")]
    muted: Annotated[bool, Field(description="While true she cannot switch it on herself.")]


class End(Message):
    """End the meeting for everybody and close the room. Needs `end`."""


class Leave(Message):
    """Leave the room for good."""


class Redeemed(Message):
    """The invitation is good."""

    grant: Annotated[str, Field(description="For `join`.")]
    expires_in_seconds: Annotated[float, Field(description="For how long the grant is good.")]
    people: Annotated[tuple[InvitedPerson, ...], Field(description="Whom the invitation is for: one or two people.")]
    grants: Annotated[tuple[Grant, ...], Field(description="What you may do in the room.")]
    waits: Annotated[bool, Field(description="Whether you will wait in the lobby first.")]
    node: Annotated[
        str | None,
        Field(description="Where the room lives: connect with the query `node` to be brought there. Null: here."),
    ]


class Joined(Message):
    """The seat is yours."""

    participant: ParticipantId
    resume_token: ResumeToken
    admission: Admission
    grants: Annotated[tuple[Grant, ...], Field(description="What you may do in the room.")]
    room: Room


class MediaOpened(Message):
    """Your offer is answered. Acknowledge the slots to be fed."""

    answer: Annotated[str, Field(description="The SDP answer; it holds all of the server's candidates.")]
    pairs: Annotated[tuple[PairMids, ...], Field(description="Your pairs of receive slots.")]
    slots: Annotated[SlotsView, Field(description="Who is shown in which pair.")]


class Resumed(Message):
    """You have your seat again. Acknowledge the slots, in case you missed a change."""

    resume_token: Annotated[str, Field(description="For the next time; the one that you used is not good any more.")]
    admission: Admission
    grants: Annotated[tuple[Grant, ...], Field(description="What you may do in the room.")]
    room: Room
    slots: Annotated[SlotsView, Field(description="Who is shown in which pair.")]
    media: Annotated[
        Literal["kept", "lost"], Field(description="`lost`: there is no connection on our side, send `open_media`.")
    ]


class Restarted(Message):
    """The restart is agreed."""

    answer: Annotated[str, Field(description="The SDP answer with the server's new credentials.")]


class Sent(Message):
    """The line is in the room's chat."""

    message: Annotated[ChatMessage, Field(description="As everybody sees it.")]


class Done(Message):
    """Nothing more to say."""


class Welcome(Message):
    """The first word on every socket. Pages that speak another version load themselves anew."""

    protocol: Annotated[int, Field(description="The version of this protocol that the server speaks.")]
    slot_pairs: Annotated[int, Field(description="How many pairs of receive slots to offer, and at most.")]
    node: Annotated[str | None, Field(description="Which node of the server speaks; null where there is one.")]


class Slots(SlotsView):
    """Your slots have changed: take away what no longer belongs, then acknowledge the revision."""


class People(Message):
    """Somebody came, went, or something of hers changed."""

    people: Annotated[tuple[Person, ...], Field(description="Everybody in the room, you included.")]


class Lobby(Message):
    """Who waits. Only those who may admit are told."""

    waiting: Annotated[tuple[WaitingPerson, ...], Field(description="The one who waits longest first.")]


class Admitted(Message):
    """You were let in: send `open_media`."""

    room: Room


class ObserverComing(Message):
    """Somebody will watch: everybody is told before she is let in."""

    participant: ParticipantId
    people: Annotated[tuple[NamedPerson, ...], Field(description="Who it is.")]
    in_seconds: Annotated[float, Field(description="When she is let in.")]


class Chat(Message):
    """A new line of the chat; your own ones come back too."""

    message: Annotated[ChatMessage, Field(description="The line.")]


class VideoPaused(Message):
    """Your line cannot carry the picture of a pair just now, or can again. Its sound goes on."""

    pair: Pair
    paused: Annotated[bool, Field(description="Whether the picture rests.")]


class MediaNeeded(Message):
    """The media worker was replaced: send `open_media` with the offer of a new connection. Your seat is kept."""


class SeatLost(Message):
    """Your seat was given up: you did not come back in time, or the room lives elsewhere now. You may join again."""


class TakenOver(Message):
    """Another socket has your seat now; this one has none any more."""


class Removed(Message):
    """You were turned away, shown out, or your invitation was revoked. You have no seat any more."""


class Ended(Message):
    """The meeting is over for everybody."""


@dataclass(frozen=True, slots=True)
class CommandKind:
    """A command's record and the record of its reply."""

    command: type[Message]
    reply: type[Message]


COMMANDS: dict[str, CommandKind] = {
    "redeem": CommandKind(Redeem, Redeemed),
    "join": CommandKind(Join, Joined),
    "open_media": CommandKind(OpenMedia, MediaOpened),
    "resume": CommandKind(Resume, Resumed),
    "restart": CommandKind(Restart, Restarted),
    "acknowledge_slots": CommandKind(AcknowledgeSlots, Done),
    "set_media": CommandKind(SetMedia, Done),
    "send_chat": CommandKind(SendChat, Sent),
    "admit": CommandKind(Admit, Done),
    "remove": CommandKind(Remove, Done),
    "mute": CommandKind(Mute, Done),
    "end": CommandKind(End, Done),
    "leave": CommandKind(Leave, Done),
}

EVENTS: dict[str, type[Message]] = {
    "welcome": Welcome,
    "slots": Slots,
    "people": People,
    "lobby": Lobby,
    "admitted": Admitted,
    "observer_coming": ObserverComing,
    "chat": Chat,
    "video_paused": VideoPaused,
    "media_needed": MediaNeeded,
    "seat_lost": SeatLost,
    "taken_over": TakenOver,
    "removed": Removed,
    "ended": Ended,
}

REFUSALS: dict[str, str] = {
    "bad_message": "The message is not as described here; `fields` lists what is wrong.",
    "unknown_message": "There is no command of that name.",
    "protocol_mismatch": "The page speaks another version of this protocol than the server.",
    "too_many_messages": "Slow down. A socket that does not is closed.",
    "invitation_unknown": "No such invitation was ever given.",
    "invitation_expired": "The invitation is too old.",
    "invitation_revoked": "The invitation was taken back.",
    "grant_invalid": "The join grant was not made by this server, or was changed.",
    "grant_expired": "The join grant is too old: redeem the invitation again.",
    "grant_used": "The join grant was used before: redeem the invitation again.",
    "room_unknown": "There is no such room.",
    "room_closed": "The meeting in this room is over.",
    "room_elsewhere": "The room lives on another node: redeem the invitation again, which says on which.",
    "places_unknown": "Where the room lives cannot be known just now. Try again in a moment.",
    "room_full": "All seats of the room are taken.",
    "lobby_full": "Too many people wait for this room already.",
    "not_joined": "The command needs a seat, and this socket has none.",
    "already_joined": "This socket has a seat already: `leave` first.",
    "not_admitted": "The command needs somebody who has been let in.",
    "not_allowed": "Your role does not let you do this.",
    "muted_by_other": "Somebody who may do so has switched this off.",
    "second_taken": "As many screens and second cameras as the room can show are on already.",
    "unknown_participant": "Nobody of that id is in this room or in its lobby.",
    "bad_offer": "The offer cannot be served; the message says why.",
    "superseded": "A newer offer of yours took the place of this one.",
    "media_unavailable": "The media worker is being replaced. Try again in a moment.",
    "unknown_seat": "No such seat is held, or the token is wrong. Join again.",
    "internal": "A mistake on our side. Nothing of it is told here; it is in the server's log.",
}
