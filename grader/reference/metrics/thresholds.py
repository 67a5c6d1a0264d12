"""Which threshold to decide at."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._rules import ArrayLike
from .ranking import labels_and_scores, ranked, steps

__all__ = [
    "Costs",
    "best_threshold",
    "threshold_at_fpr",
    "threshold_costs",
]


class Costs(NamedTuple):
    """Thresholds, falling from +inf, and the total cost of deciding at each."""

    thresholds: Any
    costs: Any


@_rules.quiet
def threshold_costs(
    labels: ArrayLike,
    scores: ArrayLike,
    c_fp: float,
    c_fn: float,
    *,
    sample_weight: ArrayLike | None = None,
) -> Costs:
    """Total cost of the errors at every threshold worth trying.

        c_fp FP + c_fn FN at +inf and at each distinct score

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        c_fp, c_fn: cost of a false alarm and of a miss, not negative.
        sample_weight: (N,), how many times the cost of its error an example counts; None for once.
    Returns: Costs(thresholds, costs), falling thresholds, dtype of scores; costs float64.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1, a negative
        cost.
    Edges: an infinite cost rules out thresholds with such an error, and costs nothing elsewhere.
    Elsewhere: none.
    Source: Provost and Fawcett 2001.
    """
    costs, exponent = _scaled_costs(labels, scores, c_fp, c_fn, sample_weight)
    return costs._replace(costs=np.ldexp(costs.costs, exponent))


def _scaled_costs(
    labels: ArrayLike, scores: ArrayLike, c_fp: float, c_fn: float, sample_weight: ArrayLike | None
) -> tuple[Costs, int]:
    """The costs divided by a power of 2, and its exponent, so that no sum of weights overflows."""
    positive, s, result = labels_and_scores(labels, scores)
    alarm, miss = _rules.rate("c_fp", c_fp), _rules.rate("c_fn", c_fn)
    weights, (positive, s) = _weights.counted(sample_weight, positive, s)
    exponent = 0 if weights is None else int(np.frexp(weights.max())[1])
    thresholds, tp, fp = steps(positive, s, None if weights is None else _weights.scaled(weights))
    p = tp[-1]
    alarms, misses = np.concatenate([[0], fp]), p - np.concatenate([[0], tp])
    # No error costs nothing, even where one costs infinity.
    costs = np.where(alarms, alarm * alarms, 0) + np.where(misses, miss * misses, 0)
    first = np.array([np.inf], thresholds.dtype)
    return Costs(_rules.give(np.concatenate([first, thresholds]), result), costs), exponent


@_rules.quiet
def best_threshold(
    labels: ArrayLike,
    scores: ArrayLike,
    c_fp: float,
    c_fn: float,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """The threshold with the smallest total cost of errors; of equals the largest.

    Args: those of threshold_costs.
    Returns: a scalar, one of the scores or +inf: then nothing is called positive.
    Raises: as threshold_costs.
    Elsewhere: sklearn.model_selection.TunedThresholdClassifierCV: makes a scorer largest, on folds.
    Source: Provost and Fawcett 2001.
    """
    (thresholds, costs), _ = _scaled_costs(labels, scores, c_fp, c_fn, sample_weight)
    return thresholds[costs.argmin()]


@_rules.quiet
def threshold_at_fpr(
    labels: ArrayLike, scores: ArrayLike, max_fpr: float, *, sample_weight: ArrayLike | None = None
) -> Any:
    """The smallest threshold that keeps the false-positive rate within a bound.

    Args:
        labels: (N,), 0 or 1, with at least one negative.
        scores: (N,), no NaN.
        max_fpr: bound in [0, 1].
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a scalar, one of the scores or +inf.
    Raises: ValueError: shapes differ, no examples, no negatives, NaN, labels other than 0 and 1,
        max_fpr outside [0, 1].
    Elsewhere: keras.metrics.SensitivityAtSpecificity: gives the sensitivity there, of 200
        thresholds.
    Source: Fawcett 2006.
    """
    bound = _rules.rate("max_fpr", max_fpr, high=1)
    (thresholds, _, fp), result = ranked(labels, scores, sample_weight)
    if not fp[-1]:
        raise ValueError("There are no negatives; the false-positive rate has no meaning.")
    within = np.flatnonzero(fp / fp[-1] <= bound)
    chosen = thresholds[within[-1]] if within.size else thresholds.dtype.type(np.inf)
    return _rules.give(chosen, result)
