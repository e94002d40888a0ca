"""A receiver's limit passed on to the one sender whom only she sees (REMB, design decision 4)."""

from collections.abc import Iterator

from media.sfu.member import Member
from media.sfu.outputs import Output, SendRtcp
from media.sfu.rtcp import Remb
from media.sfu.viewers import Viewers

LOWEST_VIDEO_BPS = 30_000
LIFTED_BPS = 20_000_000
NOTICEABLE = 0.03
REPEAT_SECONDS = 1.0


def sender_caps(sender: Member, viewers: Viewers, now: float) -> Iterator[Output]:
    """Tell the sender of pictures what her only viewer's line carries; lift the cap when there are several."""
    videos = [track for track in sender.uplinks.videos if track.permitted and track.stream is not None]
    if not videos:
        return
    cap = _cap(sender, viewers, now)
    if cap is None:
        cap = LIFTED_BPS if sender.cap is not None and sender.cap[0] != LIFTED_BPS else None
    if cap is None or not _is_news(sender, cap, now):
        return
    sender.cap = (cap, now)
    yield SendRtcp(sender.name, (Remb(sender.ssrc, cap, tuple(t.stream.ssrc for t in videos if t.stream)),))


def _cap(sender: Member, viewers: Viewers, now: float) -> int | None:
    """The viewer's share for each video of this sender, and the sender's own audio, bits a second.

    A REMB caps all that the sender sends, camera and second video together: it is passed on only while one and the
    same person sees all that anybody sees of her. REMB is about one and a half times what arrives, so on a good line
    it would only hold back a camera whose picture was easy so far: it is passed on once the line has shown a limit.
    """
    receiver = viewers.only_viewer_of(sender)
    available = receiver.downlink.available_bps(now) if receiver else None
    if receiver is None or available is None or not receiver.downlink.was_congested(now):
        return None
    live = [pair for pair in receiver.seeing_pairs() if not pair.video.paused]
    share = max((available - receiver.audio_bps(now)) // (len(live) or 1), LOWEST_VIDEO_BPS)
    hers = sum(pair.source == sender.name for pair in live) or 1
    audio = sender.uplinks.tracks.get("microphone")
    return share * hers + (audio.stream.rate.bps(now) if audio and audio.stream else 0)


def _is_news(sender: Member, cap: int, now: float) -> bool:
    if sender.cap is None:
        return True
    before, at = sender.cap
    return abs(cap - before) > before * NOTICEABLE or (cap != LIFTED_BPS and now - at >= REPEAT_SECONDS)
