"""Whatever the model says, eight of ten truths lie in the interval."""

import math
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from clinic.opd.calibration import UNCALIBRATED, Calibration, Forecast, Resolved, calibrated, score

FORECAST = Forecast(600.0, 120.0, 240.0)


def came_true(*actual: float) -> list[Resolved]:
    return [Resolved(FORECAST, seconds) for seconds in actual]


def share_inside(calibration: Calibration, scores: list[float]) -> float:
    return sum(calibration.low <= one <= calibration.high for one in scores) / len(scores)


def test_a_score_counts_in_the_spread_of_its_own_side() -> None:
    assert [score(one) for one in came_true(600.0, 840.0, 480.0, 1080.0)] == [0.0, 1.0, -1.0, 2.0]


def test_a_forecast_without_any_spread_was_right_or_off_by_one() -> None:
    exact = Forecast(600.0, 0.0, 0.0)
    assert [score(Resolved(exact, seconds)) for seconds in (600.0, 700.0, 10.0)] == [0.0, 1.0, -1.0]


def test_a_clinic_without_errors_believes_its_forecasts() -> None:
    begun = calibrated([])
    assert math.isclose(begun.low, UNCALIBRATED.low)
    assert math.isclose(begun.median, UNCALIBRATED.median, abs_tol=1e-12)
    assert math.isclose(begun.high, UNCALIBRATED.high)


def test_a_few_errors_move_little_and_many_move_all() -> None:
    few, many = calibrated(came_true(*[1080.0] * 2)), calibrated(came_true(*[1080.0] * 400))
    assert few.median < 0.5
    assert (many.median, many.high) == (2.0, 2.0)


def test_eight_of_ten_of_a_model_that_is_wrong_lie_in_the_interval() -> None:
    random = Random(3)
    waits = [600.0 * random.lognormvariate(0.4, 0.9) for _ in range(4_400)]
    found = calibrated(came_true(*waits[:400]))
    assert 0.75 <= share_inside(found, [score(one) for one in came_true(*waits[400:])]) <= 0.85


@given(st.lists(st.floats(0, 100_000), max_size=60))
def test_its_scores_never_stand_in_another_order(actual: list[float]) -> None:
    found = calibrated(came_true(*actual))
    assert found.low <= found.median <= found.high
