"""Which of a section's codecs is agreed to: Opus or VP8, with its retransmission and its feedback."""

from collections.abc import Iterable
from dataclasses import dataclass

from aiortc.rtcrtpparameters import RTCRtpCodecParameters
from aiortc.sdp import MediaDescription

from media.errors import bad_offer

# What we ask of the client's sender, and what we take from its receiver. No transport-wide feedback on slots:
# receivers then send REMB (design decision 4).
UPLINK_FEEDBACK = {
    "audio": ("transport-cc",),
    "video": ("nack", "nack pli", "ccm fir", "goog-remb", "transport-cc"),
}
SLOT_FEEDBACK = {"audio": (), "video": ("nack", "nack pli", "ccm fir", "goog-remb")}


@dataclass(frozen=True, slots=True)
class AgreedCodec:
    """``name``/``clock_rate_hz`` as in ``a=rtpmap``; ``feedback`` as in ``a=rtcp-fb``."""

    name: str
    payload_type: int
    clock_rate_hz: int
    feedback: tuple[str, ...]
    rtx_payload_type: int | None = None


def agreed_codec(media: MediaDescription, is_uplink: bool) -> AgreedCodec:
    """The first Opus or VP8 of the section; ``OfferRefused`` where there is none."""
    codec = next((each for each in media.rtp.codecs if _is_ours(each, media)), None)
    if codec is None:
        raise bad_offer("Every audio section of the offer needs Opus and every video section VP8.")
    wanted = (UPLINK_FEEDBACK if is_uplink else SLOT_FEEDBACK)[media.kind]
    offered = {" ".join(filter(None, (each.type, each.parameter))) for each in codec.rtcpFeedback}
    return AgreedCodec(
        name="opus" if media.kind == "audio" else "VP8",
        payload_type=_payload_type(codec),
        clock_rate_hz=codec.clockRate,
        feedback=tuple(each for each in wanted if each in offered),
        rtx_payload_type=_rtx_payload_type(media, _payload_type(codec)) if media.kind == "video" else None,
    )


def _is_ours(codec: RTCRtpCodecParameters, media: MediaDescription) -> bool:
    """RFC 7587 section 7 fixes Opus at 48000 Hz and two channels, RFC 7741 section 6.1 VP8 at 90000 Hz."""
    described = (codec.mimeType.lower(), codec.clockRate, codec.channels)
    ours = ("audio/opus", 48000, 2) if media.kind == "audio" else ("video/vp8", 90000, None)
    return described == ours and _usable(_payload_type(codec), media)


def _payload_type(codec: RTCRtpCodecParameters) -> int:
    if codec.payloadType is None:
        raise bad_offer("The offer has a codec without a payload type.")
    return codec.payloadType


def _usable(payload_type: int, media: MediaDescription) -> bool:
    """RFC 5761 section 4: 64 to 95 would be taken for RTCP on a shared port."""
    return payload_type in media.fmt and payload_type < 128 and not 64 <= payload_type < 96


def _rtx_payload_type(media: MediaDescription, payload_type: int) -> int | None:
    """RFC 4588 section 8.6: ``apt`` names the payload type that is retransmitted."""
    for codec in media.rtp.codecs:
        is_rtx = codec.name.lower() == "rtx" and codec.parameters.get("apt") == payload_type
        if is_rtx and _usable(_payload_type(codec), media):
            return _payload_type(codec)
    return None


def check_payload_types(sections: Iterable[MediaDescription]) -> None:
    """RFC 9143 section 9.1: within a BUNDLE group a payload type means one codec."""
    meanings: dict[int, str] = {}
    for media in sections:
        for codec in media.rtp.codecs:
            meaning = f"{codec.mimeType}/{codec.clockRate}".lower()
            if meanings.setdefault(_payload_type(codec), meaning) != meaning:
                raise bad_offer("The offer gives one payload type to two codecs.")
