"""Against NumPy's own functions and against values worked by hand."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from courseware.analysis import sample_statistics as statistics

marks = st.lists(st.floats(0, 10, width=16), min_size=2, max_size=40)


@given(marks)
def test_spread_equals_numpys(values: list[float]):
    assert statistics.variance(values) == pytest.approx(np.var(values, ddof=1), abs=1e-9)
    assert statistics.deviation(values) == pytest.approx(np.std(values, ddof=1), abs=1e-6)
    assert statistics.median(values) == pytest.approx(np.median(values))


@given(st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=40))
def test_correlation_equals_numpys(pairs: list[tuple[int, int]]):
    x, y = zip(*pairs, strict=True)
    found = statistics.correlation(x, y)
    if len(set(x)) == 1 or len(set(y)) == 1:
        assert found is None
    else:
        assert found == pytest.approx(np.corrcoef(x, y)[0, 1])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), min_size=2, max_size=6))
def test_no_pairing_has_a_higher_covariance_than_the_sorted_one(pairs: list[tuple[int, int]]):
    x, y = zip(*pairs, strict=True)
    best = max(statistics.covariance(x, order) for order in permutations(y))
    assert statistics.max_covariance(x, y) == pytest.approx(best)


def test_moments_of_a_worked_example():
    # 1 2 2 3 7: mean 3, deviations -2 -1 -1 0 4; m2 = 22/5, m3 = 54/5, m4 = 274/5.
    # k2 = 22/4 = 5.5; k3 = 25 * 10.8 / 12 = 22.5; k4 = 25 * (6 * 54.8 - 12 * 19.36) / 24 = 100.5
    values = [1, 2, 2, 3, 7]
    assert statistics.skewness(values) == pytest.approx(22.5 / 5.5**1.5)
    assert statistics.kurtosis(values) == pytest.approx(100.5 / 5.5**2)


def test_too_few_values_have_no_shape():
    assert statistics.variance([1]) is None
    assert statistics.skewness([1, 2]) is None
    assert statistics.kurtosis([1, 2, 3]) is None
    assert statistics.skewness([2, 2, 2]) is None


def test_intervals_of_worked_examples():
    # Wilson, 8 of 10: 0.4902 to 0.9433 (Agresti and Coull 1998, table)
    assert statistics.share_interval(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    # Fisher: atanh 0.5 = 0.5493, 1.96 / sqrt(25) = 0.392; tanh 0.1573 and 0.9413
    assert statistics.correlation_interval(0.5, 28) == pytest.approx((0.1560, 0.7358), abs=1e-3)


@given(st.lists(st.floats(-10, 10, width=16), min_size=4, max_size=30))
def test_moments_do_not_depend_on_the_place_of_zero(values: list[float]):
    moved = [value + 100 for value in values]
    for moment in (statistics.skewness, statistics.kurtosis):
        here, there = moment(values), moment(moved)
        if statistics.variance(values) and statistics.variance(values) > 1e-3:
            assert here == pytest.approx(there, rel=1e-4, abs=1e-4)


def test_a_symmetric_sample_is_not_skewed():
    assert statistics.skewness([1, 2, 3, 4, 5]) == pytest.approx(0)


@pytest.mark.parametrize(
    ("values", "middle"), [([3], 3), ([1, 2], 1.5), ([5, 1, 3], 3), ([4, 1, 3, 2], 2.5)]
)
def test_the_median(values, middle):
    assert statistics.median(values) == middle


@given(st.integers(1, 200), st.data())
def test_the_interval_of_a_share_lies_between_0_and_1_and_holds_it(count: int, data):
    successes = data.draw(st.integers(0, count))
    low, high = statistics.share_interval(successes, count)
    slack = 1e-12
    assert -slack <= low <= successes / count + slack
    assert successes / count - slack <= high <= 1 + slack


def test_more_attempts_make_an_interval_narrower():
    def width(count: int) -> float:
        low, high = statistics.share_interval(count / 2, count)
        return high - low

    assert width(10) > width(40) > width(1000)


@pytest.mark.parametrize(
    ("r", "count", "interval"), [(0.5, 3, None), (1.0, 30, (1.0, 1.0)), (-1.0, 30, (-1.0, -1.0))]
)
def test_a_perfect_or_unknown_correlation_has_no_interval(r, count, interval):
    assert statistics.correlation_interval(r, count) == interval


@pytest.mark.parametrize(
    ("x", "y"), [([], []), ([1], [1]), ([1, 1], [1, 2]), ([1, 1 + 1e-13], [1, 2])]
)
def test_what_does_not_vary_has_no_correlation(x, y):
    assert statistics.correlation(x, y) is None


def test_pairs_must_be_pairs():
    with pytest.raises(ValueError):
        statistics.covariance([1, 2, 3], [1, 2])
