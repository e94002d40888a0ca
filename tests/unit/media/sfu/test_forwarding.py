"""Packets in, packets out: who gets what, under which numbers."""

import pytest

from media.parameters import EVERY_SOURCE
from media.sfu.outputs import ResendCiphertext
from media.sfu.packet import RtpPacket
from media.sfu.rtcp import Nack, PictureLoss, SenderReport, SourceDescription
from tests.unit.media.sfu.builders import (
    ABS_SEND_TIME,
    CONTINUATION,
    KEY_FRAME,
    MID,
    REPAIRED_RID,
    RID,
    RTX,
    T0,
    VP8,
    call_of_two,
    key_frame,
    of_kind,
    parameters,
    payload,
    room,
    rtp,
    sent_rtcp,
    sent_rtp,
    ssrcs,
    ticks,
    voice,
)

ASHA, RAO = ssrcs(1), ssrcs(2)


def test_a_voice_reaches_the_slot_that_shows_its_speaker() -> None:
    forwarder = call_of_two()
    [out] = sent_rtp(forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0), "rao")
    assert (out.ssrc, out.payload_type, payload(out)) == (RAO.slot_audio, 111, b"opus")
    assert out.extension(ABS_SEND_TIME) is not None
    assert out.extension(MID) is None


def test_nobody_hears_herself_and_strangers_hear_nothing() -> None:
    forwarder = room("asha", "rao", "meera")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    outputs = forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0)
    assert len(sent_rtp(outputs, "rao")) == 1
    assert sent_rtp(outputs, "asha") == sent_rtp(outputs, "meera") == []


def test_eight_people_see_each_other() -> None:
    names = [f"p{n}" for n in range(1, 9)]
    forwarder = room(*names, pairs=7)
    for viewer in names:
        for pair, source in enumerate(name for name in names if name != viewer):
            forwarder.feed(viewer, pair, source, "camera", T0)
    for number, name in enumerate(names, 1):
        outputs = forwarder.handle_rtp(name, key_frame(ssrcs(number).camera, 1), T0)
        assert all(len(sent_rtp(outputs, viewer)) == (viewer != name) for viewer in names)


def test_a_picture_begins_with_a_key_frame() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 99), T0), "rao") == []
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 100, payload=b"\x10\x01delta"), T0), "rao") == []
    assert len(sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 101), T0), "rao")) == 1
    assert len(sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 102), T0), "rao")) == 1


def test_a_picture_does_not_begin_with_a_key_frame_that_came_late() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0)
    assert sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 100), T0), "rao") == []


def test_who_is_not_ready_is_sent_nothing() -> None:
    forwarder = room("asha")
    forwarder.add("rao", parameters(2), EVERY_SOURCE, T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0) == []


def test_reordered_packets_keep_their_order_for_the_receiver() -> None:
    forwarder = call_of_two()
    outs = [sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, s), T0), "rao")[0] for s in (102, 101, 103)]
    assert (outs[0].sequence - outs[1].sequence, outs[2].sequence - outs[0].sequence) == (1, 1)


def test_duplicates_are_sent_once() -> None:
    forwarder = call_of_two()
    assert len(sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao")) == 1
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao") == []
    assert forwarder.counters["rtp_duplicate"] == 1


def test_sequence_numbers_and_timestamps_wrap_on_the_way_in() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    first = sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 65535, 0xFFFFFFFF), T0), "rao")[0]
    second = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 0, 2999), T0), "rao")[0]
    assert (second.sequence - first.sequence, (second.timestamp - first.timestamp) & 0xFFFFFFFF) == (1, 3000)


def test_padding_ends_here_and_its_gap_is_closed() -> None:
    forwarder = call_of_two()
    before = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao")[0]
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 102, payload=b"", padding=99), T0), "rao") == []
    after = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 103), T0), "rao")[0]
    assert after.sequence == before.sequence + 1


def test_late_padding_fills_the_place_that_was_left_for_it() -> None:
    forwarder = call_of_two()
    after = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 102), T0), "rao")[0]
    [late] = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101, payload=b"", padding=99), T0), "rao")
    assert late.is_empty
    assert late.sequence == after.sequence - 1


