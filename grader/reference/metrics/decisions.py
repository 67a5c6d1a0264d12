"""Metrics of decisions: counts at a threshold, and rates from counts."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
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


def confusion_at(labels: ArrayLike, scores: ArrayLike, threshold: float) -> Any:
    """Counts of right and wrong decisions at a threshold.

        [[TN, FP], [FN, TP]], positive iff score >= threshold

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        threshold: a number, not NaN; +-inf is allowed.
    Returns: (2, 2) int64.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Source: Fawcett 2006.
    """
    return confusions(labels, scores, [threshold]).reshape(2, 2)


def confusions(labels: ArrayLike, scores: ArrayLike, thresholds: ArrayLike) -> Any:
    """Counts of right and wrong decisions at many thresholds.

        TN, FP, FN, TP, positive iff score >= threshold

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        thresholds: (T,), no NaN, in any order; +-inf is allowed.
    Returns: (T, 4) int64, the columns in the order above.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Edges: memory is that of the scores, not T times as much.
    Source: Fawcett 2006.
    """
    positive, s, _ = labels_and_scores(labels, scores)
    (cuts,), _ = _rules.floats(thresholds=thresholds)
    _rules.axes("thresholds", cuts, 1, "(T,)")
    _rules.no_nan("thresholds", cuts)
    high, low = np.sort(s[positive]), np.sort(s[~positive])
    out = np.empty((cuts.size, 4), np.int64)
    out[:, 0] = np.searchsorted(low, cuts)
    out[:, 1] = low.size - out[:, 0]
    out[:, 2] = np.searchsorted(high, cuts)
    out[:, 3] = high.size - out[:, 2]
    return out


def confusion_matrix(labels: ArrayLike, predictions: ArrayLike, classes: int) -> Any:
    """Counts of predicted against true classes.

    Args:
        labels: (N,) integer true classes in [0, classes).
        predictions: (N,) integer predicted classes in [0, classes).
        classes: C, at least 1.
    Returns: (C, C) int64, row the true class, column the predicted one.
    Raises: ValueError: shapes differ, a class outside [0, C). TypeError: not integers.
    Source: Stehman 1997.
    """
    count = _rules.whole("classes", classes, at_least=1)
    y = _rules.classes("labels", labels, count)
    f = _rules.classes("predictions", predictions, count)
    _rules.axes("labels", y, 1, "(N,)")
    _rules.same_shape(labels=y, predictions=f)
    return np.bincount(y * count + f, minlength=count * count).reshape(count, count)


def _counts(confusion: ArrayLike) -> tuple[Array, ...]:
    table = _rules.integers("confusion", confusion)
    if table.shape[-2:] != (2, 2) or (table < 0).any():
        raise ValueError(f"confusion is {table.shape}; it must hold [[TN, FP], [FN, TP]] counts.")
    return tuple(table[..., i, j] for i, j in ((0, 0), (0, 1), (1, 0), (1, 1)))


def _share(part: Array, whole: Array, empty: float) -> Any:
    """part / whole in float64, `empty` where there is nothing to divide by."""
    share = np.where(whole, part / np.maximum(whole, 1), empty)
    return share[()]


def precision(confusion: ArrayLike, zero_division: float = 0.0) -> Any:
    """Share of the predicted positives that are positive.

        TP / (TP + FP)

    Args:
        confusion: (..., 2, 2) integer [[TN, FP], [FN, TP]].
        zero_division: value where nothing is predicted positive.
    Returns: (...) float64.
    Raises: ValueError: another shape, negative counts. TypeError: not integers.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, fp, _, tp = _counts(confusion)
    return _share(tp, tp + fp, zero_division)


def recall(confusion: ArrayLike, zero_division: float = np.nan) -> Any:
    """Share of the positives that are predicted positive, the true-positive rate.

        TP / (TP + FN)

    Args:
        confusion: (..., 2, 2) integer [[TN, FP], [FN, TP]].
        zero_division: value where there are no positives.
    Returns: (...) float64.
    Raises: as precision.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, _, fn, tp = _counts(confusion)
    return _share(tp, tp + fn, zero_division)


def false_positive_rate(confusion: ArrayLike, zero_division: float = np.nan) -> Any:
    """Share of the negatives that are predicted positive.

        FP / (FP + TN)

    Args:
        confusion: (..., 2, 2) integer [[TN, FP], [FN, TP]].
        zero_division: value where there are no negatives.
    Returns: (...) float64.
    Raises: as precision.
    Source: Fawcett 2006.
    """
    tn, fp, _, _ = _counts(confusion)
    return _share(fp, fp + tn, zero_division)


def f1(confusion: ArrayLike, zero_division: float = 0.0) -> Any:
    """Harmonic mean of precision and recall.

        2 TP / (2 TP + FP + FN)

    Args:
        confusion: (..., 2, 2) integer [[TN, FP], [FN, TP]].
        zero_division: value where there are no positives, predicted or true.
    Returns: (...) float64.
    Raises: as precision.
    Source: van Rijsbergen 1979, chapter 7.
    """
    _, fp, fn, tp = _counts(confusion)
    return _share(2 * tp, 2 * tp + fp + fn, zero_division)


def accuracy(confusion: ArrayLike) -> Any:
    """Share of right decisions.

        (TP + TN) / N

    Args:
        confusion: (..., 2, 2) integer [[TN, FP], [FN, TP]].
    Returns: (...) float64; NaN of no examples.
    Raises: as precision.
    Source: Stehman 1997.
    """
    tn, fp, fn, tp = _counts(confusion)
    return _share(tp + tn, tp + tn + fp + fn, np.nan)
