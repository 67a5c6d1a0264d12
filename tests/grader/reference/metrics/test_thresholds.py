"""Thresholds against a search over all of them."""

from __future__ import annotations

import numpy as np
import pytest

from grader import reference as ref

LABELS = np.array([1, 0, 1, 1, 0, 0, 1, 0])
SCORES = np.array([0.9, 0.8, 0.8, 0.4, 0.35, 0.3, 0.2, 0.1])


def cost(threshold: float, c_fp: float, c_fn: float) -> float:
    """The cost of calling positive what has at least this score."""
    called = threshold <= SCORES
    return float(c_fp * np.sum(called & (LABELS == 0)) + c_fn * np.sum(~called & (LABELS == 1)))


@pytest.mark.parametrize(("c_fp", "c_fn"), [(1.0, 1.0), (1.0, 5.0), (10.0, 1.0), (0.0, 1.0)])
def test_cost_of_each_threshold_is_that_of_its_errors(c_fp: float, c_fn: float) -> None:
    thresholds, costs = ref.threshold_costs(LABELS, SCORES, c_fp, c_fn)
    assert thresholds.tolist() == [np.inf, *sorted(set(SCORES), reverse=True)]
    np.testing.assert_allclose(costs, [cost(t, c_fp, c_fn) for t in thresholds], rtol=1e-14)


@pytest.mark.parametrize(("c_fp", "c_fn"), [(1.0, 1.0), (1.0, 5.0), (10.0, 1.0)])
def test_best_threshold_costs_least(c_fp: float, c_fn: float) -> None:
    best = ref.best_threshold(LABELS, SCORES, c_fp, c_fn)
    candidates = [np.inf, *SCORES]
    assert cost(best, c_fp, c_fn) == min(cost(t, c_fp, c_fn) for t in candidates)


def test_of_equal_costs_the_largest_threshold_is_best() -> None:
    assert ref.best_threshold([0, 1], [0.9, 0.1], 1.0, 1.0) == np.inf
    assert ref.best_threshold(LABELS, SCORES, 0.0, 0.0) == np.inf


@pytest.mark.parametrize("bound", [0.0, 0.2, 0.25, 0.5, 0.99, 1.0])
def test_false_positives_stay_within_the_bound(bound: float) -> None:
    threshold = ref.threshold_at_fpr(LABELS, SCORES, bound)
    negatives = SCORES[LABELS == 0]
    assert np.mean(negatives >= threshold) <= bound
    lower = SCORES[threshold > SCORES]
    assert not lower.size or np.mean(negatives >= lower.max()) > bound


def test_dtype_is_that_of_the_scores() -> None:
    narrow = SCORES.astype(np.float32)
    assert ref.threshold_costs(LABELS, narrow, 1, 1).thresholds.dtype == np.float32
    assert ref.threshold_at_fpr(LABELS, narrow, 0.5).dtype == np.float32


@pytest.mark.parametrize("bound", [-0.1, 1.1, np.nan])
def test_bound_is_a_rate(bound: float) -> None:
    with pytest.raises(ValueError, match=r"^max_fpr is"):
        ref.threshold_at_fpr(LABELS, SCORES, bound)


def test_without_negatives_there_is_no_false_positive_rate() -> None:
    with pytest.raises(ValueError, match=r"^There are no negatives"):
        ref.threshold_at_fpr([1, 1], [0.5, 0.6], 0.5)
    with pytest.raises(ValueError, match=r"^c_fp is -1"):
        ref.threshold_costs(LABELS, SCORES, -1, 1)


def test_errors_of_infinite_cost_and_weights_whose_sum_overflows() -> None:
    labels, scores = [1, 1, 0], [0.9, 0.8, 0.7]
    assert ref.threshold_costs(labels, scores, np.inf, 1).costs.tolist() == [2, 1, 0, np.inf]
    assert ref.best_threshold(labels, scores, np.inf, 1) == 0.8
    assert ref.best_threshold(labels, scores, 1, np.inf) == 0.8
    huge = {"sample_weight": [1e308] * 4}
    costs = ref.threshold_costs([0, 1, 1, 1], [0.1, 0.2, 0.05, 0.3], 1, 1, **huge).costs
    assert costs.tolist() == [np.inf, np.inf, 1e308, np.inf, 1e308]
    assert ref.best_threshold([0, 1, 1, 1], [0.1, 0.2, 0.3, 0.05], 5, 4, **huge) == 0.2
