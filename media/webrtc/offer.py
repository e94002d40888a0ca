"""An offer, read: only what the relay would agree to is left of it.

Everything that aiortc's parser can raise becomes one ``OfferRefused``.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from aiortc.sdp import MediaDescription, SessionDescription

from media.errors import OfferRefused, bad_offer
from media.parameters import ExtensionIds, Fingerprint, Kind
from media.webrtc.extensions import agreed_extensions, check_extension_ids, extension_ids
from media.webrtc.limits import split_sections
from media.webrtc.section_codec import AgreedCodec, agreed_codec, check_payload_types

Role = Literal["uplink", "slot", "inactive"]

ROLES: dict[str, Role] = {"sendonly": "uplink", "sendrecv": "uplink", "recvonly": "slot", "inactive": "inactive"}
FINGERPRINT_BYTES = {"sha-256": 32, "sha-384": 48, "sha-512": 64}

# RFC 5888 section 4: a token; at most 16 bytes fit a one-byte header extension (RFC 8285 section 4.2).
MID_PATTERN = re.compile(r"[!#$%&'*+\-.0-9A-Z^_`a-z{|}~]{1,16}")


@dataclass(frozen=True, slots=True)
class Section:
    """One media section; ``extensions`` maps the URIs that will be answered to their ids."""

    mid: str
    kind: Kind
    role: Role
    codec: AgreedCodec
    extensions: tuple[tuple[str, int], ...]
    ssrcs: tuple[int, ...]
    rtx_ssrcs: tuple[int, ...]
    reduced_size_rtcp: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """``ufrag`` is the client's: a new one asks for an ICE restart (RFC 8839 section 4.4.3.1)."""

    sections: tuple[Section, ...]
    fingerprints: tuple[Fingerprint, ...]
    ufrag: str
    extensions: ExtensionIds

    def with_role(self, role: Role, kind: Kind) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.role == role and section.kind == kind)


def read_offer(text: str) -> Offer:
    """Read an offer, or raise ``OfferRefused``; never anything else, and never slowly."""
    raw_sections = split_sections(text)
    try:
        return _read(SessionDescription.parse(text), raw_sections)
    except OfferRefused:
        raise
    # aiortc answers bad text with AssertionError, StopIteration, KeyError, AttributeError, ValueError and more.
    except Exception as error:
        raise bad_offer("The offer is not valid SDP.") from error


def _read(session: SessionDescription, raw_sections: list[list[str]]) -> Offer:
    for media in session.media:
        _check_section(media)
    _check_bundle(session)
    check_payload_types(session.media)
    check_extension_ids(session.media)
    sections = tuple(
        _section(media, "a=rtcp-rsize" in lines) for media, lines in zip(session.media, raw_sections, strict=True)
    )
    return Offer(
        sections=sections,
        fingerprints=_common_fingerprints(session.media),
        ufrag=_common_ufrag(session.media),
        extensions=extension_ids(each for section in sections for each in section.extensions),
    )


def _check_section(media: MediaDescription) -> None:
    if media.kind not in ("audio", "video"):
        raise bad_offer("The offer has a data channel or another section that is neither audio nor video.")
    if not MID_PATTERN.fullmatch(media.rtp.muxId):
        raise bad_offer("Every section of the offer needs a MID of 1 to 16 characters.")
    if not media.rtcp_mux:
        raise bad_offer("Every section of the offer needs RTCP multiplexing (a=rtcp-mux).")
    if media.dtls is None or media.dtls.role not in ("auto", "client"):
        raise bad_offer("Every section of the offer needs a=setup:actpass or a=setup:active.")


def _check_bundle(session: SessionDescription) -> None:
    """RFC 9143: one BUNDLE group of all sections, for there is one transport."""
    mids = [media.rtp.muxId for media in session.media]
    if len(set(mids)) != len(mids):
        raise bad_offer("Two sections of the offer have the same MID.")
    bundles = [group.items for group in session.group if group.semantic == "BUNDLE"]
    if len(bundles) != 1 or sorted(map(str, bundles[0])) != sorted(mids):
        raise bad_offer("All sections of the offer must be in one BUNDLE group.")


def _common_ufrag(sections: Iterable[MediaDescription]) -> str:
    ufrags = {media.ice.usernameFragment for media in sections if media.ice is not None}
    ufrag = ufrags.pop() if len(ufrags) == 1 else None
    if not ufrag:
        raise bad_offer("All sections of the offer must have the same ICE credentials.")
    return ufrag


def _section(media: MediaDescription, reduced_size_rtcp: bool) -> Section:
    role = ROLES[media.direction or "sendrecv"]
    codec = agreed_codec(media, role == "uplink")
    primary, rtx = _ssrcs(media)
    return Section(
        mid=media.rtp.muxId,
        kind="audio" if media.kind == "audio" else "video",
        role=role,
        codec=codec,
        extensions=agreed_extensions(media, role == "uplink", "transport-cc" in codec.feedback),
        ssrcs=primary if role == "uplink" else (),
        rtx_ssrcs=rtx if role == "uplink" and codec.rtx_payload_type is not None else (),
        reduced_size_rtcp=reduced_size_rtcp,
    )


def _ssrcs(media: MediaDescription) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Primary and RTX sources (RFC 5576; RFC 4588 section 8.6 groups them as ``FID primary rtx``)."""
    announced = [source.ssrc for source in media.ssrc]
    if any(not 0 < ssrc < 2**32 for ssrc in announced):
        raise bad_offer("The offer announces a source (SSRC) that is not a 32 bit number.")
    repairing = {int(item) for group in media.ssrc_group if group.semantic != "SIM" for item in group.items[1:]}
    retransmitting = {int(group.items[1]) for group in media.ssrc_group if group.semantic == "FID"}
    return (
        tuple(ssrc for ssrc in announced if ssrc not in repairing),
        tuple(ssrc for ssrc in announced if ssrc in retransmitting),
    )


def _common_fingerprints(sections: Iterable[MediaDescription]) -> tuple[Fingerprint, ...]:
    """The fingerprints that every section shares and whose hash we can compute (RFC 8122 section 5)."""
    each = {_supported_fingerprints(media) for media in sections}
    if len(each) != 1:
        raise bad_offer("The sections of the offer have different certificate fingerprints.")
    fingerprints = each.pop()
    if not fingerprints:
        raise bad_offer("The offer has no certificate fingerprint by SHA-256, SHA-384 or SHA-512.")
    return fingerprints


def _supported_fingerprints(media: MediaDescription) -> tuple[Fingerprint, ...]:
    found = {
        Fingerprint(each.algorithm.lower(), each.value.upper())
        for each in (media.dtls.fingerprints if media.dtls else ())
        if each.algorithm.lower() in FINGERPRINT_BYTES
    }
    if any(not _is_digest(fingerprint) for fingerprint in found):
        raise bad_offer("The offer has a malformed certificate fingerprint.")
    return tuple(sorted(found, key=lambda fingerprint: (fingerprint.algorithm, fingerprint.value)))


def _is_digest(fingerprint: Fingerprint) -> bool:
    octets = fingerprint.value.split(":")
    return len(octets) == FINGERPRINT_BYTES[fingerprint.algorithm] and all(
        re.fullmatch("[0-9A-F]{2}", octet) for octet in octets
    )
