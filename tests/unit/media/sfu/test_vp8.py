import pytest

from media.sfu.vp8 import starts_key_frame


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\x10\x00", True),
        (b"\x10\x01", False),
        (b"\x00\x00", False),
        (b"\x11\x00", False),
        (b"\x90\x80\x05\x00", True),
        (b"\x90\x80\x85\x01\x00", True),
        (b"\x90\xe0\x85\x01\x09\x20\x00", True),
        (b"\x90\xe0\x85\x01\x09\x20\x01", False),
        (b"\x90", False),
        (b"\x90\x80", False),
        (b"", False),
    ],
)
def test_only_the_first_packet_of_a_key_frame_starts_one(data: bytes, expected: bool) -> None:
    assert starts_key_frame(data, 0, len(data)) is expected
