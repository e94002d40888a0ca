"""A synthetic person's offer, and what the relay's answer says."""

import random
from dataclasses import dataclass
from typing import Protocol

from aiortc.rtcdtlstransport import RTCDtlsParameters
from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters
from aiortc.sdp import MediaDescription, SessionDescription

AUDIO_PAYLOAD_TYPE = 111
VIDEO_PAYLOAD_TYPE = 96
RTX_PAYLOAD_TYPE = 97
TRANSPORT_CC = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"
EXTENSIONS = {
    1: "urn:ietf:params:rtp-hdrext:sdes:mid",
    2: "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
    3: TRANSPORT_CC,
}
CODECS = {
    "audio": (
        f"a=rtpmap:{AUDIO_PAYLOAD_TYPE} opus/48000/2",
        f"a=fmtp:{AUDIO_PAYLOAD_TYPE} minptime=10;useinbandfec=1",
        f"a=rtcp-fb:{AUDIO_PAYLOAD_TYPE} transport-cc",
    ),
    "video": (
        f"a=rtpmap:{VIDEO_PAYLOAD_TYPE} VP8/90000",
        *(
            f"a=rtcp-fb:{VIDEO_PAYLOAD_TYPE} {kind}"
            for kind in ("goog-remb", "transport-cc", "ccm fir", "nack", "nack pli")
        ),
        f"a=rtpmap:{RTX_PAYLOAD_TYPE} rtx/90000",
        f"a=fmtp:{RTX_PAYLOAD_TYPE} apt={VIDEO_PAYLOAD_TYPE}",
    ),
}
PAYLOAD_TYPES = {"audio": f"{AUDIO_PAYLOAD_TYPE}", "video": f"{VIDEO_PAYLOAD_TYPE} {RTX_PAYLOAD_TYPE}"}


class Digest(Protocol):
    """RFC 8122: of a certificate."""

    @property
    def algorithm(self) -> str: ...

    @property
    def value(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Identity:
    """One synthetic person's end: ICE credentials and the SSRCs by which she sends."""

    ufrag: str
    password: str
    audio_ssrc: int
    video_ssrc: int
    rtx_ssrc: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """The relay's end."""

    address: tuple[str, int]
    ufrag: str
    password: str
    dtls: RTCDtlsParameters
    transport_cc_id: int
    slot_ssrcs: tuple[int, ...]
    rtx_of: dict[int, int]
    """The SSRC of retransmissions → that of the video which they repair."""


def identity(dice: random.Random) -> Identity:
    ufrag, password = f"{dice.getrandbits(32):08x}", f"{dice.getrandbits(128):032x}"
    return Identity(ufrag, password, *(dice.randrange(1, 1 << 32) for _ in range(3)))


def write_offer(person: Identity, fingerprint: Digest, slots: int) -> str:
    sending = [("audio", _ssrcs(person.audio_ssrc)), ("video", _ssrcs(person.video_ssrc, person.rtx_ssrc))]
    kinds = [*sending, *([("audio", ()), ("video", ())] * slots)]
    lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0"]
    lines += ["a=group:BUNDLE " + " ".join(str(mid) for mid in range(len(kinds))), "a=msid-semantic: WMS *"]
    for mid, (kind, ssrcs) in enumerate(kinds):
        lines += _section(person, fingerprint, mid, kind, ssrcs)
    return "\r\n".join(lines) + "\r\n"


def _section(person: Identity, fingerprint: Digest, mid: int, kind: str, ssrcs: tuple[str, ...]) -> list[str]:
    return [
        f"m={kind} 9 UDP/TLS/RTP/SAVPF {PAYLOAD_TYPES[kind]}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        f"a=ice-ufrag:{person.ufrag}",
        f"a=ice-pwd:{person.password}",
        f"a=fingerprint:{fingerprint.algorithm} {fingerprint.value}",
        "a=setup:actpass",
        f"a=mid:{mid}",
        *(f"a=extmap:{number} {uri}" for number, uri in EXTENSIONS.items()),
        "a=sendonly" if ssrcs else "a=recvonly",
        *(["a=msid:camera " + kind] if ssrcs else []),
        "a=rtcp-mux",
        "a=rtcp-rsize",
        *CODECS[kind],
        *ssrcs,
    ]


def _ssrcs(*ssrcs: int) -> tuple[str, ...]:
    group = (f"a=ssrc-group:FID {ssrcs[0]} {ssrcs[1]}",) if len(ssrcs) == 2 else ()
    return (*group, *(f"a=ssrc:{ssrc} cname:bench" for ssrc in ssrcs))


def read_answer(answer: str) -> Agreed:
    sections = SessionDescription.parse(answer).media
    first = sections[0]
    candidate = next(candidate for candidate in first.ice_candidates if ":" not in candidate.ip)
    receiving = [section for section in sections if section.direction == "sendonly"]
    assert first.dtls is not None
    assert first.ice is not None
    return Agreed(
        address=(candidate.ip, candidate.port),
        ufrag=str(first.ice.usernameFragment),
        password=str(first.ice.password),
        dtls=first.dtls,
        transport_cc_id=_extension_id(first.rtp.headerExtensions, TRANSPORT_CC),
        slot_ssrcs=tuple(section.ssrc[0].ssrc for section in receiving),
        rtx_of=dict(pair for section in receiving for pair in _repairs(section)),
    )


def _extension_id(extensions: list[RTCRtpHeaderExtensionParameters], uri: str) -> int:
    return next(extension.id for extension in extensions if extension.uri == uri)


def _repairs(section: MediaDescription) -> list[tuple[int, int]]:
    return [(int(group.items[1]), int(group.items[0])) for group in section.ssrc_group if group.semantic == "FID"]
