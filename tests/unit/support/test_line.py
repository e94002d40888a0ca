import pytest

from tests.support.network import Line


def line(**conditions: float) -> Line:
    return Line([].append, **conditions)  # type: ignore[arg-type]


def test_a_free_line_delivers_at_once() -> None:
    assert line().due(1_000, now=5.0) == 5.0


def test_delay_is_added() -> None:
    assert line(delay_seconds=0.15).due(1_000, now=5.0) == pytest.approx(5.15)


def test_packets_queue_behind_one_another_at_the_rate() -> None:
    slow = line(rate_bps=80_000)
    assert [slow.due(1_000, now=0.0) for _ in range(3)] == pytest.approx([0.1, 0.2, 0.3])


def test_a_full_queue_loses_the_newest() -> None:
    slow = line(rate_bps=80_000, queue_bytes=1_500)
    assert [slow.due(1_000, now=0.0) is None for _ in range(4)] == [False, False, True, True]


def test_loss_is_near_what_was_asked() -> None:
    lossy = line(loss=0.05)
    lost = sum(lossy.due(100, now=0.0) is None for _ in range(4_000))
    assert 150 < lost < 250
