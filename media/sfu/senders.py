"""What a sender is told: key-frame requests, what is missing, and what arrived when."""

from collections import Counter

from media.sfu.member import Member
from media.sfu.outputs import Output, SendRtcp
from media.sfu.rtcp import Nack, PictureLoss, TransportFeedback
from media.sfu.stream import Stream
from media.sfu.uplinks import UplinkTrack


def request_key_frame(source: Member, track: UplinkTrack, counters: Counter[str], now: float) -> list[Output]:
    """Now, or merged to the end of the window; not before the first packet, for a stream begins with a key frame."""
    if not source.ready or not track.permitted or track.stream is None or track.uplink.kind != "video":
        return []
    return _picture_loss(source, track, counters) if track.key_frames.allow(now) else []


def due_feedback(sender: Member, counters: Counter[str], now: float) -> list[Output]:
    """What time makes due: NACKs, a merged key-frame request, arrivals, and the report of each second."""
    outputs: list[Output] = []
    for track in sender.uplinks.videos:
        if not track.permitted:
            continue
        if track.stream is not None and track.stream.gaps:
            outputs += _ask_again(sender, track.stream, counters, now)
        if track.key_frames.due(now):
            outputs += _picture_loss(sender, track, counters)
    if sender.arrivals.is_due(now):
        outputs += _arrivals(sender, now)
    if now >= sender.next_report and (report := sender.report(now)):
        outputs.append(SendRtcp(sender.name, report))
    return outputs


def _picture_loss(source: Member, track: UplinkTrack, counters: Counter[str]) -> list[Output]:
    if track.stream is None:
        return []
    counters["key_frames_requested"] += 1
    return [SendRtcp(source.name, (PictureLoss(source.ssrc, track.stream.ssrc),))]


def _ask_again(sender: Member, stream: Stream, counters: Counter[str], now: float) -> list[Output]:
    missing = stream.gaps.due(now, sender.rtt_seconds)
    if not missing:
        return []
    counters["nacks_sent"] += len(missing)
    return [SendRtcp(sender.name, (Nack(sender.ssrc, stream.ssrc, tuple(s & 0xFFFF for s in missing)),))]


def _arrivals(sender: Member, now: float) -> list[Output]:
    media_ssrc = next((t.stream.ssrc for t in sender.uplinks.tracks.values() if t.stream), 0)
    feedback = [TransportFeedback(sender.ssrc, media_ssrc, fci) for fci in sender.arrivals.due(now)]
    return [SendRtcp(sender.name, (packet,)) for packet in feedback]
