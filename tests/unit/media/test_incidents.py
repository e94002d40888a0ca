"""Damage is counted always and logged seldom."""

from collections import Counter

from media.incidents import LOG_INTERVAL_SECONDS, Incidents


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_one_kind_is_logged_once_a_minute_and_counted_always() -> None:
    counters: Counter[str] = Counter()
    clock = Clock()
    incidents = Incidents(counters, clock)
    assert [incidents.note("datagram", KeyError("x")) for _ in range(5)] == [True, False, False, False, False]
    clock.now += LOG_INTERVAL_SECONDS
    assert incidents.note("datagram", KeyError("x"))
    assert counters["incidents"] == 6


def test_another_place_or_another_kind_is_logged_too() -> None:
    incidents = Incidents(Counter(), Clock())
    assert incidents.note("datagram", KeyError("x"))
    assert incidents.note("tick", KeyError("x"))
    assert incidents.note("datagram", ValueError("x"))
