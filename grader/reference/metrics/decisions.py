"""Metrics of decisions: counts at a threshold, rates from counts, the cheapest threshold."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links import sigmoid
from .ranking import labels_and_scores, steps

__all__ = [
    "Costs",
    "accuracy",
    "best_threshold",
    "confusion_at",
    "confusion_matrix",
    "confusions",
    "f1",
    "false_positive_rate",
    "ova_predict",
    "ovo_predict",
    "pair_count",
    "precision",
    "predict_labels",
    "recall",
    "threshold_at_fpr",
    "threshold_costs",
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
    share = np.where(whole > 0, part / np.where(whole > 0, whole, 1), empty)
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


class Costs(NamedTuple):
    """Thresholds, falling from +inf, and the total cost of deciding at each."""

    thresholds: Any
    costs: Any


def threshold_costs(labels: ArrayLike, scores: ArrayLike, c_fp: float, c_fn: float) -> Costs:
    """Total cost of the errors at every threshold worth trying.

        c_fp FP + c_fn FN at +inf and at each distinct score

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN.
        c_fp, c_fn: cost of a false alarm and of a miss, not negative.
    Returns: Costs(thresholds, costs), falling thresholds, dtype of scores; costs float64.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1, a negative
        cost.
    Source: Provost and Fawcett 2001.
    """
    positive, s, result = labels_and_scores(labels, scores)
    alarm, miss = _rules.rate("c_fp", c_fp), _rules.rate("c_fn", c_fn)
    thresholds, tp, fp = steps(positive, s)
    p = tp[-1]
    costs = alarm * np.concatenate([[0], fp]) + miss * (p - np.concatenate([[0], tp]))
    first = np.array([np.inf], thresholds.dtype)
    return Costs(_rules.give(np.concatenate([first, thresholds]), result), costs)


def best_threshold(labels: ArrayLike, scores: ArrayLike, c_fp: float, c_fn: float) -> Any:
    """The threshold with the smallest total cost of errors; of equals the largest.

    Args: those of threshold_costs.
    Returns: a scalar, one of the scores or +inf: then nothing is called positive.
    Raises: as threshold_costs.
    Source: Provost and Fawcett 2001.
    """
    thresholds, costs = threshold_costs(labels, scores, c_fp, c_fn)
    return thresholds[costs.argmin()]


def threshold_at_fpr(labels: ArrayLike, scores: ArrayLike, max_fpr: float) -> Any:
    """The smallest threshold that keeps the false-positive rate within a bound.

    Args:
        labels: (N,), 0 or 1, with at least one negative.
        scores: (N,), no NaN.
        max_fpr: bound in [0, 1].
    Returns: a scalar, one of the scores or +inf.
    Raises: ValueError: shapes differ, no examples, no negatives, NaN, labels other than 0 and 1,
        max_fpr outside [0, 1].
    Source: Fawcett 2006.
    """
    positive, s, result = labels_and_scores(labels, scores)
    bound = _rules.rate("max_fpr", max_fpr, high=1)
    thresholds, _, fp = steps(positive, s)
    if not fp[-1]:
        raise ValueError("There are no negatives; the false-positive rate has no meaning.")
    within = np.flatnonzero(fp / fp[-1] <= bound)
    chosen = thresholds[within[-1]] if within.size else thresholds.dtype.type(np.inf)
    return _rules.give(chosen, result)


# ---- several classes, several labels ----------------------------------------------------------


def predict_labels(logits: ArrayLike, threshold: ArrayLike = 0.5) -> Any:
    """Decisions of a multi-label model, each label by itself.

        sigmoid(z) >= threshold

    Args:
        logits: (..., C).
        threshold: in [0, 1], one number or (C,), one a label.
    Returns: (..., C) bool.
    Raises: ValueError: a threshold outside [0, 1] or of another shape.
    Source: Tsoumakas and Katakis 2007.
    """

    (z, cut), _ = _rules.floats(logits=logits, threshold=threshold)
    _rules.between("threshold", cut, 0, 1)
    if cut.shape not in ((), z.shape[-1:]):
        raise ValueError(f"threshold is {cut.shape}; it must be a number or {z.shape[-1:]}.")
    return sigmoid(z) >= cut


def ova_predict(scores: ArrayLike) -> Any:
    """Class of each row by one score a class; of equals the lowest class.

    Args:
        scores: (..., C), one binary model's score a class, C at least 1.
    Returns: (...) int64.
    Raises: ValueError: no classes, NaN.
    Source: Rifkin and Klautau 2004.
    """
    (s,), _ = _rules.floats(scores=scores)
    s = _rules.class_axis_last(s, -1)
    if not s.shape[-1]:
        raise ValueError(f"scores is {s.shape}; at least one class is needed.")
    _rules.no_nan("scores", s)
    return s.argmax(axis=-1)


def pair_count(classes: int) -> int:
    """Number of binary models of one-versus-one.

        C (C - 1) / 2

    Args:
        classes: C, at least 1.
    Returns: an int.
    Raises: ValueError: classes below 1. TypeError: classes not whole.
    Source: Hastie and Tibshirani 1998.
    """
    count = _rules.whole("classes", classes, at_least=1)
    return count * (count - 1) // 2


def ovo_predict(votes: ArrayLike, classes: int) -> Any:
    """Class of each row by the votes of one binary model a pair; of equals the lowest class.

    Args:
        votes: (N, C (C - 1) / 2) bool, pairs (i, j), i < j, in lexical order: True for i.
        classes: C, at least 1.
    Returns: (N,) int64.
    Raises: ValueError: another number of pairs. TypeError: votes not bool.
    Source: Hastie and Tibshirani 1998.
    """
    pairs = pair_count(classes)
    table = np.asarray(votes)
    if table.dtype != np.bool_:
        raise TypeError(f"votes holds {table.dtype}; it must hold bools.")
    if table.ndim != 2 or table.shape[1] != pairs:
        raise ValueError(f"votes is {table.shape}; {classes} classes have {pairs} pairs.")
    first, second = np.triu_indices(classes, 1)
    lower, upper = np.zeros((2, pairs, classes), np.float32)
    lower[np.arange(pairs), first] = 1
    upper[np.arange(pairs), second] = 1
    # v lower + (1 - v) upper, as one product; counts up to 2^24 are exact in float32.
    return (table.astype(np.float32) @ (lower - upper) + upper.sum(axis=0)).argmax(axis=1)
