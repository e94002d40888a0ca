"""A screen or a second camera in a pair of its own, beside the camera's."""

from media.parameters import EVERY_SOURCE
from media.sfu.forwarder import Forwarder
from media.sfu.outputs import VideoPaused
from media.sfu.rtcp import PictureLoss, Remb
from tests.unit.media.sfu.builders import (
    KEY_FRAME,
    T0,
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

ASHA = ssrcs(1)
RAO_CAMERA, RAO_SECOND = ssrcs(2, 0), ssrcs(2, 1)
ASHA_SECOND = 1004


def shared_screen(*others: str) -> Forwarder:
    """Rao sees Asha's camera in the first pair and her second video in the other; both have begun."""
    forwarder = room("asha", "rao", *others, pairs=3)
    forwarder.feed("rao", 0, "asha", "camera", T0)
    forwarder.feed("rao", 1, "asha", "second", T0)
    put(forwarder, "asha", key_frame(ASHA.camera, 100))
    put(forwarder, "asha", second(1, 100, KEY_FRAME))
    return forwarder


def limited(forwarder: Forwarder, viewer: str, bitrate_bps: int) -> None:
    forwarder.handle_rtcp(viewer, [Remb(1, 2 * bitrate_bps, ()), Remb(1, bitrate_bps, ())], T0)


def test_camera_and_second_video_each_reach_their_own_slot() -> None:
    forwarder = shared_screen()
    [camera] = sent_rtp(put(forwarder, "asha", rtp(ASHA.camera, 101)), "rao")
    [screen] = sent_rtp(put(forwarder, "asha", second(1, 101)), "rao")
    assert (camera.ssrc, screen.ssrc) == (RAO_CAMERA.slot_video, RAO_SECOND.slot_video)


def test_the_voice_is_heard_once_with_the_camera() -> None:
    forwarder = shared_screen()
    [heard] = sent_rtp(put(forwarder, "asha", voice(ASHA.voice, 1)), "rao")
    assert heard.ssrc == RAO_CAMERA.slot_audio


def test_a_second_video_that_nobody_is_shown_goes_nowhere() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 0, "asha", "camera", T0)
    assert put(forwarder, "asha", second(1, 100, KEY_FRAME)) == []


def test_a_second_video_begins_with_a_key_frame_of_its_own() -> None:
    forwarder = room("asha", "rao")
    forwarder.feed("rao", 1, "asha", "second", T0)
    put(forwarder, "asha", key_frame(ASHA.camera, 100))
    assert sent_rtp(put(forwarder, "asha", second(1, 1)), "rao") == []
    assert len(sent_rtp(put(forwarder, "asha", second(1, 2, KEY_FRAME)), "rao")) == 1


def test_a_key_frame_is_asked_of_the_video_that_the_pair_shows() -> None:
    forwarder = shared_screen()
    ticks(forwarder, T0, T0 + 1)
    asked = forwarder.handle_rtcp("rao", [PictureLoss(1, RAO_SECOND.slot_video)], T0 + 1)
    assert [each.media_ssrc for each in of_kind(PictureLoss, sent_rtcp(asked, "asha"))] == [ASHA_SECOND]
    asked = forwarder.handle_rtcp("rao", [PictureLoss(1, RAO_CAMERA.slot_video)], T0 + 1)
    assert [each.media_ssrc for each in of_kind(PictureLoss, sent_rtcp(asked, "asha"))] == [ASHA.camera]


def test_a_new_viewer_of_the_second_video_asks_for_its_key_frame_only() -> None:
    forwarder = shared_screen("meera")
    ticks(forwarder, T0, T0 + 1)
    asked = forwarder.feed("meera", 0, "asha", "second", T0 + 1)
    assert [each.media_ssrc for each in of_kind(PictureLoss, sent_rtcp(asked, "asha"))] == [ASHA_SECOND]