def test_a_new_face_in_a_pair_goes_on_with_the_numbers_and_the_time_of_the_last() -> None:
    forwarder = room("asha", "rao", "meera")
    forwarder.feed("meera", 0, "asha", "camera", T0)
    first = sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 100, 7), T0), "meera")[0]
    forwarder.feed("meera", 0, "rao", "camera", T0 + 1)
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101, 7), T0 + 1), "meera") == []
    second = sent_rtp(forwarder.handle_rtp("rao", key_frame(RAO.camera, 5000, 99), T0 + 2), "meera")[0]
    assert second.ssrc == first.ssrc
    assert second.sequence == first.sequence + 1
    assert (second.timestamp - first.timestamp) & 0xFFFFFFFF == 180_000


def test_a_pair_that_shows_nobody_is_silent() -> None:
    forwarder = call_of_two()
    forwarder.feed("rao", 0, None, "camera", T0)
    assert sent_rtp(forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0), "rao") == []


def test_a_face_that_comes_back_into_its_pair_begins_with_a_key_frame() -> None:
    forwarder = call_of_two()
    forwarder.feed("rao", 0, None, "camera", T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao") == []
    assert len(sent_rtp(forwarder.handle_rtp("asha", key_frame(ASHA.camera, 102), T0), "rao")) == 1


def test_an_unknown_pair_is_an_error_and_changes_nothing() -> None:
    forwarder = call_of_two()
    with pytest.raises(KeyError):
        forwarder.feed("rao", 9, "asha", "camera", T0)
    with pytest.raises(KeyError):
        forwarder.feed("nobody", 0, "asha", "camera", T0)
    assert len(sent_rtp(forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0), "rao")) == 1


def test_who_leaves_is_heard_no_more_and_may_come_again() -> None:
    forwarder = call_of_two()
    forwarder.remove("asha", T0)
    assert forwarder.handle_rtp("asha", voice(ASHA.voice, 1), T0) == []
    forwarder.add("asha", parameters(1), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    assert sent_rtp(forwarder.handle_rtp("asha", voice(ASHA.voice, 2), T0), "rao") == []
    forwarder.remove("asha", T0)
    forwarder.remove("rao", T0)
    assert forwarder.is_empty


def test_who_joins_again_is_seen_by_those_who_saw_her() -> None:
    forwarder = call_of_two()
    forwarder.add("asha", parameters(1, announced=False), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    fresh = rtp(4242, 7, payload=b"\x10\x00key", extensions=[(MID, b"1")])
    assert len(sent_rtp(forwarder.handle_rtp("asha", fresh, T0), "rao")) == 1


def test_a_camera_that_was_not_announced_is_found_by_its_mid_and_remembered() -> None:
    forwarder = room("rao")
    forwarder.add("asha", parameters(3, announced=False), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert forwarder.handle_rtp("asha", key_frame(777, 1), T0) == []
    known = rtp(777, 2, payload=b"\x10\x00key", extensions=[(MID, b"1")])
    assert len(sent_rtp(forwarder.handle_rtp("asha", known, T0), "rao")) == 1
    assert len(sent_rtp(forwarder.handle_rtp("asha", rtp(777, 3), T0), "rao")) == 1


def test_a_second_video_of_the_same_payload_type_does_not_mix_with_the_camera() -> None:
    forwarder = call_of_two()
    screen = rtp(888, 1, payload=b"\x10\x00key", extensions=[(MID, b"2")])
    assert sent_rtp(forwarder.handle_rtp("asha", screen, T0), "rao") == []


def test_of_two_encodings_the_first_is_forwarded_and_its_repair_stream_repairs_it() -> None:
    forwarder = room("rao")
    forwarder.add("asha", parameters(3, announced=False), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)

    def encoded(ssrc: int, sequence: int, rid: bytes) -> bytes:
        return rtp(ssrc, sequence, payload=b"\x10\x00key", extensions=[(MID, b"1"), (RID, rid)])

    low = forwarder.handle_rtp("asha", encoded(501, 1, b"l"), T0)
    high = forwarder.handle_rtp("asha", encoded(502, 1, b"h"), T0)
    repair = rtp(503, 9, payload=b"\x00\x02again", payload_type=RTX, extensions=[(MID, b"1"), (REPAIRED_RID, b"l")])
    repaired = forwarder.handle_rtp("asha", repair, T0)
    assert [len(sent_rtp(outs, "rao")) for outs in (low, high, repaired)] == [1, 0, 1]
    assert payload(sent_rtp(repaired, "rao")[0]) == b"again"


def test_a_wrong_payload_type_on_a_known_ssrc_is_not_forwarded() -> None:
    forwarder = call_of_two()
    assert sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101, payload_type=99), T0), "rao") == []


