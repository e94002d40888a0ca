"""What is not permitted is received and counted, and goes no further, whatever the page does."""

import pytest

from media.parameters import EVERY_SOURCE
from media.sfu.forwarder import Forwarder
from media.sfu.outputs import VideoPaused
from media.sfu.rtcp import Nack, PictureLoss, ReceiverReport, Remb, SenderReport, TransportFeedback
from tests.unit.media.sfu.builders import (
    RTX,
    T0,
    TRANSPORT_SEQUENCE,
    call_of_two,
    key_frame,
    of_kind,
    parameters,
    put,
    room,
    rtp,
    second,
    sent_rtcp,
    sent_rtp,
    ssrcs,
    ticks,
    voice,
)

ASHA, RAO, MEERA = ssrcs(1), ssrcs(2), ssrcs(3)


def heard_and_seen(forwarder: Forwarder, sequence: int) -> tuple[int, int]:
    """How many packets of Asha's voice and of her picture, which begins anew, reach Rao."""
    spoken = put(forwarder, "asha", voice(ASHA.voice, sequence))
    shown = put(forwarder, "asha", key_frame(ASHA.camera, 100 + sequence))
    return len(sent_rtp(spoken, "rao")), len(sent_rtp(shown, "rao"))


def test_a_muted_microphone_is_not_forwarded_and_the_picture_goes_on() -> None:
    forwarder = call_of_two()
    forwarder.permit("asha", ["camera"], T0)
    assert heard_and_seen(forwarder, 1) == (0, 1)
    assert forwarder.counters["rtp_not_permitted"] == 1


def test_a_camera_that_is_off_is_not_forwarded_and_the_voice_goes_on() -> None:
    forwarder = call_of_two()
    forwarder.permit("asha", ["microphone"], T0)
    assert heard_and_seen(forwarder, 1) == (1, 0)


def test_who_may_publish_nothing_is_forwarded_nothing_of() -> None:
    forwarder = room("rao")
    forwarder.add("asha", parameters(3), (), T0)
    forwarder.ready("asha", T0)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert put(forwarder, "asha", voice(MEERA.voice, 1)) == []
    assert put(forwarder, "asha", key_frame(MEERA.camera, 1)) == []
    assert forwarder.counters["rtp_not_permitted"] == 2


