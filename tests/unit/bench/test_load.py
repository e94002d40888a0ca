import random

import pytest

from bench.figures import median, percentile
from bench.load.offer import identity, write_offer
from bench.load.plan import Plan
from bench.load.reception import Counts, Reception, Window
from bench.load.stream import Stream, payload_offset, sending_time_ns
from media.parameters import Fingerprint
from media.webrtc.answer import LocalEnd
from media.webrtc.negotiation import negotiate

VIDEO_SSRC, RTX_SSRC = 7, 8
NOW_NS = 1_790_000_000_123_456_789


def video() -> Stream:
    return Stream(VIDEO_SSRC, 96, 90_000, 1 / 27.5, transport_cc_id=3, payload_bytes=1_100)


def reception(counts: Counts) -> Reception:
    return Reception((VIDEO_SSRC,), {RTX_SSRC: VIDEO_SSRC}, counts, Window(0, NOW_NS * 2), seed=1)


def payload(packet: bytes) -> bytes:
    return packet[payload_offset(packet) :]


def test_percentiles_are_values_that_were_measured() -> None:
    values = [float(value) for value in range(1, 61)]
    assert (median(values), percentile(values, 95), percentile(values, 99)) == (30, 57, 60)


def test_everybody_of_a_room_is_fed_from_everybody_else_of_it() -> None:
    plan = Plan("room_of_six", 2, 6, 1, 1, 1_100, None)
    feeds = list(plan.feeds())
    assert len(feeds) == 2 * 6 * 5
    assert all(plan.room_of(participant) == plan.room_of(source) for participant, _, source in feeds)
    assert all(participant != source for participant, _, source in feeds)


def test_a_stream_starts_with_a_key_frame_and_goes_on_without() -> None:
    stream = video()
    first, second = ([stream.video_packet(1, at, 4, NOW_NS) for at in range(4)] for _ in range(2))
    assert payload(first[0])[0] == 0x10
    assert payload(first[0])[1] & 1 == 0
    assert payload(second[0])[1] & 1 == 1


def test_only_the_last_packet_of_a_frame_has_the_marker() -> None:
    stream = video()
    assert [packet[1] >> 7 for packet in (stream.video_packet(1, at, 4, NOW_NS) for at in range(4))] == [0, 0, 0, 1]


def test_a_packet_tells_when_it_was_sent() -> None:
    packet = video().video_packet(1, 0, 4, NOW_NS)
    assert len(payload(packet)) == 1_100
    assert sending_time_ns(packet) == NOW_NS


def test_latency_is_from_the_sending_time_to_the_arrival() -> None:
    counts = Counts()
    reception(counts).take_rtp(video().video_packet(1, 0, 4, NOW_NS), NOW_NS + 2_500_000)
    assert counts.arrived == 1
    assert counts.latencies_ms == pytest.approx([2.5])


def test_packets_outside_of_the_window_do_not_count() -> None:
    counts = Counts()
    late = Reception((VIDEO_SSRC,), {}, counts, Window(0, NOW_NS), seed=1)
    late.take_rtp(video().video_packet(1, 0, 4, NOW_NS), NOW_NS)
    assert counts.arrived == 0


def test_the_relay_accepts_a_synthetic_offer() -> None:
    fingerprint = Fingerprint("sha-256", ":".join(["AB"] * 32))
    offer = write_offer(identity(random.Random(1)), fingerprint, slots=5)
    negotiated = negotiate(offer, LocalEnd((fingerprint,), ()), slot_limit=7)
    assert len(negotiated.pairs) == 5
