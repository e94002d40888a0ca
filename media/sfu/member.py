"""One participant of a room, as the forwarding core sees her."""

from collections.abc import Collection

from media.parameters import SlotPair, SourceName, TransportParameters, VideoName
from media.sfu.clock import round_trip_seconds
from media.sfu.downlink import DownlinkEstimator, RembEstimator, VideoPausing
from media.sfu.feedback import ArrivalRecorder
from media.sfu.rtcp import ReceiverReport, ReportBlock, RtcpPacket, SenderReport, SourceDescription
from media.sfu.slot import Slot
from media.sfu.uplinks import Uplinks, UplinkTrack

DEFAULT_RTT_SECONDS = 0.1
REPORT_SECONDS = 1.0


class Pair:
    """An audio and a video slot that switch together.

    ``source`` is the participant who is to be seen in them, and ``video_name`` which of her videos; ``track`` is that
    video while she is there and it is permitted.
    """

    def __init__(self, participant: str, pair: SlotPair, abs_send_time: int | None) -> None:
        self.index = pair.index
        self.cname = pair.cname
        self.source: str | None = None
        self.video_name: VideoName = "camera"
        self.track: UplinkTrack | None = None
        self.audio = Slot(participant, pair.audio, abs_send_time)
        self.video = Slot(participant, pair.video, abs_send_time)

    def point_at(self, source: str | None, video_name: VideoName) -> None:
        self.source = source
        self.video_name = video_name


class Member:
    """Her uplinks, her slots and what is known of her line. ``ready`` once packets can be protected for her."""

    def __init__(
        self, name: str, parameters: TransportParameters, permitted: Collection[SourceName], ssrc: int
    ) -> None:
        self.name = name
        self.ssrc = ssrc
        self.ready = False
        self.extensions = parameters.extensions
        self.uplinks = Uplinks(parameters, permitted)
        self.arrivals = ArrivalRecorder()
        self.pairs = {p.index: Pair(name, p, parameters.extensions.abs_send_time) for p in parameters.slots}
        self.slots: dict[int, tuple[Pair, Slot]] = {
            s.track.ssrc: (p, s) for p in self.pairs.values() for s in (p.audio, p.video)
        }
        self.downlink: DownlinkEstimator = RembEstimator()
        self.pausing = VideoPausing()
        self.cap: tuple[int, float] | None = None
        self._rtt_seconds: float | None = None
        self.next_report = 0.0

    @property
    def rtt_seconds(self) -> float:
        return DEFAULT_RTT_SECONDS if self._rtt_seconds is None else self._rtt_seconds

    @property
    def expects_media(self) -> bool:
        """She has begun to send; what is not permitted her page may have switched off."""
        return any(track.stream and track.permitted for track in self.uplinks.tracks.values())

    def seeing_pairs(self) -> list[Pair]:
        """Those whose video may be forwarded to her."""
        return [pair for pair in self.pairs.values() if pair.track is not None]

    def audio_bps(self, now: float) -> int:
        return sum(pair.audio.rate.bps(now) for pair in self.pairs.values() if pair.source is not None)

    def read_blocks(self, blocks: tuple[ReportBlock, ...], now: float) -> None:
        """What she says of the slots gives the round trip and the loss on her line."""
        for block in blocks:
            if block.ssrc not in self.slots:
                continue
            self.downlink.loss(block.fraction_lost, now)
            sample = round_trip_seconds(now, block.lsr, block.dlsr)
            if sample is not None:
                before = sample if self._rtt_seconds is None else self._rtt_seconds
                self._rtt_seconds = before + (sample - before) / 8

    def report(self, now: float) -> tuple[RtcpPacket, ...]:
        """The compound packet of each second: sender reports, receiver report, CNAMEs (RFC 3550 section 6.1)."""
        self.next_report = now + REPORT_SECONDS
        for _, slot in self.slots.values():
            slot.history.forget(now)
        return compound(self.ssrc, [s for s in self.slots.values() if s[1].stream], self._blocks(now), now)

    def _blocks(self, now: float) -> tuple[ReportBlock, ...]:
        streams = (stream for track in self.uplinks.tracks.values() for stream in track.streams.values())
        return tuple(block for stream in streams if (block := stream.report(now)))


def compound(
    ssrc: int, slots: list[tuple[Pair, Slot]], blocks: tuple[ReportBlock, ...], now: float
) -> tuple[RtcpPacket, ...]:
    """Empty where there is nothing to say."""
    reports: list[SenderReport] = []
    chunks = []
    for pair, slot in slots:
        report = slot.sender_report(now)
        if report is not None:
            reports.append(report)
            chunks.append((slot.track.ssrc, pair.cname))
    if not reports and not blocks:
        return ()
    receiver = (ReceiverReport(ssrc, blocks),) if blocks or not reports else ()
    description = (SourceDescription(tuple(chunks)),) if chunks else ()
    return (*reports, *receiver, *description)
