"""What was agreed for one participant's transport: the result of a negotiation, as plain frozen records.

The control process negotiates and sends these to the media worker; neither SDP nor aiortc is needed to read them.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["audio", "video"]
SourceName = Literal["microphone", "camera", "second"]
VideoName = Literal["camera", "second"]

EVERY_SOURCE: tuple[SourceName, ...] = ("microphone", "camera", "second")


@dataclass(frozen=True, slots=True)
class IceCredentials:
    """RFC 8445 section 5.3: the username fragment and password of one side."""

    ufrag: str
    password: str


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """RFC 8122 section 5: hash of the remote certificate, e.g. ``sha-256`` and ``AB:CD:…``."""

    algorithm: str
    value: str


@dataclass(frozen=True, slots=True)
class Uplink:
    """One section by which the participant sends.

    ``ssrcs`` and ``rtx_ssrcs`` are those announced in the offer; both are empty where the client only uses MID.
    """

    mid: str
    name: SourceName
    kind: Kind
    payload_type: int
    clock_rate_hz: int
    rtx_payload_type: int | None = None
    ssrcs: tuple[int, ...] = ()
    rtx_ssrcs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotTrack:
    """One section by which the participant receives, on SSRCs of the relay. ``rtx_*`` come together or not at all."""

    mid: str
    kind: Kind
    ssrc: int
    payload_type: int
    clock_rate_hz: int
    rtx_ssrc: int | None = None
    rtx_payload_type: int | None = None


@dataclass(frozen=True, slots=True)
class SlotPair:
    """An audio and a video slot that switch together and show one person. ``cname`` binds them for lip sync."""

    index: int
    cname: str
    audio: SlotTrack
    video: SlotTrack


@dataclass(frozen=True, slots=True)
class ExtensionIds:
    """RFC 8285 ids, one map for the whole BUNDLE group; ``None`` where it was not negotiated."""

    mid: int | None = None
    rid: int | None = None
    repaired_rid: int | None = None
    abs_send_time: int | None = None
    transport_sequence_number: int | None = None


@dataclass(frozen=True, slots=True)
class TransportParameters:
    """Everything that a media worker must know to serve one participant."""

    credentials: IceCredentials
    fingerprints: tuple[Fingerprint, ...]
    uplinks: tuple[Uplink, ...]
    slots: tuple[SlotPair, ...]
    extensions: ExtensionIds
