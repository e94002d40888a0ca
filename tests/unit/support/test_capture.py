import numpy as np

from tests.support.capture import LOOKS, RED, closest, i420, picture, tone, y4m


def test_each_person_is_known_by_her_own_colour_even_when_coding_moved_it() -> None:
    for look in LOOKS:
        moved = tuple(part + shift for part, shift in zip(look.colour, (12, -9, 7), strict=True))
        assert closest(moved) == look


def test_the_picture_moves_from_frame_to_frame() -> None:
    first, second = (picture(RED.colour, 320, 240, index) for index in (0, 1))
    assert (first != second).any()


def test_a_frame_has_one_luma_and_two_quartered_chroma_planes() -> None:
    assert len(i420(picture(RED.colour, 64, 48, 0))) == 64 * 48 * 3 // 2


def test_y4m_holds_two_seconds_of_frames() -> None:
    assert y4m(RED.colour, 64, 48, 5).count(b"FRAME\n") == 10


def test_the_strongest_frequency_of_a_tone_is_its_own() -> None:
    spectrum = np.abs(np.fft.rfft(tone(440)))
    assert np.argmax(spectrum) / 2 == 440
