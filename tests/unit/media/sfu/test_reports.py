"""Reports, lip sync and bandwidth: what the relay tells both sides of every second."""

from itertools import pairwise

from media.parameters import EVERY_SOURCE
from media.sfu.clock import from_ntp, middle_32, round_trip_seconds, to_ntp
from media.sfu.forwarder import Forwarder
from media.sfu.outputs import Output, VideoPaused
from media.sfu.rtcp import (
    Nack,
    PictureLoss,
    ReceiverReport,
    Remb,
    ReportBlock,
    SenderReport,
    SourceDescription,
    TransportFeedback,
)
from tests.unit.media.sfu.builders import (
    T0,
    TRANSPORT_SEQUENCE,
    call_of_two,
    key_frame,
    of_kind,
    parameters,
    room,
    rtp,
    sent_rtcp,
    sent_rtp,
    ssrcs,
    ticks,
    voice,
)

ASHA, RAO, MEERA = ssrcs(1), ssrcs(2), ssrcs(3)


def streaming(forwarder: Forwarder, names: dict[str, int], start: float, end: float) -> list[Output]:
    """Everybody named sends 100 video packets of 1000 bytes a second: 0.8 Mbit/s. Timers run."""
    outputs: list[Output] = []
    for index in range(round((end - start) * 100)):
        now = start + index / 100
        for name, number in names.items():
            sequence = 101 + round((now - T0) * 100)
            head = b"\x10\x00" if index % 10 == 0 else b"\x00\x00"
            outputs += forwarder.handle_rtp(name, rtp(ssrcs(number).camera, sequence, payload=head + bytes(990)), now)
        outputs += forwarder.tick(now)
    return outputs


def test_ntp_time_goes_there_and_back() -> None:
    assert abs(from_ntp(to_ntp(T0 + 0.25)) - (T0 + 0.25)) < 1e-6


def test_the_round_trip_is_what_the_report_leaves_over() -> None:
    lsr = middle_32(to_ntp(T0))
    rtt = round_trip_seconds(T0 + 0.7, lsr, round(0.5 * 65536))
    assert rtt is not None
    assert abs(rtt - 0.2) < 0.001
    assert round_trip_seconds(T0, 0, 0) is None


def test_a_sender_is_told_each_second_what_arrived() -> None:
    forwarder = call_of_two()
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 102), T0)
    reports = of_kind(ReceiverReport, sent_rtcp(ticks(forwarder, T0, T0 + 2.5), "asha"))
    assert len(reports) == 3
    assert [(block.ssrc, block.packets_lost) for block in reports[0].blocks] == [(ASHA.camera, 1)]


def test_a_receiver_report_quotes_the_senders_last_report() -> None:
    forwarder = call_of_two()
    forwarder.handle_rtcp("asha", [SenderReport(ASHA.camera, to_ntp(T0), 0, 1, 1)], T0 + 0.5)
    [report, *_] = of_kind(ReceiverReport, sent_rtcp(ticks(forwarder, T0 + 0.5, T0 + 1.0), "asha"))
    assert report.blocks[0].lsr == middle_32(to_ntp(T0))
    assert report.blocks[0].dlsr < 66_000


def test_voice_and_picture_of_a_person_are_reported_on_one_clock() -> None:
    """Her clock is an hour off and her SRs arrive late by different queues; the relay's reports agree to the sample."""
    forwarder = call_of_two()
    hers = T0 - 3600
    audio = sent_rtp(forwarder.handle_rtp("asha", voice(ASHA.voice, 1, 48_000), T0), "rao")[0]
    video = sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 101, 90_000), T0 + 0.3), "rao")[0]
    forwarder.handle_rtcp("asha", [SenderReport(ASHA.voice, to_ntp(hers), 48_000, 1, 1)], T0 + 0.05)
    forwarder.handle_rtcp("asha", [SenderReport(ASHA.camera, to_ntp(hers), 90_000, 1, 1)], T0 + 0.4)
    reports = of_kind(SenderReport, sent_rtcp(ticks(forwarder, T0 + 2.0, T0 + 2.1), "rao"))
    by_ssrc = {report.ssrc: report for report in reports}
    heard, seen = by_ssrc[RAO.slot_audio], by_ssrc[RAO.slot_video]
    assert heard.ntp_timestamp == seen.ntp_timestamp
    since_audio = ((heard.rtp_timestamp - audio.timestamp) & 0xFFFFFFFF) / 48_000
    since_video = ((seen.rtp_timestamp - video.timestamp) & 0xFFFFFFFF) / 90_000
    assert abs(since_audio - since_video) < 0.001


