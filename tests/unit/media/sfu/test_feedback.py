import struct
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media.sfu.feedback import LONGEST_SECONDS, MOST_SHARE, SHORTEST_SECONDS, ArrivalRecorder


def decode(fci: bytes) -> dict[int, float]:
    """Sequence number to arrival in seconds, read by the letter of section 3.1."""
    base, count = struct.unpack_from("!HH", fci)
    clock = int.from_bytes(fci[4:7], "big") * 0.064
    symbols: list[int] = []
    at = 8
    while len(symbols) < count:
        (chunk,) = struct.unpack_from("!H", fci, at)
        at += 2
        if chunk & 0x8000 == 0:
            symbols += [chunk >> 13 & 3] * (chunk & 0x1FFF)
        else:
            assert chunk & 0x4000
            symbols += [chunk >> (12 - 2 * index) & 3 for index in range(7)]
    arrivals = {}
    for index, symbol in enumerate(symbols[:count]):
        if symbol:
            (delta,) = struct.unpack_from("!B" if symbol == 1 else "!h", fci, at)
            at += symbol
            clock += delta * 0.00025
            arrivals[(base + index) & 0xFFFF] = clock
    assert at == len(fci)
    return arrivals


def feedback(arrivals: list[tuple[int, float]], now: float) -> list[bytes]:
    recorder = ArrivalRecorder()
    for sequence, at in arrivals:
        recorder.record(sequence, 1000, at)
    return recorder.due(now)


def test_arrivals_are_told_to_a_quarter_of_a_millisecond() -> None:
    [fci] = feedback([(1, 10.0), (2, 10.003), (4, 10.001), (3, 10.2)], 10.25)
    decoded = decode(fci)
    assert sorted(decoded) == [1, 2, 3, 4]
    for sequence, at in [(1, 10.0), (2, 10.003), (3, 10.2), (4, 10.001)]:
        assert abs(decoded[sequence] - at) <= 0.0003


def test_what_did_not_arrive_is_told_as_missing() -> None:
    [fci] = feedback([(1, 10.0), (30, 10.01)], 10.1)
    assert struct.unpack_from("!HH", fci) == (1, 30)
    assert sorted(decode(fci)) == [1, 30]


def test_the_next_feedback_begins_where_the_last_one_ended() -> None:
    recorder = ArrivalRecorder()
    recorder.record(10, 1000, 10.0)
    recorder.due(10.0)
    recorder.record(13, 1000, 10.4)
    [fci] = recorder.due(10.5)
    assert struct.unpack_from("!HH", fci) == (11, 3)


def test_numbers_wrap() -> None:
    [fci] = feedback([(65535, 10.0), (0, 10.01), (1, 10.02)], 10.1)
    assert struct.unpack_from("!HH", fci) == (65535, 3)
    assert sorted(decode(fci)) == [0, 1, 65535]


def test_a_pause_too_long_for_a_delta_begins_a_new_packet() -> None:
    first, second = feedback([(1, 10.0), (2, 30.0)], 30.1)
    assert sorted(decode(first)) == [1]
    assert abs(decode(second)[2] - 30.0) < 0.001


def test_nothing_is_sent_where_nothing_arrived() -> None:
    assert ArrivalRecorder().due(10.0) == []


def test_feedback_costs_at_most_a_twentieth_of_what_it_is_about_or_comes_at_its_slowest() -> None:
    for octets in (100, 1100):
        recorder, sent, at = ArrivalRecorder(), [], 0.0
        for index in range(2000):
            at = index * 0.01
            recorder.record(index, octets, at)
            sent += [(at, len(fci) + 60) for fci in recorder.due(at)]
        intervals = [later - earlier for (earlier, _), (later, _) in pairwise(sent)]
        cost = sum(size for _, size in sent) / at
        assert all(SHORTEST_SECONDS - 1e-9 <= i <= LONGEST_SECONDS + 0.011 for i in intervals)
        assert cost <= MOST_SHARE * octets * 100 * 1.1 or max(intervals[1:]) >= LONGEST_SECONDS - 0.011


@given(st.lists(st.tuples(st.integers(0, 65535), st.floats(0, 60)), min_size=1, max_size=60))
def test_any_arrivals_make_readable_feedback(arrivals: list[tuple[int, float]]) -> None:
    for fci in feedback(arrivals, 100.0):
        decode(fci)