def test_joining_again_brings_its_own_permissions() -> None:
    forwarder = call_of_two()
    forwarder.add("asha", parameters(1), ["camera"], T0)
    forwarder.ready("asha", T0)
    assert heard_and_seen(forwarder, 1) == (0, 1)
    forwarder.add("asha", parameters(1), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    assert heard_and_seen(forwarder, 2) == (1, 1)


def test_permitting_the_same_again_changes_nothing() -> None:
    forwarder = call_of_two()
    assert forwarder.permit("asha", EVERY_SOURCE, T0) == []
    assert len(sent_rtp(put(forwarder, "asha", rtp(ASHA.camera, 101)), "rao")) == 1


def test_permissions_of_somebody_unknown_are_ignored() -> None:
    forwarder = call_of_two()
    assert forwarder.permit("nobody", (), T0) == []
    assert heard_and_seen(forwarder, 1) == (1, 1)


def test_the_muting_of_one_does_not_touch_the_others() -> None:
    forwarder = call_of_two()
    forwarder.permit("asha", (), T0)
    assert len(sent_rtp(put(forwarder, "rao", voice(RAO.voice, 1)), "asha")) == 1


def test_a_retransmission_of_what_is_not_permitted_is_not_forwarded() -> None:
    forwarder = call_of_two()
    put(forwarder, "asha", rtp(ASHA.camera, 102))
    forwarder.permit("asha", ["microphone"], T0)
    repair = rtp(ASHA.camera_rtx, 1, payload=(101).to_bytes(2, "big") + b"x", payload_type=RTX)
    assert put(forwarder, "asha", repair) == []


@pytest.mark.parametrize("rtx", [True, False])
def test_what_was_sent_before_a_camera_was_switched_off_is_not_repeated(rtx: bool) -> None:
    forwarder = call_of_two(rtx=rtx)
    [sent] = sent_rtp(put(forwarder, "asha", rtp(ASHA.camera, 101)), "rao")
    forwarder.permit("asha", ["microphone"], T0)
    assert forwarder.handle_rtcp("rao", [Nack(1, RAO.slot_video, (sent.sequence,))], T0 + 0.1) == []


def test_her_packets_still_count_for_reports_and_feedback() -> None:
    forwarder = call_of_two()
    forwarder.permit("asha", (), T0)
    put(forwarder, "asha", rtp(ASHA.camera, 101, extensions=[(TRANSPORT_SEQUENCE, b"\0\1")]))
    told = sent_rtcp(ticks(forwarder, T0, T0 + 0.3), "asha")
    assert of_kind(TransportFeedback, told)
    assert [block.packets_lost for report in of_kind(ReceiverReport, told) for block in report.blocks] == [0]


def test_nothing_is_asked_of_a_sender_who_is_not_permitted() -> None:
    forwarder = call_of_two()
    ticks(forwarder, T0, T0 + 1)
    forwarder.handle_rtcp("rao", [PictureLoss(1, RAO.slot_video), PictureLoss(1, RAO.slot_video)], T0 + 1)
    forwarder.permit("asha", ["microphone"], T0 + 1)
    put(forwarder, "asha", rtp(ASHA.camera, 105), T0 + 1)
    put(forwarder, "asha", rtp(ASHA.camera, 9000), T0 + 1)
    asked = forwarder.handle_rtcp("rao", [PictureLoss(1, RAO.slot_video)], T0 + 2)
    told = sent_rtcp([*asked, *ticks(forwarder, T0 + 1, T0 + 4)], "asha")
    assert not of_kind(PictureLoss, told)
    assert not of_kind(Nack, told)


def test_no_sender_report_is_sent_for_a_slot_that_is_silent() -> None:
    forwarder = call_of_two()
    put(forwarder, "asha", voice(ASHA.voice, 1))
    forwarder.permit("asha", (), T0)
    assert of_kind(SenderReport, sent_rtcp(ticks(forwarder, T0, T0 + 2.5), "rao")) == []


def test_a_camera_that_is_permitted_again_begins_with_a_key_frame_that_is_asked_for_at_once() -> None:
    forwarder = call_of_two()
    ticks(forwarder, T0, T0 + 1)
    forwarder.permit("asha", ["microphone"], T0 + 1)
    put(forwarder, "asha", rtp(ASHA.camera, 101), T0 + 1)
    [request] = of_kind(PictureLoss, sent_rtcp(forwarder.permit("asha", EVERY_SOURCE, T0 + 2), "asha"))
    assert request.media_ssrc == ASHA.camera
    assert sent_rtp(put(forwarder, "asha", rtp(ASHA.camera, 102), T0 + 2), "rao") == []
    assert len(sent_rtp(put(forwarder, "asha", key_frame(ASHA.camera, 103), T0 + 2), "rao")) == 1


def test_a_voice_that_is_permitted_again_leaves_no_gap_that_would_look_like_loss() -> None:
    forwarder = call_of_two()
    [before] = sent_rtp(put(forwarder, "asha", voice(ASHA.voice, 1, 960)), "rao")
    forwarder.permit("asha", ["camera"], T0)
    for sequence in range(2, 50):
        put(forwarder, "asha", voice(ASHA.voice, sequence, 960 * sequence), T0 + sequence / 50)
    forwarder.permit("asha", EVERY_SOURCE, T0 + 1)
    [after] = sent_rtp(put(forwarder, "asha", voice(ASHA.voice, 50, 48_000), T0 + 1), "rao")
    assert after.sequence == before.sequence + 1
    assert (after.timestamp - before.timestamp) & 0xFFFFFFFF == 48_000


def test_a_resting_picture_that_is_switched_off_is_told_as_resumed() -> None:
    forwarder = call_of_two()
    forwarder._members["rao"].pairs[0].video.paused = True
    assert forwarder.permit("asha", ["microphone"], T0) == [VideoPaused("rao", 0, paused=False)]


def test_somebody_muted_is_not_expected_to_send() -> None:
    forwarder = call_of_two()
    assert forwarder.expects_media("asha")
    forwarder.permit("asha", (), T0)
    assert not forwarder.expects_media("asha")


def test_a_viewer_is_the_only_one_where_the_other_picture_is_switched_off() -> None:
    """Her line's room is then for the one picture that is left."""
    forwarder = room("asha", "rao", "meera")
    for pair, source in enumerate(("asha", "meera")):
        forwarder.feed("rao", pair, source, "camera", T0)
    put(forwarder, "asha", key_frame(ASHA.camera, 100))
    forwarder.permit("meera", ["microphone"], T0)
    forwarder.handle_rtcp("rao", [Remb(1, 600_000, ()), Remb(1, 300_000, ())], T0)
    [cap, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0, T0 + 0.2), "asha"))
    assert cap.bitrate_bps == 300_000


def test_a_second_video_is_permitted_by_itself() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 1, "asha", "second", T0)
    forwarder.permit("asha", ["microphone", "camera"], T0)
    assert put(forwarder, "asha", second(1, 1, b"\x10\x00key")) == []
    forwarder.permit("asha", EVERY_SOURCE, T0)
    assert len(sent_rtp(put(forwarder, "asha", second(1, 2, b"\x10\x00key")), "rao")) == 1
