from media.sfu.gaps import GIVE_UP_SECONDS, MOST_MISSING, Gaps


def test_a_gap_waits_for_reordered_packets_before_it_is_asked_for() -> None:
    gaps = Gaps()
    gaps.opened(5, 6, now=1.0)
    assert gaps.due(1.005, 0.05) == []
    gaps.filled(5)
    assert gaps.due(1.011, 0.05) == [6]


def test_it_is_asked_for_again_by_a_timer_after_a_round_trip() -> None:
    gaps = Gaps()
    gaps.opened(5, 5, now=1.0)
    assert gaps.due(1.02, 0.2) == [5]
    assert gaps.due(1.1, 0.2) == []
    assert gaps.due(1.23, 0.2) == [5]


def test_it_is_given_up_at_last() -> None:
    gaps = Gaps()
    gaps.opened(5, 5, now=1.0)
    assert gaps.due(1.01 + GIVE_UP_SECONDS, 0.05) == []
    assert len(gaps) == 0


def test_a_gap_too_wide_to_fill_is_not_remembered() -> None:
    gaps = Gaps()
    assert gaps.opened(1, MOST_MISSING, now=1.0)
    assert not gaps.opened(1000, 1001, now=1.0)
    assert len(gaps) == 0