def test_reports_of_both_slots_carry_their_common_name() -> None:
    forwarder = call_of_two()
    forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0)
    descriptions = of_kind(SourceDescription, sent_rtcp(ticks(forwarder, T0, T0 + 0.5), "rao"))
    assert dict(descriptions[0].chunks) == {RAO.slot_audio: "pair0", RAO.slot_video: "pair0"}


def test_arrivals_are_fed_back_transport_wide() -> None:
    forwarder = call_of_two()
    for index in range(5):
        number = (TRANSPORT_SEQUENCE, index.to_bytes(2, "big"))
        forwarder.handle_rtp("asha", rtp(ASHA.camera, 101 + index, extensions=[number]), T0 + index / 100)
    feedback = of_kind(TransportFeedback, sent_rtcp(ticks(forwarder, T0, T0 + 0.3), "asha"))
    assert sum(int.from_bytes(packet.fci[2:4], "big") for packet in feedback) == 5


def limited(forwarder: Forwarder, viewer: str, bitrate_bps: int, now: float) -> None:
    """The viewer's line shows its limit: her browser's word falls to it."""
    forwarder.handle_rtcp(viewer, [Remb(1, 2 * bitrate_bps, ()), Remb(1, bitrate_bps, ())], now)


def test_time_in_our_own_queue_is_not_told_as_the_lines() -> None:
    forwarder = call_of_two()
    packets = [rtp(ASHA.camera, 101 + i, extensions=[(TRANSPORT_SEQUENCE, bytes([0, i]))]) for i in range(2)]
    forwarder.handle_rtp("asha", packets[0], T0, T0)
    forwarder.handle_rtp("asha", packets[1], T0 + 0.05, T0 + 0.01)
    [feedback] = of_kind(TransportFeedback, sent_rtcp(ticks(forwarder, T0, T0 + 0.2), "asha"))
    assert feedback.fci[-1] == 40


def test_the_only_viewers_limit_is_passed_on_to_the_sender() -> None:
    forwarder = call_of_two()
    limited(forwarder, "rao", 300_000, T0)
    [cap, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0, T0 + 0.2), "asha"))
    assert (cap.bitrate_bps, cap.ssrcs) == (300_000, (ASHA.camera,))
    forwarder.handle_rtcp("rao", [Remb(1, 350_000, ())], T0 + 0.3)
    [follows, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + 0.3, T0 + 0.6), "asha"))
    assert follows.bitrate_bps == 350_000


def test_on_a_line_that_showed_no_limit_the_sender_is_not_held_back() -> None:
    forwarder = call_of_two()
    for second in range(10):
        forwarder.handle_rtcp("rao", [Remb(1, round(200_000 * 1.08**second), ())], T0 + second)
        assert of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + second, T0 + second + 1), "asha")) == []


def test_a_limit_that_was_not_seen_again_for_a_minute_is_lifted() -> None:
    forwarder = call_of_two()
    limited(forwarder, "rao", 300_000, T0)
    ticks(forwarder, T0, T0 + 0.2)
    forwarder.handle_rtcp("rao", [Remb(1, 310_000, ())], T0 + 60)
    [lifted] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + 61, T0 + 62), "asha"))
    assert lifted.bitrate_bps >= 10_000_000


def test_the_limit_leaves_room_for_the_voice_first() -> None:
    forwarder = call_of_two()
    forwarder.add("meera", parameters(3), EVERY_SOURCE, T0)
    forwarder.feed("rao", 1, "meera", "camera", T0)
    for index in range(100):
        forwarder.handle_rtp("asha", voice(ASHA.voice, index), T0 + index / 100)
    limited(forwarder, "rao", 300_000, T0 + 1)
    [cap, *_] = of_kind(Remb, sent_rtcp(forwarder.tick(T0 + 1), "asha"))
    voice_in = 100 * 16 * 8
    voice_out = 100 * 24 * 8
    assert cap.bitrate_bps == (300_000 - voice_out) // 2 + voice_in


def test_with_a_second_viewer_the_limit_is_lifted() -> None:
    forwarder = room("asha", "rao", "meera")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    forwarder.handle_rtp("asha", key_frame(ASHA.camera, 100), T0)
    limited(forwarder, "rao", 300_000, T0)
    ticks(forwarder, T0, T0 + 0.2)
    forwarder.feed("meera", 0, "asha", "camera", T0 + 0.2)
    [lifted] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + 0.2, T0 + 2.0), "asha"))
    assert lifted.bitrate_bps >= 10_000_000


