from media.sfu.reception import WINDOW, Reception


def reception(*sequences: int) -> Reception:
    stream = Reception(7, 90_000)
    for sequence in sequences:
        stream.observe(sequence)
    return stream


def test_numbers_go_on_over_the_wrap() -> None:
    stream = Reception(7, 90_000)
    extended = [stream.observe(s) for s in (65534, 65535, 0, 1)]
    assert extended == [0x10000 + n for n in (65534, 65535, 65536, 65537)]


def test_a_late_packet_of_before_the_wrap_keeps_its_place() -> None:
    stream = reception(65534, 0)
    assert stream.observe(65535) == 0x10000 + 65535
    assert stream.highest == 0x10000 + 65536


def test_duplicates_are_known_also_when_they_come_late() -> None:
    stream = reception(10, 12, 11)
    assert stream.observe(11) is None
    assert stream.observe(12) is None
    assert stream.observe(10) is None


def test_what_is_older_than_the_window_is_refused() -> None:
    stream = reception(5, 5 + WINDOW)
    assert stream.observe(5) is None
    assert stream.observe(6) is not None


def test_the_report_counts_loss_of_all_time_and_of_the_last_interval() -> None:
    stream = reception(1, 2, 4, 5)
    first = stream.report(0, 0)
    assert first is not None
    assert (first.packets_lost, first.fraction_lost, first.highest_sequence) == (1, 256 // 5, 5)
    for sequence in (6, 7, 8):
        stream.observe(sequence)
    second = stream.report(0, 0)
    assert second is not None
    assert (second.packets_lost, second.fraction_lost) == (1, 0)


def test_a_repaired_loss_is_no_loss() -> None:
    report = reception(1, 3, 2).report(0, 0)
    assert report is not None
    assert (report.packets_lost, report.fraction_lost) == (0, 0)


def test_the_cycles_stand_in_the_upper_half_of_the_highest_sequence() -> None:
    report = reception(65535, 0, 1).report(0, 0)
    assert report is not None
    assert report.highest_sequence == 1 << 16 | 1


def test_jitter_follows_the_published_formula() -> None:
    stream = Reception(7, 90_000)
    for index, arrival in enumerate([0.0, 0.040, 0.060]):
        stream.observe(index)
        stream.time(index * 1800, arrival)
    report = stream.report(0, 0)
    assert report is not None
    assert report.jitter == int(1800 / 16 - 1800 / 16 / 16)


def test_there_is_no_report_before_the_first_packet() -> None:
    assert Reception(7, 90_000).report(0, 0) is None
