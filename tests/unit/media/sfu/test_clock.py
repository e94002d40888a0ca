from media.sfu.clock import ClockOffset


def test_the_quickest_report_counts_at_once_and_a_queue_on_the_line_hardly() -> None:
    offset = ClockOffset()
    for sent, delay in [(0.0, 0.5), (1.0, 0.1), (2.0, 0.9)]:
        offset.observe(sent, sent + delay)
    assert offset.seconds is not None
    assert 0.1 <= offset.seconds <= 0.13


def test_a_clock_that_drifts_is_followed() -> None:
    offset = ClockOffset()
    for second in range(3600):
        offset.observe(second * 0.9999, second + 0.05)
    assert offset.seconds is not None
    assert abs(offset.seconds - (0.05 + 3599 * 0.0001)) < 0.01
