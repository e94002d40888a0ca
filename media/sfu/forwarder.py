"""One room's media: packets in, packets out. Reads no clock and touches no socket (design decision 7).

``now`` is always seconds since the Unix epoch on a clock that never jumps.
"""

import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from media.parameters import SourceName, TransportParameters, VideoName
from media.sfu.caps import sender_caps
from media.sfu.member import Member, Pair, compound
from media.sfu.outputs import Output, SendRtcp, VideoPaused
from media.sfu.packet import RtpPacket
from media.sfu.rtcp import Nack, PictureLoss, ReceiverReport, Remb, RtcpPacket, SenderReport
from media.sfu.senders import due_feedback, request_key_frame
from media.sfu.slot import Slot
from media.sfu.uplinks import Delivery, UplinkTrack
from media.sfu.viewers import Viewers, showing

STATISTICS_SECONDS = 0.1
KEY_FRAME_PATIENCE_SECONDS = 1.0


class Forwarder:
    """The room: who is in it, who sees whom, and where each packet goes."""

    def __init__(self) -> None:
        self.counters: Counter[str] = Counter()
        self._members: dict[str, Member] = {}
        self._viewers = Viewers()
        self._next_review = 0.0

    @property
    def is_empty(self) -> bool:
        return not self._members

    def expects_media(self, participant: str) -> bool:
        member = self._members.get(participant)
        return member is not None and member.expects_media

    def add(
        self, participant: str, parameters: TransportParameters, permitted: Collection[SourceName], now: float
    ) -> list[Output]:
        """Admit a participant. One who is there already gets new uplinks and slots: she joined again."""
        self._members[participant] = Member(participant, parameters, permitted, secrets.randbits(32))
        self._viewers.index(self._members)
        return [out for viewer, pair in self._showing(participant) for out in _begin_anew(viewer, pair, now)]

    def remove(self, participant: str, now: float) -> list[Output]:
        """Forget a participant; pairs that showed her fall silent."""
        self._members.pop(participant, None)
        outputs: list[Output] = []
        for viewer, pair in list(self._showing(participant)):
            pair.point_at(None, "camera")
            outputs += _begin_anew(viewer, pair, now)
        self._viewers.index(self._members)
        return outputs

    def permit(self, participant: str, permitted: Collection[SourceName], now: float) -> list[Output]:
        """Forward exactly these of her sources from now on, whatever she sends; somebody unknown is ignored."""
        member = self._members.get(participant)
        changed = member.uplinks.permit(permitted) if member else []
        self._viewers.index(self._members)
        return [out for track in changed for out in self._switch(participant, track, now)]

    def ready(self, participant: str, now: float) -> list[Output]:
        """Her SRTP keys are there: she may be sent to, and needs key frames."""
        member = self._members[participant]
        member.ready = True
        return [out for pair in member.seeing_pairs() for out in self._ask_key_frame(member, pair, now)]

    def feed(self, participant: str, pair: int, source: str | None, video: VideoName, now: float) -> list[Output]:
        """Show this video of ``source`` in this pair from now on, or nobody; her voice comes with her camera.

        Raises ``KeyError`` where there is no such pair.
        """
        member = self._members[participant]
        chosen = member.pairs[pair]
        chosen.point_at(source, video)
        self._viewers.index(self._members)
        return _begin_anew(member, chosen, now) + self._ask_key_frame(member, chosen, now)

    def handle_rtp(self, participant: str, packet: bytes, now: float, arrived: float | None = None) -> list[Output]:
        """Route, count and forward one authenticated packet. Bytes that are no RTP are counted and dropped.

        ``arrived``: when it came, if it waited here since. The feedback must not take our queue for the line's.
        """
        member = self._members.get(participant)
        if member is None:
            return []
        self.counters["rtp_received"] += 1
        try:
            parsed = RtpPacket(packet)
        except ValueError:
            self.counters["rtp_malformed"] += 1
            return []
        transport_sequence = parsed.extension(member.extensions.transport_sequence_number)
        if transport_sequence is not None and len(transport_sequence) == 2:
            member.arrivals.record(
                int.from_bytes(transport_sequence, "big"), len(packet), now if arrived is None else arrived
            )
        delivery = member.uplinks.deliver(parsed)
        if delivery is None:
            self.counters["rtp_unrouted"] += 1
            return []
        return self._forward(member, delivery, now)

    def handle_rtcp(self, participant: str, packets: Sequence[RtcpPacket], now: float) -> list[Output]:
        """Act on authenticated RTCP; what concerns nobody here is ignored."""
        member = self._members.get(participant)
        if member is None:
            return []
        return [out for packet in packets for out in self._handle_report(member, packet, now)]

    def tick(self, now: float) -> list[Output]:
        """Timers: gaps, merged key-frame requests, feedback, reports, bandwidth. Call about every 10 ms."""
        outputs: list[Output] = []
        review = now >= self._next_review
        if review:
            self._next_review = now + STATISTICS_SECONDS
        for member in self._members.values():
            if not member.ready:
                continue
            outputs += due_feedback(member, self.counters, now)
            if review:
                outputs += self._review(member, now)
        return outputs

    def _showing(self, participant: str) -> Iterator[tuple[Member, Pair]]:
        return showing(participant, self._members.values())

    def _switch(self, source: str, track: UplinkTrack, now: float) -> list[Output]:
        """A track was permitted or withdrawn: its slots wait, and a picture begins with a key frame."""
        outputs: list[Output] = []
        for viewer, pair in self._showing(source):
            if track.uplink.kind == "video" and track.uplink.name == pair.video_name:
                pair.video.fall_silent(now)
                outputs += _resume(viewer, pair) + self._ask_key_frame(viewer, pair, now)
            elif track.uplink.kind == "audio" and pair.video_name == "camera":
                pair.audio.fall_silent(now)
        return outputs

    def _forward(self, member: Member, delivery: Delivery, now: float) -> list[Output]:
        track, stream, packet, direct = delivery
        arrival, too_wide = stream.receive(packet, now, direct=direct)
        if arrival is None:
            self.counters["rtp_duplicate"] += 1
            return []
        if not track.permitted:
            self.counters["rtp_not_permitted"] += 1
            return []
        outputs = request_key_frame(member, track, self.counters, now) if too_wide else []
        if stream is not track.stream:
            return outputs
        for viewer, pair, slot in self._viewers.of(track):
            if not viewer.ready:
                continue
            begins = slot.stream is not stream
            sent = slot.forward(stream, arrival, now)
            if sent is None:
                continue
            self.counters["rtp_forwarded"] += 1
            outputs.append(sent)
            if begins:
                outputs.append(SendRtcp(viewer.name, compound(viewer.ssrc, [(pair, slot)], (), now)))
        return outputs

    def _handle_report(self, member: Member, packet: RtcpPacket, now: float) -> list[Output]:
        match packet:
            case SenderReport():
                stream = member.uplinks.stream_of(packet.ssrc)
                if stream:
                    stream.sender_report(packet, now)
                member.read_blocks(packet.blocks, now)
            case ReceiverReport():
                member.read_blocks(packet.blocks, now)
            case Remb():
                member.downlink.remb(packet.bitrate_bps, now)
            case Nack():
                return self._repeat(member, packet, now)
            case PictureLoss():
                pair, slot = member.slots.get(packet.media_ssrc, (None, None))
                if pair and slot and slot.is_video:
                    return self._ask_key_frame(member, pair, now)
        return []

    def _repeat(self, member: Member, nack: Nack, now: float) -> list[Output]:
        _, slot = member.slots.get(nack.media_ssrc, (None, None))
        if slot is None:
            return []
        self.counters["nacks_received"] += len(nack.sequences)
        outputs = [out for s in nack.sequences if (out := slot.repeat(s, now, member.rtt_seconds))]
        self.counters["rtp_repeated"] += len(outputs)
        return outputs

    def _ask_key_frame(self, viewer: Member, pair: Pair, now: float) -> list[Output]:
        """The viewer needs a key frame of whom this pair shows; not before she can be sent one."""
        if pair.track is None or pair.source is None or pair.video.paused or not viewer.ready:
            return []
        return request_key_frame(self._members[pair.source], pair.track, self.counters, now)

    def _review(self, member: Member, now: float) -> Iterator[Output]:
        """Ten times a second: videos that wait too long, lines that carry too little, caps for senders."""
        for pair in member.seeing_pairs():
            slot = pair.video
            if slot.stream is None and now - slot.waiting_since > KEY_FRAME_PATIENCE_SECONDS:
                slot.waiting_since = now
                yield from self._ask_key_frame(member, pair, now)
        yield from self._pause_or_resume(member, now)
        yield from sender_caps(member, self._viewers, now)

    def _pause_or_resume(self, member: Member, now: float) -> Iterator[Output]:
        pairs = member.seeing_pairs()
        fed: list[tuple[int, Slot]] = [(pair.index, pair.video) for pair in pairs]
        alone = all(self._viewers.only_viewer_of(self._members[pair.source]) for pair in pairs if pair.source)
        change = member.pausing.decide(member.downlink, fed, member.audio_bps(now), alone=alone, now=now)
        if change is None:
            return
        pair = member.pairs[change.pair]
        pair.video.paused = change.paused
        pair.video.wait(now)
        self.counters["videos_paused" if change.paused else "videos_resumed"] += 1
        yield VideoPaused(member.name, change.pair, change.paused)
        yield from self._ask_key_frame(member, pair, now)


def _begin_anew(viewer: Member, pair: Pair, now: float) -> list[Output]:
    pair.audio.wait(now)
    pair.video.wait(now)
    return _resume(viewer, pair)


def _resume(viewer: Member, pair: Pair) -> list[Output]:
    """A picture that begins anew is not paused any more, and her page must know."""
    was_paused, pair.video.paused = pair.video.paused, False
    return [VideoPaused(viewer.name, pair.index, paused=False)] if was_paused else []
