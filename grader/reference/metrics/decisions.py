"""Metrics of decisions: counts at a threshold, and rates from counts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .ranking import labels_and_scores

__all__ = [
    "accuracy",
    "confusion_at",
    "confusion_matrix",
    "confusions",
    "f1",
    "false_positive_rate",
    "precision",
    "recall",
]


@_rules.quiet
def confusion_at(
    labels: ArrayLike,
    scores: ArrayLike,
    threshold: float,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Counts of right and wrong decisions at a threshold.

        [[TN, FP], [FN, TP]], positive iff score >= threshold

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        threshold: a number, not NaN; +-inf is allowed. A Python number has the dtype of the scores.
        sample_weight: (N,), how many times each example counts; None for once.
    Returns: (2, 2) int64; float64 with weights.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Elsewhere: sklearn.metrics.confusion_matrix: takes decisions, not scores;
        keras.metrics.TruePositives: has one of the four counts, positive iff score > threshold.
    Source: Fawcett 2006.
    """
    positive, s, result = labels_and_scores(labels, scores)
    cut = _rules.numbers("threshold", threshold)
    _rules.axes("threshold", cut, 0, "a number")
    if type(threshold) in _rules.WEAK and s.dtype.kind == "f":
        # A Python number has the dtype of the scores: 0.7 in float32 reaches 0.7.
        cut = cut.astype(result)
    return confusions(positive, s, cut.reshape(1), sample_weight=sample_weight).reshape(2, 2)


@_rules.quiet
def confusions(
    labels: ArrayLike,
    scores: ArrayLike,
    thresholds: ArrayLike,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Counts of right and wrong decisions at many thresholds.

        TN, FP, FN, TP, positive iff score >= threshold

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        thresholds: (T,), no NaN, in any order; +-inf is allowed.
        sample_weight: (N,), how many times each example counts; None for once.
    Returns: (T, 4) int64, the columns in the order above; float64 with weights.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Edges: memory is that of the scores, not T times as much.
    Elsewhere: sklearn.metrics.confusion_matrix_at_thresholds: takes each distinct score as a
        threshold; keras.metrics.TruePositives(thresholds=thresholds): has one of the four counts,
        positive iff score > threshold.
    Source: Fawcett 2006.
    """
    positive, s, _ = labels_and_scores(labels, scores)
    cuts, _ = _rules.ranks("thresholds", thresholds)
    _rules.axes("thresholds", cuts, 1, "(T,)")
    _rules.no_nan("thresholds", cuts)
    if sample_weight is not None:
        weights, (positive, s) = _weights.counted(sample_weight, positive, s)
        return _weighted_confusions(positive, s, cuts, np.asarray(weights))
    high, low = np.sort(s[positive]), np.sort(s[~positive])
    out = np.empty((cuts.size, 4), np.int64)
    out[:, 0] = np.searchsorted(low, cuts)
    out[:, 1] = low.size - out[:, 0]
    out[:, 2] = np.searchsorted(high, cuts)
    out[:, 3] = high.size - out[:, 2]
    return out


def _weighted_confusions(positive: Array, s: Array, cuts: Array, weights: Array) -> Array:
    out = np.empty((cuts.size, 4))
    for column, side in ((0, ~positive), (2, positive)):
        order = np.argsort(s[side])
        rising, of = s[side][order], weights[side][order]
        index = np.searchsorted(rising, cuts)
        # Sums from either end: the difference to the sum of all would leave a rest.
        out[:, column] = np.concatenate([[0], np.cumsum(of)])[index]
        out[:, column + 1] = np.concatenate([np.cumsum(of[::-1])[::-1], [0]])[index]
    return out


@_rules.quiet
def confusion_matrix(
    labels: ArrayLike,
    predictions: ArrayLike,
    classes: int,
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Counts of predicted against true classes.

    Args:
        labels: (N,) integer true classes in [0, classes).
        predictions: (N,) integer predicted classes in [0, classes).
        classes: C, at least 1.
        sample_weight: (N,), how many times each example counts; None for once.
    Returns: (C, C) int64, row the true class, column the predicted one; float64 with weights.
    Raises: ValueError: shapes differ, a class outside [0, C). TypeError: not integers.
    Elsewhere: sklearn.metrics.confusion_matrix: has the classes that occur, unless they are given;
        tensorflow.math.confusion_matrix.
    Source: Stehman 1997.
    """
    count = _rules.whole("classes", classes, at_least=1)
    y = _rules.classes("labels", labels, count)
    f = _rules.classes("predictions", predictions, count)
    _rules.axes("labels", y, 1, "(N,)")
    _rules.same_shape(labels=y, predictions=f)
    weights = None if sample_weight is None else _weights.both(sample_weight, y.shape)
    return np.bincount(y * count + f, weights, count * count).reshape(count, count)


def _counts(confusion: ArrayLike) -> tuple[Array, ...]:
    table = _rules.numbers("confusion", confusion)
    weighted = table.dtype.kind == "f"
    if not weighted:
        table = _rules.integers("confusion", confusion)
    if table.shape[-2:] != (2, 2) or not ((table >= 0) & (table < np.inf)).all():
        raise ValueError(f"confusion is {table.shape}; it must hold [[TN, FP], [FN, TP]] counts.")
    wide = room_for_sums(table)
    return tuple(wide[..., i, j] for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))


