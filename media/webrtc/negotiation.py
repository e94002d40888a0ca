"""Offer in, answer and transport parameters out (JSEP, RFC 9429, for one fixed shape of session).

Sending sections first (microphone, camera, one more video), then receive slots in pairs: the i-th receiving audio and
the i-th receiving video section belong together (design decision 3).
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, replace

from media.errors import bad_offer
from media.parameters import IceCredentials, SlotPair, SlotTrack, SourceName, TransportParameters, Uplink
from media.webrtc.answer import LocalEnd, write_answer
from media.webrtc.offer import Offer, Section, read_offer

AUDIO_UPLINKS: tuple[SourceName, ...] = ("microphone",)
VIDEO_UPLINKS: tuple[SourceName, ...] = ("camera", "second")


@dataclass(frozen=True, slots=True)
class Negotiated:
    """An answered offer, with what a later offer for an ICE restart is compared with.

    ``pairs`` are (index, MID of the audio slot, MID of the video slot).
    """

    answer: str
    parameters: TransportParameters
    pairs: tuple[tuple[int, str, str], ...]
    offer: Offer
    session_id: int
    version: int


def negotiate(offer: str, local: LocalEnd, slot_limit: int) -> Negotiated:
    """Answer an offer; ``OfferRefused`` where it is not of our shape."""
    read = read_offer(offer)
    uplinks = _uplinks(read)
    pairs = _pairs(read, slot_limit)
    parameters = TransportParameters(new_credentials(), read.fingerprints, uplinks, pairs, read.extensions)
    session_id = secrets.randbits(62)
    return Negotiated(
        answer=write_answer(read, pairs, parameters.credentials, local, session_id, version=1),
        parameters=parameters,
        pairs=tuple((pair.index, pair.audio.mid, pair.video.mid) for pair in pairs),
        offer=read,
        session_id=session_id,
        version=1,
    )


def renegotiate(offer: str, previous: Negotiated, local: LocalEnd) -> Negotiated:
    """Answer an offer for an ICE restart (RFC 8445 section 9): all is as before, but for the credentials."""
    read = read_offer(offer)
    if replace(read, ufrag=previous.offer.ufrag) != previous.offer:
        raise bad_offer("An offer for an ICE restart must not change anything but the ICE credentials.")
    if read.ufrag == previous.offer.ufrag:
        raise bad_offer("The offer does not ask for an ICE restart: its ICE credentials are those of before.")
    credentials = new_credentials()
    version = previous.version + 1
    answer = write_answer(read, previous.parameters.slots, credentials, local, previous.session_id, version)
    parameters = replace(previous.parameters, credentials=credentials)
    return replace(previous, answer=answer, parameters=parameters, offer=read, version=version)


def new_credentials() -> IceCredentials:
    """RFC 8445 section 5.3 asks for 24 and 128 bits of randomness; these have 48 and 144."""
    return IceCredentials(ufrag=secrets.token_hex(6), password=secrets.token_hex(18))


def _uplinks(offer: Offer) -> tuple[Uplink, ...]:
    named = {
        **_name_uplinks(offer.with_role("uplink", "audio"), AUDIO_UPLINKS),
        **_name_uplinks(offer.with_role("uplink", "video"), VIDEO_UPLINKS),
    }
    return tuple(
        Uplink(
            mid=section.mid,
            name=named[section.mid],
            kind=section.kind,
            payload_type=section.codec.payload_type,
            clock_rate_hz=section.codec.clock_rate_hz,
            rtx_payload_type=section.codec.rtx_payload_type,
            ssrcs=section.ssrcs,
            rtx_ssrcs=section.rtx_ssrcs,
        )
        for section in offer.sections
        if section.role == "uplink"
    )


def _name_uplinks(sections: tuple[Section, ...], names: tuple[SourceName, ...]) -> dict[str, SourceName]:
    if len(sections) > len(names):
        raise bad_offer("The offer sends more than one microphone, one camera and one more video.")
    return {section.mid: name for section, name in zip(sections, names, strict=False)}


def _pairs(offer: Offer, slot_limit: int) -> tuple[SlotPair, ...]:
    audio, video = offer.with_role("slot", "audio"), offer.with_role("slot", "video")
    if not audio:
        raise bad_offer("The offer has no slot to receive audio.")
    if len(audio) != len(video):
        raise bad_offer("The offer must have as many video slots as audio slots.")
    if len(audio) > slot_limit:
        raise bad_offer(f"The offer has more than {slot_limit} pairs of receive slots.")
    ssrcs = _fresh_ssrcs(offer)
    return tuple(
        SlotPair(index, secrets.token_hex(8), _slot(heard, ssrcs), _slot(seen, ssrcs))
        for index, (heard, seen) in enumerate(zip(audio, video, strict=True))
    )


def _slot(section: Section, ssrcs: Iterator[int]) -> SlotTrack:
    rtx_payload_type = section.codec.rtx_payload_type
    return SlotTrack(
        mid=section.mid,
        kind=section.kind,
        ssrc=next(ssrcs),
        payload_type=section.codec.payload_type,
        clock_rate_hz=section.codec.clock_rate_hz,
        rtx_ssrc=None if rtx_payload_type is None else next(ssrcs),
        rtx_payload_type=rtx_payload_type,
    )


def _fresh_ssrcs(offer: Offer) -> Iterator[int]:
    """RFC 3550 section 8.1: random, and different from all others of the session."""
    taken = {ssrc for section in offer.sections for ssrc in section.ssrcs + section.rtx_ssrcs}
    while True:
        ssrc = 1 + secrets.randbelow(2**32 - 1)
        if ssrc not in taken:
            taken.add(ssrc)
            yield ssrc
