from media.sfu.rates import RateMeter


def test_a_steady_flow_has_its_rate() -> None:
    meter = RateMeter()
    for index in range(300):
        meter.octets += 1000
        bps = meter.bps(index / 100)
    assert 790_000 <= bps <= 810_000


def test_a_flow_that_began_just_now_counts_what_came() -> None:
    meter = RateMeter()
    meter.octets += 1000
    assert meter.bps(5.0) == 8000


def test_a_flow_that_stopped_is_nothing_after_a_second() -> None:
    meter = RateMeter()
    meter.octets += 1000
    meter.bps(5.0)
    assert meter.bps(5.5) == 8000
    assert meter.bps(6.1) == 0


def test_who_asks_rarely_gets_the_mean_since_she_asked_last() -> None:
    meter = RateMeter()
    meter.bps(0.0)
    meter.octets += 10_000
    assert meter.bps(10.0) == 8000