def test_bytes_that_are_no_rtp_are_counted_and_dropped() -> None:
    forwarder = call_of_two()
    for data in (b"", b"\x80", b"\xff" * 40, rtp(1, 1)[:14]):
        forwarder.handle_rtp("asha", data, T0)
    assert forwarder.counters["rtp_malformed"] == 3


def test_the_table_of_ssrcs_is_bounded() -> None:
    forwarder = call_of_two()
    for ssrc in range(10_000, 10_100):
        forwarder.handle_rtp("asha", rtp(ssrc, 1, extensions=[(MID, b"1")]), T0)
    assert forwarder.counters["rtp_unrouted"] > 60


def test_a_lost_packet_is_repeated_on_the_repair_stream() -> None:
    forwarder = call_of_two()
    [lost] = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101, 12), T0), "rao")
    [again] = sent_rtp(forwarder.handle_rtcp("rao", [Nack(1, RAO.slot_video, (lost.sequence,))], T0 + 0.1), "rao")
    assert (again.ssrc, again.payload_type, again.timestamp) == (RAO.slot_rtx, RTX, lost.timestamp)
    original = again.restored(VP8, RAO.slot_video)
    assert original is not None
    assert (original.sequence, payload(original)) == (lost.sequence, CONTINUATION)


def test_repetitions_have_numbers_of_their_own_and_wait_a_round_trip() -> None:
    forwarder = call_of_two()
    [lost] = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao")
    nack = [Nack(1, RAO.slot_video, (lost.sequence,))]
    first = sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 0.1), "rao")
    at_once = sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 0.11), "rao")
    later = sent_rtp(forwarder.handle_rtcp("rao", nack, T0 + 0.4), "rao")
    assert (len(first), len(at_once), len(later)) == (1, 0, 1)
    assert later[0].sequence == (first[0].sequence + 1) & 0xFFFF


def test_what_is_older_than_two_seconds_is_not_repeated() -> None:
    forwarder = call_of_two()
    [lost] = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao")
    assert forwarder.handle_rtcp("rao", [Nack(1, RAO.slot_video, (lost.sequence,))], T0 + 2.1) == []


def test_without_a_repair_stream_the_same_ciphertext_is_sent_again() -> None:
    forwarder = call_of_two(rtx=False)
    [out] = forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0)
    assert out.keep  # type: ignore[union-attr]
    sequence = RtpPacket(out.packet).sequence  # type: ignore[union-attr]
    again = forwarder.handle_rtcp("rao", [Nack(1, RAO.slot_video, (sequence,))], T0 + 0.1)
    assert again == [ResendCiphertext("rao", RAO.slot_video, sequence)]


def test_a_gap_on_the_uplink_is_asked_for_and_its_repair_forwarded() -> None:
    forwarder = call_of_two()
    before = sent_rtp(forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0), "rao")[0]
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 104), T0)
    nacks = of_kind(Nack, sent_rtcp(ticks(forwarder, T0, T0 + 0.03), "asha"))
    assert [nack.sequences for nack in nacks] == [(102, 103)]
    repair = rtp(ASHA.camera_rtx, 1, payload=(102).to_bytes(2, "big") + b"found", payload_type=RTX)
    [out] = sent_rtp(forwarder.handle_rtp("asha", repair, T0 + 0.04), "rao")
    assert (payload(out), out.sequence) == (b"found", before.sequence + 1)
    again = of_kind(Nack, sent_rtcp(ticks(forwarder, T0 + 0.03, T0 + 0.2), "asha"))
    assert again
    assert all(nack.sequences == (103,) for nack in again)