def test_a_pair_may_change_from_the_camera_to_the_second_video() -> None:
    forwarder = shared_screen()
    forwarder.feed("rao", 0, "asha", "second", T0)
    assert sent_rtp(put(forwarder, "asha", rtp(ASHA.camera, 101)), "rao") == []
    assert sent_rtp(put(forwarder, "asha", voice(ASHA.voice, 1)), "rao") == []
    assert len(sent_rtp(put(forwarder, "asha", second(1, 101, KEY_FRAME)), "rao")) == 2


def test_who_joins_again_is_shown_again_in_both_pairs() -> None:
    forwarder = shared_screen()
    forwarder.add("asha", parameters(1, 3), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    assert len(sent_rtp(put(forwarder, "asha", second(1, 101, KEY_FRAME)), "rao")) == 1
    assert len(sent_rtp(put(forwarder, "asha", key_frame(ASHA.camera, 101)), "rao")) == 1


def test_who_leaves_takes_both_videos_away() -> None:
    forwarder = shared_screen()
    forwarder.remove("asha", T0)
    forwarder.add("asha", parameters(1, 3), EVERY_SOURCE, T0)
    forwarder.ready("asha", T0)
    assert put(forwarder, "asha", second(1, 101, KEY_FRAME)) == put(forwarder, "asha", key_frame(ASHA.camera, 1)) == []


def test_the_only_viewers_limit_holds_for_camera_and_second_video_together() -> None:
    forwarder = shared_screen()
    limited(forwarder, "rao", 600_000)
    [cap, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0, T0 + 0.2), "asha"))
    assert (cap.bitrate_bps, set(cap.ssrcs)) == (600_000, {ASHA.camera, ASHA_SECOND})


def test_a_video_that_rests_has_no_share_of_the_limit() -> None:
    forwarder = shared_screen("meera")
    forwarder.feed("rao", 2, "meera", "camera", T0)
    forwarder._members["rao"].pairs[1].video.paused = True
    limited(forwarder, "rao", 600_000)
    [cap, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0, T0 + 0.05), "asha"))
    assert cap.bitrate_bps == 300_000


def test_with_another_viewer_of_the_second_video_the_limit_is_lifted() -> None:
    """She would be held to what Rao's line carries, and Meera would see the worse for it."""
    forwarder = shared_screen("meera")
    limited(forwarder, "rao", 600_000)
    ticks(forwarder, T0, T0 + 0.2)
    forwarder.feed("meera", 0, "asha", "second", T0 + 0.2)
    [lifted] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + 0.2, T0 + 2), "asha"))
    assert lifted.bitrate_bps >= 10_000_000


def test_the_limit_outlives_a_second_video_that_ends() -> None:
    forwarder = shared_screen()
    limited(forwarder, "rao", 600_000)
    ticks(forwarder, T0, T0 + 0.2)
    forwarder.feed("rao", 1, None, "camera", T0 + 0.2)
    forwarder.permit("asha", ("microphone", "camera"), T0 + 0.2)
    [cap, *_] = of_kind(Remb, sent_rtcp(ticks(forwarder, T0 + 0.2, T0 + 1.5), "asha"))
    assert (cap.bitrate_bps, cap.ssrcs) == (600_000, (ASHA.camera,))


def test_on_an_overdrawn_line_the_last_pair_rests_first() -> None:
    forwarder = shared_screen("meera")
    forwarder.feed("meera", 0, "asha", "camera", T0)
    outputs = []
    for index in range(500):
        now = T0 + index / 100
        outputs += put(forwarder, "asha", rtp(ASHA.camera, 101 + index, payload=b"\x00" * 1000), now)
        outputs += put(forwarder, "asha", second(1, 101 + index, b"\x00" * 1000), now)
        if index % 50 == 49:
            word = 900_000 if index % 100 == 49 else 800_000
            forwarder.handle_rtcp("rao", [Remb(1, word, ())], now)
        outputs += forwarder.tick(now)
    assert of_kind(VideoPaused, outputs)[0] == VideoPaused("rao", 1, paused=True)
