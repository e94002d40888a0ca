"""The control link: what the control process and a media worker say to each other.

One JSON object a line over a Unix stream socket. Commands with an ``id`` are answered by ``Done`` or ``Failed`` with
the same ``id``; the others are orders. Everything is validated on arrival.
"""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from media.parameters import Fingerprint, IceCredentials, SourceName, TransportParameters, VideoName

LostReason = Literal["silent", "closed", "handshake_failed"]


@dataclass(frozen=True, slots=True)
class Open:
    """Serve a participant. Opening one that is open replaces its transport and what is ``permitted`` (a rejoin)."""

    id: int
    room: str
    participant: str
    parameters: TransportParameters
    permitted: tuple[SourceName, ...]
    type: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class RestartIce:
    """RFC 8445 section 9: answer to new credentials too, on the same DTLS association."""

    id: int
    participant: str
    credentials: IceCredentials
    type: Literal["restart_ice"] = "restart_ice"


@dataclass(frozen=True, slots=True)
class Permit:
    """From now on forward exactly these of her sources, whatever she sends."""

    participant: str
    permitted: tuple[SourceName, ...]
    type: Literal["permit"] = "permit"


@dataclass(frozen=True, slots=True)
class Feed:
    """Feed a pair of slots from another participant of the room, or from nobody.

    Her voice comes with her ``camera``; a pair with her ``second`` video is silent.
    """

    participant: str
    pair: int
    source: str | None
    video: VideoName = "camera"
    type: Literal["feed"] = "feed"


@dataclass(frozen=True, slots=True)
class Close:
    """Forget a participant and close its DTLS association."""

    participant: str
    type: Literal["close"] = "close"


@dataclass(frozen=True, slots=True)
class GetStatistics:
    id: int
    type: Literal["get_statistics"] = "get_statistics"


@dataclass(frozen=True, slots=True)
class Ready:
    """A worker's first word: its port is open; ``addresses`` are (host, port) of every socket."""

    pid: int
    fingerprints: tuple[Fingerprint, ...]
    addresses: tuple[tuple[str, int], ...]
    type: Literal["ready"] = "ready"


@dataclass(frozen=True, slots=True)
class Done:
    id: int
    type: Literal["done"] = "done"


@dataclass(frozen=True, slots=True)
class Failed:
    id: int
    code: str
    message: str
    type: Literal["failed"] = "failed"


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counters since the worker's start, by name (``rtp_received``, ``rtp_forwarded``, ``rtp_not_permitted`` …)."""

    id: int
    counters: dict[str, int]
    type: Literal["statistics"] = "statistics"


@dataclass(frozen=True, slots=True)
class Connected:
    """Media can flow: after the handshake, and again after a ``Lost`` that was not final."""

    participant: str
    type: Literal["connected"] = "connected"


@dataclass(frozen=True, slots=True)
class Lost:
    """Nobody there (design decision 2). The transport is kept: authenticated packets bring it back."""

    participant: str
    reason: LostReason
    type: Literal["lost"] = "lost"


@dataclass(frozen=True, slots=True)
class VideoPaused:
    """The line of ``participant`` cannot carry the video of ``pair`` just now, or can again."""

    participant: str
    pair: int
    paused: bool
    type: Literal["video_paused"] = "video_paused"


Command = Annotated[Open | RestartIce | Permit | Feed | Close | GetStatistics, Field(discriminator="type")]
Report = Annotated[Ready | Done | Failed | Statistics | Connected | Lost | VideoPaused, Field(discriminator="type")]

COMMAND: TypeAdapter[Command] = TypeAdapter(Command)
REPORT: TypeAdapter[Report] = TypeAdapter(Report)