def test_a_repaired_packet_that_came_after_all_is_a_duplicate() -> None:
    forwarder = call_of_two()
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 102), T0)
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 101), T0)
    repair = rtp(ASHA.camera_rtx, 1, payload=(101).to_bytes(2, "big") + b"x", payload_type=RTX)
    assert sent_rtp(forwarder.handle_rtp("asha", repair, T0), "rao") == []


def test_a_switch_is_followed_by_a_sender_report_at_once() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    outputs = forwarder.handle_rtp("asha", key_frame(ASHA.camera, 1), T0)
    [report] = of_kind(SenderReport, sent_rtcp(outputs, "rao"))
    [description] = of_kind(SourceDescription, sent_rtcp(outputs, "rao"))
    assert report.ssrc == RAO.slot_video
    assert report.rtp_timestamp == sent_rtp(outputs, "rao")[0].timestamp
    assert description.chunks == ((RAO.slot_video, "pair0"),)


def test_a_receivers_key_frame_request_reaches_the_source() -> None:
    forwarder = call_of_two()
    ticks(forwarder, T0, T0 + 1)
    outputs = forwarder.handle_rtcp("rao", [PictureLoss(1, RAO.slot_video)], T0 + 1)
    [request] = of_kind(PictureLoss, sent_rtcp(outputs, "asha"))
    assert request.media_ssrc == ASHA.camera
    assert forwarder.handle_rtcp("rao", [PictureLoss(1, RAO.slot_video)], T0 + 1.1) == []
    merged = of_kind(PictureLoss, sent_rtcp(ticks(forwarder, T0 + 1.1, T0 + 1.6), "asha"))
    assert len(merged) == 1


def test_a_new_viewer_asks_for_a_key_frame_once_she_can_be_sent_one() -> None:
    forwarder = call_of_two()
    ticks(forwarder, T0, T0 + 1)
    forwarder.add("meera", parameters(3), EVERY_SOURCE, T0 + 1)
    assert sent_rtcp(forwarder.feed("meera", 0, "asha", "camera", T0 + 1), "asha") == []
    assert of_kind(PictureLoss, sent_rtcp(forwarder.ready("meera", T0 + 1), "asha"))


def test_a_viewer_who_still_waits_asks_again() -> None:
    forwarder = room("asha", "rao")
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 1), T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    requests = of_kind(PictureLoss, sent_rtcp(ticks(forwarder, T0, T0 + 3.5), "asha"))
    assert len(requests) >= 3


def test_a_gap_too_wide_asks_for_a_key_frame_instead() -> None:
    forwarder = call_of_two()
    ticks(forwarder, T0, T0 + 1)
    outputs = forwarder.handle_rtp("asha", rtp(ASHA.camera, 5000), T0 + 1)
    assert of_kind(PictureLoss, sent_rtcp(outputs, "asha"))
    assert of_kind(Nack, sent_rtcp(ticks(forwarder, T0 + 1, T0 + 1.2), "asha")) == []


def test_a_picture_may_begin_with_a_repaired_packet_if_it_is_the_newest() -> None:
    forwarder = room("asha", "rao")
    forwarder.handle_rtp("asha", rtp(ASHA.camera, 99), T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    repair = rtp(ASHA.camera_rtx, 1, payload=(100).to_bytes(2, "big") + KEY_FRAME, payload_type=RTX)
    outputs = forwarder.handle_rtp("asha", repair, T0)
    assert [payload(packet) for packet in sent_rtp(outputs, "rao")] == [KEY_FRAME]
    assert of_kind(SenderReport, sent_rtcp(outputs, "rao"))
