"""What a participant sends: which packet belongs to which section (RFC 8843 section 9.2, RFC 8852)."""

from collections.abc import Collection
from typing import NamedTuple

from media.parameters import ExtensionIds, SourceName, TransportParameters, Uplink
from media.sfu.clock import ClockOffset
from media.sfu.keyframes import KeyFrameThrottle
from media.sfu.packet import RtpPacket
from media.sfu.stream import Stream

MOST_SSRCS = 32


class UplinkTrack:
    """One sending section. Of several encodings (RIDs) the first that is seen is forwarded: ``stream``.

    ``permitted``: may be forwarded; otherwise its packets are received, counted and dropped.
    """

    def __init__(self, uplink: Uplink, *, permitted: bool) -> None:
        self.uplink = uplink
        self.permitted = permitted
        self.key_frames = KeyFrameThrottle()
        self.streams: dict[str, Stream] = {}
        self.stream: Stream | None = None

    def begin(self, rid: str, stream: Stream) -> None:
        """A new stream, or a new SSRC for an encoding that is known."""
        self.streams[rid] = stream
        self.stream = next(iter(self.streams.values()))


class Route(NamedTuple):
    """Where an SSRC belongs. ``is_rtx``: it repeats packets of the section's stream with this RID."""

    track: UplinkTrack
    rid: str
    is_rtx: bool


class Delivery(NamedTuple):
    """A packet found its stream; ``packet`` is the original where a retransmission brought it."""

    track: UplinkTrack
    stream: Stream
    packet: RtpPacket
    direct: bool


class Uplinks:
    """All sections by which one participant sends, and the table of her SSRCs.

    SSRCs come from the offer, else they are learned by MID and RID, never by a payload type that two sections share.
    The packets must be authenticated.
    """

    def __init__(self, parameters: TransportParameters, permitted: Collection[SourceName]) -> None:
        self.tracks = {
            uplink.name: UplinkTrack(uplink, permitted=uplink.name in permitted) for uplink in parameters.uplinks
        }
        self.videos = tuple(track for track in self.tracks.values() if track.uplink.kind == "video")
        self.offset = ClockOffset()
        self._extensions: ExtensionIds = parameters.extensions
        self._by_mid = {track.uplink.mid: track for track in self.tracks.values()}
        self._routes: dict[int, Route] = {}
        for track in self.tracks.values():
            for ssrc in track.uplink.ssrcs:
                self._routes[ssrc] = Route(track, "", is_rtx=False)
            for ssrc in track.uplink.rtx_ssrcs:
                self._routes[ssrc] = Route(track, "", is_rtx=True)

    def permitted_track(self, name: SourceName) -> UplinkTrack | None:
        track = self.tracks.get(name)
        return track if track is not None and track.permitted else None

    def permit(self, permitted: Collection[SourceName]) -> list[UplinkTrack]:
        """Forward exactly these sources from now on. Returns the tracks for which that is a change."""
        changed = [track for name, track in self.tracks.items() if track.permitted != (name in permitted)]
        for track in changed:
            track.permitted = not track.permitted
        return changed

    def deliver(self, packet: RtpPacket) -> Delivery | None:
        """Find the stream of a packet; ``None`` where it has none, or carries padding on a repair stream."""
        route = self._routes.get(packet.ssrc) or self._learn(packet)
        if route is None:
            return None
        track = route.track
        if route.is_rtx:
            stream = track.streams.get(route.rid)
            original = packet.restored(track.uplink.payload_type, stream.ssrc) if stream else None
            return Delivery(track, stream, original, direct=False) if stream and original else None
        if packet.payload_type != track.uplink.payload_type:
            return None
        stream = track.streams.get(route.rid)
        if stream is None or stream.ssrc != packet.ssrc:
            stream = self._begin(track, route.rid, packet.ssrc)
        return Delivery(track, stream, packet, direct=True)

    def stream_of(self, ssrc: int) -> Stream | None:
        """The live stream with this SSRC."""
        route = self._routes.get(ssrc)
        stream = route.track.streams.get(route.rid) if route else None
        return stream if stream and stream.ssrc == ssrc else None

    def _begin(self, track: UplinkTrack, rid: str, ssrc: int) -> Stream:
        stream = Stream(ssrc, track.uplink.clock_rate_hz, self.offset)
        track.begin(rid, stream)
        return stream

    def _learn(self, packet: RtpPacket) -> Route | None:
        mid = packet.extension(self._extensions.mid)
        track = self._by_mid.get(mid.decode("ascii", "replace")) if mid else None
        if track is None or len(self._routes) >= MOST_SSRCS:
            return None
        is_rtx = packet.payload_type == track.uplink.rtx_payload_type
        if not is_rtx and packet.payload_type != track.uplink.payload_type:
            return None
        rid = packet.extension(self._extensions.repaired_rid if is_rtx else self._extensions.rid) or b""
        route = self._routes[packet.ssrc] = Route(track, rid.decode("ascii", "replace"), is_rtx)
        return route
