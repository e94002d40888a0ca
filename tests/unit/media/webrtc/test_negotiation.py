"""Offers of our shape are answered; every other is refused in a sentence."""

from dataclasses import replace

import pytest

from media.errors import OfferRefused
from media.webrtc.negotiation import Negotiated, negotiate, renegotiate
from tests.unit.media.webrtc.offers import JOINING, LOCAL, only, real_offer, sections, without

SLOT_LIMIT = 7


def refusal(offer: str, slot_limit: int = SLOT_LIMIT) -> str:
    with pytest.raises(OfferRefused) as refused:
        negotiate(offer, LOCAL, slot_limit)
    assert refused.value.code == "bad_offer"
    return refused.value.message


@pytest.fixture
def offer() -> str:
    return real_offer("chromium_every_codec")


@pytest.mark.parametrize("name", JOINING)
def test_offers_of_browsers_are_accepted(name: str) -> None:
    parameters = negotiate(real_offer(name), LOCAL, SLOT_LIMIT).parameters
    assert [uplink.name for uplink in parameters.uplinks] == ["microphone", "camera", "second"]
    assert all(uplink.rtx_payload_type is not None for uplink in parameters.uplinks if uplink.kind == "video")
    assert all(len(uplink.ssrcs) == 1 for uplink in parameters.uplinks)
    assert all(len(uplink.rtx_ssrcs) == (uplink.kind == "video") for uplink in parameters.uplinks)
    assert all(pair.video.rtx_ssrc is not None and pair.audio.rtx_ssrc is None for pair in parameters.slots)


def test_pairs_are_the_receiving_sections_in_their_order() -> None:
    negotiated = negotiate(real_offer("firefox"), LOCAL, SLOT_LIMIT)
    assert negotiated.pairs == tuple((index, str(3 + 2 * index), str(4 + 2 * index)) for index in range(7))


def test_pairs_are_matched_by_kind_wherever_the_sections_stand(offer: str) -> None:
    session, *media = sections(only(offer, "3", "4", "5", "6"))
    swapped = session + "".join(media[index] for index in (0, 1, 3, 2))
    negotiated = negotiate(swapped, LOCAL, SLOT_LIMIT)
    assert negotiated.pairs == ((0, "3", "4"), (1, "5", "6"))


def test_the_first_vp8_is_chosen_with_its_own_rtx() -> None:
    camera = negotiate(real_offer("safari_by_hand"), LOCAL, SLOT_LIMIT).parameters.uplinks[1]
    assert (camera.payload_type, camera.rtx_payload_type) == (127, 103)


def test_extension_ids_are_one_map_of_the_bundle() -> None:
    extensions = negotiate(real_offer("firefox"), LOCAL, SLOT_LIMIT).parameters.extensions
    assert (extensions.mid, extensions.abs_send_time, extensions.transport_sequence_number) == (3, 4, 7)


def test_transport_wide_feedback_is_not_agreed_to_where_it_was_not_offered(offer: str) -> None:
    silent = "".join(line for line in offer.splitlines(keepends=True) if "transport-cc" not in line)
    assert negotiate(silent, LOCAL, SLOT_LIMIT).parameters.extensions.transport_sequence_number is None


def test_ssrcs_of_slots_are_new_and_all_different() -> None:
    parameters = negotiate(real_offer("chromium"), LOCAL, SLOT_LIMIT).parameters
    chosen = [each for pair in parameters.slots for each in (pair.audio.ssrc, pair.video.ssrc, pair.video.rtx_ssrc)]
    theirs: list[int | None] = [ssrc for uplink in parameters.uplinks for ssrc in uplink.ssrcs + uplink.rtx_ssrcs]
    assert len(set(chosen + theirs)) == len(chosen) + len(theirs)


def test_credentials_are_new_for_everybody(offer: str) -> None:
    one, other = (negotiate(offer, LOCAL, SLOT_LIMIT).parameters.credentials for _ in range(2))
    assert len(one.ufrag) >= 8
    assert len(one.password) >= 24
    assert one.ufrag != other.ufrag
    assert one.password != other.password


def test_a_listener_without_camera_and_microphone_is_welcome(offer: str) -> None:
    assert negotiate(only(offer, "3", "4"), LOCAL, SLOT_LIMIT).parameters.uplinks == ()


def test_sources_may_be_left_to_the_mid(offer: str) -> None:
    parameters = negotiate(without(offer, "a=ssrc"), LOCAL, SLOT_LIMIT).parameters
    assert all(uplink.ssrcs == () for uplink in parameters.uplinks)


def test_without_rtx_no_retransmission_is_promised() -> None:
    pruned = real_offer("chromium").replace("m=video 9 UDP/TLS/RTP/SAVPF 96 97", "m=video 9 UDP/TLS/RTP/SAVPF 96")
    slot = negotiate(without(without(pruned, "a=rtpmap:97"), "a=fmtp:97"), LOCAL, SLOT_LIMIT).parameters.slots[0].video
    assert (slot.rtx_ssrc, slot.rtx_payload_type) == (None, None)