def room_for_sums(table: Array) -> Array:
    """Counts as int64 or float64, with room for their sums over the last two axes, doubled.

    Sums of narrow integers would wrap around. Only sums too large for float64 are of counts divided
    by a power of 2, which is in no rate.
    """
    cells = 2 * math.prod(table.shape[-2:])
    if table.dtype.kind != "f" and int(table.max(initial=0)) < 2**63 // cells:
        return table.astype(np.int64)
    wide = table.astype(np.promote_types(table.dtype, np.float64))
    tops = wide.max(axis=(-2, -1), initial=0, keepdims=True)
    large = tops > np.finfo(wide.dtype).max / cells
    return np.where(large, wide / cells, wide) if large.any() else wide


def _share(part: Array, whole: Array, empty: float) -> Any:
    """part / whole in float64, `empty` where there is nothing to divide by."""
    instead = np.nan if empty != empty else _rules.real("zero_division", empty)
    share = np.where(whole, part / np.where(whole, whole, 1), instead)
    return share[()]


def precision(confusion: ArrayLike, zero_division: float = 0.0) -> Any:
    """Share of the predicted positives that are positive.

        TP / (TP + FP)

    Args:
        confusion: (..., 2, 2) [[TN, FP], [FN, TP]], whole numbers or sums of weights.
        zero_division: value where nothing is predicted positive.
    Returns: (...) float64.
    Raises: ValueError: another shape, negative or infinite counts.
    Elsewhere: sklearn.metrics.precision_score: takes labels and predictions, and warns where it
        gives 0 for want of predicted positives; keras.metrics.Precision: takes labels and
        probabilities, positive iff above 0.5.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, fp, _, tp = _counts(confusion)
    return _share(tp, tp + fp, zero_division)


def recall(confusion: ArrayLike, zero_division: float = np.nan) -> Any:
    """Share of the positives that are predicted positive, the true-positive rate.

        TP / (TP + FN)

    Args:
        confusion: (..., 2, 2) [[TN, FP], [FN, TP]], whole numbers or sums of weights.
        zero_division: value where there are no positives.
    Returns: (...) float64.
    Raises: as precision.
    Elsewhere: sklearn.metrics.recall_score: takes labels and predictions, and gives 0 with a
        warning without positives; keras.metrics.Recall: takes labels and probabilities, and gives 0
        without positives.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, _, fn, tp = _counts(confusion)
    return _share(tp, tp + fn, zero_division)


def false_positive_rate(confusion: ArrayLike, zero_division: float = np.nan) -> Any:
    """Share of the negatives that are predicted positive.

        FP / (FP + TN)

    Args:
        confusion: (..., 2, 2) [[TN, FP], [FN, TP]], whole numbers or sums of weights.
        zero_division: value where there are no negatives.
    Returns: (...) float64.
    Raises: as precision.
    Elsewhere: none.
    Source: Fawcett 2006.
    """
    tn, fp, _, _ = _counts(confusion)
    return _share(fp, fp + tn, zero_division)


def f1(confusion: ArrayLike, zero_division: float = 0.0) -> Any:
    """Harmonic mean of precision and recall.

        2 TP / (2 TP + FP + FN)

    Args:
        confusion: (..., 2, 2) [[TN, FP], [FN, TP]], whole numbers or sums of weights.
        zero_division: value where there are no positives, predicted or true.
    Returns: (...) float64.
    Raises: as precision.
    Elsewhere: sklearn.metrics.f1_score: takes labels and predictions, and warns where it gives 0
        for want of any positive; keras.metrics.F1Score: takes labels and probabilities.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, fp, fn, tp = _counts(confusion)
    return _share(2 * tp, 2 * tp + fp + fn, zero_division)


def accuracy(confusion: ArrayLike) -> Any:
    """Share of right decisions.

        (TP + TN) / N

    Args:
        confusion: (..., 2, 2) [[TN, FP], [FN, TP]], whole numbers or sums of weights.
    Returns: (...) float64; NaN of no examples.
    Raises: as precision.
    Elsewhere: sklearn.metrics.accuracy_score: takes labels and predictions;
        keras.metrics.BinaryAccuracy: takes labels and probabilities, positive iff above 0.5.
    Source: Stehman 1997.
    """
    tn, fp, fn, tp = _counts(confusion)
    return _share(tp + tn, tp + tn + fp + fn, np.nan)
