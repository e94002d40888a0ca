"""Percentiles of what was counted by whole minutes or seconds."""

from collections.abc import Mapping

Histogram = Mapping[int, int]
"""How many there are of each value."""


def percentile(histogram: Histogram, percent: int) -> int | None:
    """The least value that at least so many of a hundred do not exceed: nearest rank, type 1 of Hyndman and Fan (1996).

    It is always one that was counted, and the percentile of rounded values is the rounded percentile: nothing is lost
    by counting whole minutes. ``None`` of nothing.
    """
    rank = -(-sum(histogram.values()) * percent // 100)
    for value in sorted(histogram):
        rank -= histogram[value]
        if rank <= 0 < histogram[value]:
            return value
    return None
