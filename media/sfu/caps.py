"""A receiver's limit passed on to the one sender whom only she sees (REMB, design decision 4)."""

from collections.abc import Iterator, Sequence

from media.sfu.member import Member, Pair
from media.sfu.outputs import Output, SendRtcp
from media.sfu.rtcp import Remb
from media.sfu.uplinks import UplinkTrack

LOWEST_VIDEO_BPS = 30_000
LIFTED_BPS = 20_000_000
NOTICEABLE = 0.03
REPEAT_SECONDS = 1.0


def sender_caps(sender: Member, viewers: Sequence[tuple[Member, Pair]], now: float) -> Iterator[Output]:
    """Tell the sender of a camera what her only viewer's line carries; lift the cap when there are several."""
    track = sender.uplinks.tracks.get("camera")
    if track is None or track.stream is None:
        return
    cap = _cap(sender, viewers[0][0], now) if len(viewers) == 1 else None
    if cap is None:
        cap = LIFTED_BPS if track.cap is not None and track.cap[0] != LIFTED_BPS else None
    if cap is None or not _is_news(track, cap, now):
        return
    track.cap = (cap, now)
    yield SendRtcp(sender.name, (Remb(sender.ssrc, cap, (track.stream.ssrc,)),))


def _cap(sender: Member, viewer: Member, now: float) -> int | None:
    """The viewer's video share and the sender's own audio, bits a second: a REMB caps all that the sender sends.

    REMB is about one and a half times what arrives, so on a good line it would only hold back a camera whose picture
    has been easy so far: it is passed on once the line has shown a limit.
    """
    available = viewer.downlink.available_bps(now)
    if available is None or not viewer.downlink.was_congested(now):
        return None
    videos = sum(1 for pair in viewer.fed_pairs() if not pair.video.paused) or 1
    share = max((available - viewer.audio_bps(now)) // videos, LOWEST_VIDEO_BPS)
    audio = sender.uplinks.tracks.get("microphone")
    return share + (audio.stream.rate.bps(now) if audio and audio.stream else 0)


def _is_news(track: UplinkTrack, cap: int, now: float) -> bool:
    if track.cap is None:
        return True
    before, at = track.cap
    return abs(cap - before) > before * NOTICEABLE or (cap != LIFTED_BPS and now - at >= REPEAT_SECONDS)
