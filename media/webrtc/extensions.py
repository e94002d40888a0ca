"""RTP header extensions (RFC 8285): which are agreed to, and their ids."""

from collections.abc import Iterable

from aiortc.sdp import MediaDescription

from media.errors import bad_offer
from media.parameters import ExtensionIds

MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
ABS_SEND_TIME = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time"
TRANSPORT_SEQUENCE_NUMBER = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01"

# RFC 8285 section 4.2: a one-byte header has room for the ids 1 to 14.
USABLE_IDS = range(1, 15)


def agreed_extensions(media: MediaDescription, is_uplink: bool, feedback: bool) -> tuple[tuple[str, int], ...]:
    """What the section's answer accepts: (URI, id). ``feedback``: transport-wide feedback was agreed to."""
    wanted = [MID] if is_uplink else [MID, ABS_SEND_TIME]
    if feedback:
        wanted.append(TRANSPORT_SEQUENCE_NUMBER)
    offered = {each.uri: each.id for each in media.rtp.headerExtensions if each.id in USABLE_IDS}
    return tuple((uri, offered[uri]) for uri in wanted if uri in offered)


def check_extension_ids(sections: Iterable[MediaDescription]) -> None:
    """RFC 9143 section 9.2: within a BUNDLE group an id means one extension, and an extension has one id."""
    ids: dict[str, int] = {}
    for media in sections:
        for each in media.rtp.headerExtensions:
            if ids.setdefault(each.uri, each.id) != each.id:
                raise bad_offer("The offer gives two ids to one header extension.")
    if len(set(ids.values())) != len(ids):
        raise bad_offer("The offer gives one id to two header extensions.")


def extension_ids(agreed: Iterable[tuple[str, int]]) -> ExtensionIds:
    """One map for the BUNDLE group, of what was agreed to in any section."""
    ids = dict(agreed)
    return ExtensionIds(
        mid=ids.get(MID),
        abs_send_time=ids.get(ABS_SEND_TIME),
        transport_sequence_number=ids.get(TRANSPORT_SEQUENCE_NUMBER),
    )