@pytest.mark.parametrize(
    ("removed", "word"),
    [
        ("a=group:BUNDLE", "BUNDLE"),
        ("a=mid:1", "MID"),
        ("a=rtcp-mux", "RTCP"),
        ("a=fingerprint", "fingerprint"),
        ("a=setup", "setup"),
        ("a=ice-ufrag", "ICE"),
        ("a=rtpmap:96 ", "VP8"),
        ("a=rtpmap:111 ", "Opus"),
        ("m=", "sections"),
    ],
)
def test_what_is_missing_is_named(offer: str, removed: str, word: str) -> None:
    if removed.startswith("a=rtpmap"):
        offer = without(without(offer, removed.replace("rtpmap", "fmtp")), removed.replace("rtpmap", "rtcp-fb"))
    assert word in refusal(without(offer, removed))


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("BUNDLE 0 1 2 3 4 5 6", "BUNDLE 0 1 2 3 4 5", "BUNDLE"),
        ("a=mid:1\r\n", "a=mid:0\r\n", "same MID"),
        ("a=mid:1\r\n", "a=mid:a b\r\n", "MID"),
        ("a=setup:actpass", "a=setup:passive", "setup"),
        ("a=fingerprint:sha-256", "a=fingerprint:md5", "fingerprint"),
        ("a=fingerprint:sha-256 A0:", "a=fingerprint:sha-256 A0A0:", "fingerprint"),
        ("opus/48000/2", "opus/48000", "Opus"),
        ("VP8/90000", "VP8/8000", "VP8"),
        ("a=recvonly", "a=inactive", "slot"),
    ],
)
def test_what_is_wrong_is_named(offer: str, old: str, new: str, word: str) -> None:
    spoilt = offer.replace(old, new)
    assert spoilt != offer
    assert word in refusal(spoilt)


def test_one_section_with_another_fingerprint_is_refused(offer: str) -> None:
    assert "fingerprint" in refusal(offer.replace("a=fingerprint:sha-256 A0:", "a=fingerprint:sha-256 A1:", 1))


def test_one_header_extension_with_two_ids_is_refused(offer: str) -> None:
    assert "two ids" in refusal(offer.replace("a=extmap:4 urn", "a=extmap:9 urn", 1))


def test_one_id_for_two_header_extensions_is_refused(offer: str) -> None:
    assert "one id" in refusal(offer.replace("a=extmap:4 urn", "a=extmap:2 urn"))


def test_data_channels_are_refused(offer: str) -> None:
    channel = "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\na=mid:7\r\na=sctp-port:5000\r\n"
    assert "data channel" in refusal(offer.replace("5 6\r\n", "5 6 7\r\n") + channel)


def test_more_pairs_than_granted_are_refused(offer: str) -> None:
    assert "more than 1 pairs" in refusal(offer, slot_limit=1)


def test_unequal_numbers_of_slots_are_refused(offer: str) -> None:
    assert "as many" in refusal(only(offer, "0", "3", "4", "5"))
    assert "no slot" in refusal(only(offer, "0", "4"))


def test_a_second_microphone_is_refused(offer: str) -> None:
    assert "more than one microphone" in refusal(
        only(offer, "0", "1", "3", "4", "5").replace("a=recvonly", "a=sendonly", 1)
    )


@pytest.fixture(params=["chromium", "firefox"])
def browser(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def joined(browser: str) -> Negotiated:
    return negotiate(real_offer(browser), LOCAL, SLOT_LIMIT)


def test_an_ice_restart_changes_the_credentials_only(browser: str) -> None:
    before = joined(browser)
    after = renegotiate(real_offer(f"{browser}_restart"), before, LOCAL)
    assert after.parameters.credentials != before.parameters.credentials
    assert replace(after.parameters, credentials=before.parameters.credentials) == before.parameters
    assert after.pairs == before.pairs
    assert _without_ice(after.answer) == _without_ice(before.answer)


def _without_ice(answer: str) -> str:
    return without(without(answer, "a=ice-"), "o=")


def test_the_version_of_the_session_grows_with_a_restart(browser: str) -> None:
    before = joined(browser)
    after = renegotiate(real_offer(f"{browser}_restart"), before, LOCAL)
    first, second = (each.answer.splitlines()[1].split() for each in (before, after))
    assert first[1] == second[1]
    assert int(second[2]) == int(first[2]) + 1


def test_the_same_credentials_are_no_restart(browser: str) -> None:
    with pytest.raises(OfferRefused, match="does not ask for an ICE restart"):
        renegotiate(real_offer(browser), joined(browser), LOCAL)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a=recvonly", "a=inactive"),
        ("a=fingerprint:sha-256 A0:", "a=fingerprint:sha-256 A1:"),
        ("a=ssrc:", "a=ssrc:1"),
        ("a=mid:16", "a=mid:17"),
    ],
)
def test_a_restart_that_changes_more_is_refused(browser: str, old: str, new: str) -> None:
    changed = real_offer(f"{browser}_restart").replace(old, new).replace("15 16", "15 " + new[-2:])
    with pytest.raises(OfferRefused):
        renegotiate(changed, joined(browser), LOCAL)
