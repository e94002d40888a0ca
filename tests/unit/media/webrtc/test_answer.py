"""What stands in an answer."""

import re

import pytest
from aiortc.sdp import SessionDescription

from media.webrtc.negotiation import negotiate
from tests.unit.media.webrtc.offers import JOINING, LOCAL, real_offer, sections


@pytest.fixture(params=JOINING)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def answer(name: str) -> str:
    return negotiate(real_offer(name), LOCAL, 7).answer


def of_role(answer: str, kind: str, direction: str) -> list[str]:
    return [each for each in sections(answer)[1:] if each.startswith(f"m={kind}") and f"a={direction}\r\n" in each]


def test_the_sections_are_those_of_the_offer(name: str, answer: str) -> None:
    offered, answered = (SessionDescription.parse(each) for each in (real_offer(name), answer))
    assert [media.rtp.muxId for media in answered.media] == [media.rtp.muxId for media in offered.media]
    assert [media.kind for media in answered.media] == [media.kind for media in offered.media]
    assert [group.items for group in answered.group] == [[media.rtp.muxId for media in offered.media]]


def test_the_relay_is_lite_passive_and_multiplexed(answer: str) -> None:
    session, *media = sections(answer)
    assert "a=ice-lite\r\n" in session
    assert all("a=setup:passive\r\n" in each and "a=rtcp-mux\r\n" in each for each in media)


def test_every_candidate_is_told_and_no_more_will_come(answer: str) -> None:
    for each in sections(answer)[1:]:
        assert "a=candidate:1 1 udp 2130706431 192.0.2.1 40000 typ host\r\n" in each
        assert "a=candidate:2 1 udp 2130706175 2001:db8::1 40000 typ host\r\n" in each
        assert each.index("a=candidate:2") < each.index("a=end-of-candidates")


def test_only_opus_and_vp8_remain(answer: str) -> None:
    assert set(re.findall(r"a=rtpmap:\d+ (\S+)", answer)) == {"opus/48000/2", "VP8/90000", "rtx/90000"}


def test_a_microphone_is_asked_for_error_correction_and_silence(answer: str) -> None:
    (microphone,) = of_role(answer, "audio", "recvonly")
    assert "minptime=10;useinbandfec=1;usedtx=1\r\n" in microphone


def test_feedback_is_transport_wide_upwards_and_remb_downwards(answer: str) -> None:
    camera = of_role(answer, "video", "recvonly")[0]
    slot = of_role(answer, "video", "sendonly")[0]
    assert re.findall(r"a=rtcp-fb:\d+ (.+)\r", camera) == ["nack", "nack pli", "ccm fir", "goog-remb", "transport-cc"]
    assert re.findall(r"a=rtcp-fb:\d+ (.+)\r", slot) == ["nack", "nack pli", "ccm fir", "goog-remb"]
    assert "transport-wide-cc" in camera
    assert "transport-wide-cc" not in slot


def test_abs_send_time_is_for_slots_only(answer: str) -> None:
    assert "abs-send-time" not in "".join(of_role(answer, "video", "recvonly"))
    assert "abs-send-time" in of_role(answer, "video", "sendonly")[0]


def test_video_orientation_is_not_negotiated(answer: str) -> None:
    assert "video-orientation" not in answer


def test_a_pair_shares_one_stream_and_one_cname(name: str) -> None:
    negotiated = negotiate(real_offer(name), LOCAL, 7)
    for pair in negotiated.parameters.slots:
        audio = next(each for each in sections(negotiated.answer) if f"a=mid:{pair.audio.mid}\r\n" in each)
        video = next(each for each in sections(negotiated.answer) if f"a=mid:{pair.video.mid}\r\n" in each)
        assert f"a=msid:pair{pair.index} " in audio
        assert f"a=msid:pair{pair.index} " in video
        assert f"a=ssrc:{pair.audio.ssrc} cname:{pair.cname}\r\n" in audio
        assert f"a=ssrc-group:FID {pair.video.ssrc} {pair.video.rtx_ssrc}\r\n" in video
        assert f"a=ssrc:{pair.video.rtx_ssrc} cname:{pair.cname}\r\n" in video
