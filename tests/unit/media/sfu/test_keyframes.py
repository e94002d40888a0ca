from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from media.sfu.keyframes import MERGE_SECONDS, KeyFrameThrottle


def test_the_first_request_goes_out_at_once() -> None:
    assert KeyFrameThrottle().allow(10.0)


def test_later_requests_are_merged_to_the_end_of_the_window() -> None:
    throttle = KeyFrameThrottle()
    throttle.allow(10.0)
    assert not throttle.allow(10.1)
    assert not throttle.allow(10.4)
    assert not throttle.due(10.49)
    assert throttle.due(10.5)
    assert not throttle.due(10.6)


def test_nothing_is_due_where_nobody_asked() -> None:
    throttle = KeyFrameThrottle()
    throttle.allow(10.0)
    assert not throttle.due(20.0)


@given(st.lists(st.floats(0, 5), min_size=1, max_size=30))
def test_no_request_is_dropped_and_none_come_closer_than_the_window(moments: list[float]) -> None:
    throttle, asked = KeyFrameThrottle(), sorted(moments)
    clock = sorted([*asked, *(index / 100 for index in range(700))])
    sent = [now for now in clock if (now in asked and throttle.allow(now)) or throttle.due(now)]
    assert all(later - earlier >= MERGE_SECONDS - 1e-9 for earlier, later in pairwise(sent))
    assert all(any(now <= at <= now + MERGE_SECONDS + 0.011 for at in sent) for now in asked)
