"""Packets, participants and rooms for the tests of the forwarding core, in a line each."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from media.parameters import (
    EVERY_SOURCE,
    ExtensionIds,
    IceCredentials,
    Kind,
    SlotPair,
    SlotTrack,
    SourceName,
    TransportParameters,
    Uplink,
)
from media.sfu.forwarder import Forwarder
from media.sfu.outputs import Output, SendRtcp, SendRtp
from media.sfu.packet import RtpPacket
from media.sfu.rtcp import RtcpPacket

MID, RID, REPAIRED_RID, ABS_SEND_TIME, TRANSPORT_SEQUENCE = 1, 2, 3, 4, 5
OPUS, VP8, RTX = 111, 96, 97
KEY_FRAME = b"\x10\x00key"
DELTA_FRAME = b"\x10\x01delta"
CONTINUATION = b"\x00more"
T0 = 1_800_000_000.0


def rtp(
    ssrc: int,
    sequence: int,
    timestamp: int = 0,
    payload: bytes = CONTINUATION,
    *,
    payload_type: int = VP8,
    extensions: Sequence[tuple[int, bytes]] = (),
    padding: int = 0,
    marker: bool = False,
) -> bytes:
    first, second = 0x80, payload_type | (0x80 if marker else 0)
    block = b"".join(bytes([i << 4 | len(v) - 1]) + v for i, v in extensions)
    block += bytes(-len(block) % 4)
    if extensions:
        first |= 0x10
        block = struct.pack("!HH", 0xBEDE, len(block) // 4) + block
    if padding:
        first |= 0x20
        payload += bytes(padding - 1) + bytes([padding])
    return struct.pack("!BBHLL", first, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + block + payload


def key_frame(ssrc: int, sequence: int, timestamp: int = 0) -> bytes:
    return rtp(ssrc, sequence, timestamp, KEY_FRAME)


def second(number: int, sequence: int, payload: bytes = CONTINUATION) -> bytes:
    """Of the second video of ``parameters(number)``, which is known by its MID only."""
    return rtp(number * 1000 + 4, sequence, payload=payload, extensions=[(MID, b"2")])


def voice(ssrc: int, sequence: int, timestamp: int = 0) -> bytes:
    return rtp(ssrc, sequence, timestamp, b"opus", payload_type=OPUS)


@dataclass(frozen=True)
class Ssrcs:
    """The SSRCs by which a test participant sends, and those of her first pair of slots."""

    voice: int
    camera: int
    camera_rtx: int
    slot_audio: int
    slot_video: int
    slot_rtx: int


def ssrcs(number: int, pair: int = 0) -> Ssrcs:
    base, slot = number * 1000, number * 1000 + 100 + 10 * pair
    return Ssrcs(base + 1, base + 2, base + 3, slot + 1, slot + 2, slot + 3)


def uplink(
    mid: str, name: SourceName, kind: Kind, announced: tuple[int, ...] = (), rtx: tuple[int, ...] = ()
) -> Uplink:
    if kind == "audio":
        return Uplink(mid, name, kind, OPUS, 48_000, None, announced)
    return Uplink(mid, name, kind, VP8, 90_000, RTX, announced, rtx)


def slot_pair(number: int, index: int, *, rtx: bool = True) -> SlotPair:
    mine = ssrcs(number, index)
    audio = SlotTrack(f"a{index}", "audio", mine.slot_audio, OPUS, 48_000)
    repair = (mine.slot_rtx, RTX) if rtx else (None, None)
    video = SlotTrack(f"v{index}", "video", mine.slot_video, VP8, 90_000, *repair)
    return SlotPair(index, f"pair{index}", audio, video)


def parameters(number: int, pairs: int = 2, *, announced: bool = True, rtx: bool = True) -> TransportParameters:
    mine = ssrcs(number)
    return TransportParameters(
        credentials=IceCredentials("ufrag", "password"),
        fingerprints=(),
        uplinks=(
            uplink("0", "microphone", "audio", (mine.voice,) if announced else ()),
            uplink("1", "camera", "video", *(((mine.camera,), (mine.camera_rtx,)) if announced else ((), ()))),
            uplink("2", "second", "video"),
        ),
        slots=tuple(slot_pair(number, index, rtx=rtx) for index in range(pairs)),
        extensions=ExtensionIds(MID, RID, REPAIRED_RID, ABS_SEND_TIME, TRANSPORT_SEQUENCE),
    )


def room(*names: str, pairs: int = 2, rtx: bool = True) -> Forwarder:
    """Everybody is there and ready; nobody is shown to anybody. The n-th name has ``ssrcs(n)``, from 1."""
    forwarder = Forwarder()
    for number, name in enumerate(names, 1):
        forwarder.add(name, parameters(number, pairs, rtx=rtx), EVERY_SOURCE, T0)
        forwarder.ready(name, T0)
    return forwarder


def put(forwarder: Forwarder, name: str, packet: bytes, now: float = T0) -> list[Output]:
    """Somebody's packet arrives."""
    return forwarder.handle_rtp(name, packet, now)


def call_of_two(*, rtx: bool = True) -> Forwarder:
    """Asha (1) and Rao (2) see each other in their first pairs; Asha's camera began with key frame 100."""
    forwarder = room("asha", "rao", rtx=rtx)
    forwarder.feed("asha", 0, "rao", "camera", T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    forwarder.handle_rtp("asha", key_frame(ssrcs(1).camera, 100, 9000), T0)
    return forwarder


def sent_rtp(outputs: Sequence[Output], to: str) -> list[RtpPacket]:
    return [RtpPacket(out.packet) for out in outputs if isinstance(out, SendRtp) and out.participant == to]


def sent_rtcp(outputs: Sequence[Output], to: str) -> list[RtcpPacket]:
    return [p for out in outputs if isinstance(out, SendRtcp) and out.participant == to for p in out.packets]


def payload(packet: RtpPacket) -> bytes:
    return packet.data[packet.payload_start : packet.payload_end]


T = TypeVar("T")


def of_kind(kind: type[T], things: Sequence[object]) -> list[T]:
    return [thing for thing in things if isinstance(thing, kind)]


def ticks(forwarder: Forwarder, start: float, end: float, step: float = 0.01) -> list[Output]:
    """All that the timers want between two moments."""
    outputs: list[Output] = []
    for index in range(1, round((end - start) / step) + 1):
        outputs += forwarder.tick(start + index * step)
    return outputs