def room_of_three() -> Forwarder:
    """Rao sees Asha and Meera, who see each other."""
    forwarder = room("asha", "rao", "meera")
    for viewer, pair, source in [("rao", 0, "asha"), ("rao", 1, "meera"), ("meera", 0, "asha"), ("asha", 0, "meera")]:
        forwarder.feed(viewer, pair, source, "camera", T0)
    return forwarder


def on_a_line(forwarder: Forwarder, line_bps: int, start: float, end: float) -> list[Output]:
    """Both send 0.8 Mbit/s. Rao's browser says each half second what such a line makes it say."""
    outputs: list[Output] = []
    for half in range(round((end - start) * 2)):
        at = start + half / 2
        now = streaming(forwarder, {"asha": 1, "meera": 3}, at, at + 0.5)
        sent_bps = sum(len(packet.data) for packet in sent_rtp(now, "rao")) * 16
        word = line_bps if sent_bps <= line_bps else round(line_bps * (0.9 if half % 2 else 1.0))
        lost = max(0, round(256 * (1 - line_bps / max(sent_bps, 1))))
        block = ReportBlock(RAO.slot_video, lost, 0, 0, 0, 0, 0)
        outputs += now
        outputs += forwarder.handle_rtcp("rao", [Remb(1, word, ()), ReceiverReport(1, (block,))], at + 0.5)
    return outputs


def test_an_overdrawn_receiver_among_several_loses_her_last_video_and_keeps_the_first() -> None:
    forwarder = room_of_three()
    outputs = on_a_line(forwarder, 1_000_000, T0, T0 + 5)
    assert of_kind(VideoPaused, outputs) == [VideoPaused("rao", 1, paused=True)]
    later = on_a_line(forwarder, 1_000_000, T0 + 5, T0 + 6)
    assert {packet.ssrc for packet in sent_rtp(later, "rao")} == {RAO.slot_video}
    assert {packet.ssrc for packet in sent_rtp(later, "asha")} == {ASHA.slot_video}


def test_a_receiver_whose_estimate_is_low_but_climbs_keeps_all_her_videos() -> None:
    forwarder, outputs = room_of_three(), list[Output]()
    for second in range(10):
        word = round(400_000 * 1.08**second)
        forwarder.handle_rtcp("rao", [Remb(1, word, ())], T0 + second)
        outputs += streaming(forwarder, {"asha": 1, "meera": 3}, T0 + second, T0 + second + 1)
    assert of_kind(VideoPaused, outputs) == []


def test_a_paused_video_is_tried_again_on_a_key_frame_and_each_failure_waits_longer() -> None:
    forwarder = room_of_three()
    moments = []
    for second in range(60):
        outputs = on_a_line(forwarder, 1_000_000, T0 + second, T0 + second + 1)
        for change in of_kind(VideoPaused, outputs):
            moments.append((second, change.paused))
            if not change.paused:
                assert of_kind(PictureLoss, sent_rtcp(outputs, "meera"))
    resumed = [second for second, paused in moments if not paused]
    waits = [later - earlier for earlier, later in pairwise(resumed)]
    assert len(waits) >= 2
    assert waits == sorted(waits)
    assert waits[-1] > waits[0]
    assert [paused for _, paused in moments] == [index % 2 == 0 for index in range(len(moments))]


def test_a_resting_picture_is_told_as_resumed_when_its_person_joins_again_or_leaves() -> None:
    for joins_again in (True, False):
        forwarder = room_of_three()
        on_a_line(forwarder, 1_000_000, T0, T0 + 5)
        now = T0 + 5
        outputs = (
            forwarder.add("meera", parameters(3), EVERY_SOURCE, now) if joins_again else forwarder.remove("meera", now)
        )
        assert of_kind(VideoPaused, outputs) == [VideoPaused("rao", 1, paused=False)]


def test_a_line_that_got_better_shows_the_video_again() -> None:
    forwarder = room_of_three()
    on_a_line(forwarder, 1_000_000, T0, T0 + 5)
    outputs = on_a_line(forwarder, 5_000_000, T0 + 5, T0 + 20)
    assert of_kind(VideoPaused, outputs) == [VideoPaused("rao", 1, paused=False)]


def test_the_round_trip_is_learned_from_reports_on_the_slots() -> None:
    forwarder = call_of_two()
    block = ReportBlock(RAO.slot_video, 0, 0, 0, 0, middle_32(to_ntp(T0)), 0)
    forwarder.handle_rtcp("rao", [ReceiverReport(1, (block,))], T0 + 0.4)
    [packet] = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0 + 1), "rao")
    nack = [Nack(1, RAO.slot_video, (packet.sequence,))]
    assert sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 1.1), "rao")
    assert not sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 1.4), "rao")
    assert sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 1.6), "rao")
