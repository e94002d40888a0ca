"""The answer, written: ICE-lite, one BUNDLE, DTLS passive, uplinks received and slots sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from media.parameters import Fingerprint, IceCredentials, SlotPair, SlotTrack
from media.webrtc.candidates import Candidate, candidate_lines
from media.webrtc.offer import Offer, Section

DIRECTIONS = {"uplink": "recvonly", "slot": "sendonly", "inactive": "inactive"}

# RFC 7587 section 6.1. They say what *we* wish to receive: loss repair inside the stream, and silence not sent.
OPUS_UPLINK = "minptime=10;useinbandfec=1;usedtx=1"
OPUS_SLOT = "minptime=10;useinbandfec=1"


@dataclass(frozen=True, slots=True)
class LocalEnd:
    """Our side of every transport of one worker."""

    fingerprints: tuple[Fingerprint, ...]
    candidates: tuple[Candidate, ...]


def write_answer(
    offer: Offer, pairs: Sequence[SlotPair], credentials: IceCredentials, local: LocalEnd, session_id: int, version: int
) -> str:
    """``session_id`` and ``version`` of RFC 8866 section 5.2: the version grows with every answer of one session."""
    lines = [
        "v=0",
        f"o=- {session_id} {version} IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        "a=ice-lite",
        "a=group:BUNDLE " + " ".join(section.mid for section in offer.sections),
        "a=msid-semantic: WMS *",
    ]
    tracks = _tracks_by_mid(pairs)
    for section in offer.sections:
        lines += _media_lines(section)
        lines += _transport_lines(credentials, local)
        if section.mid in tracks:
            lines += _slot_lines(*tracks[section.mid])
    return "\r\n".join(lines) + "\r\n"


def _tracks_by_mid(pairs: Sequence[SlotPair]) -> Mapping[str, tuple[SlotPair, SlotTrack]]:
    return {track.mid: (pair, track) for pair in pairs for track in (pair.audio, pair.video)}


def _media_lines(section: Section) -> list[str]:
    payload_types = [section.codec.payload_type, section.codec.rtx_payload_type]
    formats = " ".join(str(each) for each in payload_types if each is not None)
    return [
        f"m={section.kind} 9 UDP/TLS/RTP/SAVPF {formats}",
        "c=IN IP4 0.0.0.0",
        f"a=mid:{section.mid}",
        f"a={DIRECTIONS[section.role]}",
        "a=rtcp-mux",
        *(["a=rtcp-rsize"] if section.reduced_size_rtcp else []),
        *_codec_lines(section),
        *(f"a=extmap:{number} {uri}" for uri, number in section.extensions),
    ]


def _codec_lines(section: Section) -> list[str]:
    codec = section.codec
    channels = "/2" if section.kind == "audio" else ""
    lines = [f"a=rtpmap:{codec.payload_type} {codec.name}/{codec.clock_rate_hz}{channels}"]
    if section.kind == "audio":
        lines.append(f"a=fmtp:{codec.payload_type} {OPUS_UPLINK if section.role == 'uplink' else OPUS_SLOT}")
    lines += [f"a=rtcp-fb:{codec.payload_type} {feedback}" for feedback in codec.feedback]
    if codec.rtx_payload_type is not None:
        lines.append(f"a=rtpmap:{codec.rtx_payload_type} rtx/{codec.clock_rate_hz}")
        lines.append(f"a=fmtp:{codec.rtx_payload_type} apt={codec.payload_type}")
    return lines


def _transport_lines(credentials: IceCredentials, local: LocalEnd) -> list[str]:
    return [
        f"a=ice-ufrag:{credentials.ufrag}",
        f"a=ice-pwd:{credentials.password}",
        *(f"a=fingerprint:{each.algorithm} {each.value}" for each in local.fingerprints),
        "a=setup:passive",
        *candidate_lines(local.candidates),
        "a=end-of-candidates",
    ]


def _slot_lines(pair: SlotPair, track: SlotTrack) -> list[str]:
    """RFC 8830: both tracks of a pair share the stream id, so that a browser plays them in step."""
    lines = [f"a=msid:pair{pair.index} pair{pair.index}-{track.kind}"]
    if track.rtx_ssrc is not None:
        lines.append(f"a=ssrc-group:FID {track.ssrc} {track.rtx_ssrc}")
    lines += [f"a=ssrc:{ssrc} cname:{pair.cname}" for ssrc in (track.ssrc, track.rtx_ssrc) if ssrc is not None]
    return lines
