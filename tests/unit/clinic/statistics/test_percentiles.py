from collections import Counter
from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.statistics.percentiles import percentile

VALUES = st.lists(st.integers(0, 200), min_size=1, max_size=60)


@pytest.mark.parametrize(("percent", "expected"), [(5, 15), (30, 20), (40, 20), (50, 35), (90, 50), (100, 50)], ids=str)
def test_nearest_rank_of_five_values(percent: int, expected: int) -> None:
    """The worked example by which the method is usually shown."""
    assert percentile(Counter([15, 20, 35, 40, 50]), percent) == expected


def test_of_an_even_number_the_median_is_the_lower_middle_one() -> None:
    assert percentile({3: 1, 4: 1}, 50) == 3


def test_nothing_has_no_percentile() -> None:
    assert percentile({}, 50) is None


@given(VALUES, st.integers(1, 100))
def test_it_is_type_1_of_hyndman_and_fan(values: list[int], percent: int) -> None:
    rank = ceil(Fraction(len(values) * percent, 100))
    assert percentile(Counter(values), percent) == sorted(values)[rank - 1]
    if percent == 50:
        assert percentile(Counter(values), 50) == np.percentile(values, 50, method="inverted_cdf")


@given(VALUES, st.integers(1, 100))
def test_whole_minutes_lose_nothing(seconds: list[int], percent: int) -> None:
    exact = percentile(Counter(seconds), percent)
    assert exact is not None
    assert percentile(Counter(second // 60 for second in seconds), percent) == exact // 60
