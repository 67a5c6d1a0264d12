"""Against NumPy's own functions and against values worked by hand."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.analysis import sample_statistics as statistics

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
