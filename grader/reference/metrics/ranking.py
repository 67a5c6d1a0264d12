"""Metrics of a ranking: ROC, area under it, precision and recall.

Examples with equal scores are one step: no order of the rows can matter.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike

__all__ = [
    "PrCurve",
    "RocCurve",
    "Steps",
    "average_precision",
    "pr_curve",
    "roc_auc",
    "roc_curve",
]


class Steps(NamedTuple):
    """Counts when everything with a score >= the threshold is called positive, falling."""

    thresholds: Any
    tp: Array
    fp: Array


def labels_and_scores(labels: ArrayLike, scores: ArrayLike) -> tuple[Array, Array, _rules.DType]:
    """Labels as bools and scores to be ranked, both (N,), N at least 1."""
    positive = _rules.binary("labels", labels)
    s, result = _rules.ranks("scores", scores)
    _rules.axes("labels", positive, 1, "(N,)")
    _rules.same_shape(labels=positive, scores=s)
    _rules.not_empty("labels", positive)
    _rules.no_nan("scores", s)
    return positive, s, result


def ranked(
    labels: ArrayLike, scores: ArrayLike, sample_weight: ArrayLike | None
) -> tuple[Steps, _rules.DType]:
    """Shares of the examples called positive, of the largest weight, at each distinct score."""
    positive, s, result = labels_and_scores(labels, scores)
    weights, (positive, s) = _weights.counted(sample_weight, positive, s)
    return steps(positive, s, None if weights is None else _weights.scaled(weights)), result


def steps(positive: Array, scores: Array, weights: Array | None = None) -> Steps:
    """Counts, or sums of weights, at each distinct score, the largest first."""
    order = np.argsort(scores)[::-1]
    falling = scores[order]
    thresholds = falling if falling.dtype.kind == "f" else falling.astype(np.float64)
    # Not the difference: of two infinities that is NaN.
    last = np.flatnonzero(falling[1:] != falling[:-1])
    last = np.append(last, falling.size - 1)
    if weights is not None:
        tp, fp = (
            np.cumsum(np.where(side, weights, 0)[order])[last] for side in (positive, ~positive)
        )
        return Steps(thresholds[last], tp, fp)
    tp = np.cumsum(positive[order])[last]
    return Steps(thresholds[last], tp, last + 1 - tp)


class RocCurve(NamedTuple):
    """False-positive rates, true-positive rates, and the thresholds they belong to."""

    fpr: Any
    tpr: Any
    thresholds: Any


@_rules.quiet
def roc_curve(
    labels: ArrayLike,
    scores: ArrayLike,
    *,
    drop: bool = False,
    allow_nan: bool = False,
    sample_weight: ArrayLike | None = None,
) -> RocCurve:
    """True- against false-positive rate, as the threshold falls.

        fpr = FP / N,  tpr = TP / P at each distinct score, after a first point (0, 0)

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN; +-inf is allowed.
        drop: leave out points whose step before equals the step after.
        allow_nan: with one class only, give NaN for the rate that has no meaning.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: RocCurve(fpr, tpr, thresholds), the thresholds falling from +inf, dtype of scores;
        rates are float64.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1, one class
        only without allow_nan.
    Edges: ties are one step, -0.0 ties with 0.0. A score of +inf has a point of its own after
        the first, with the same threshold.
    Elsewhere: sklearn.metrics.roc_curve: drops points by default, which it decides before the first
        point is put in front, so that the first real point always stays, as here.
    Source: Fawcett 2006.
    """
    (thresholds, tp, fp), result = ranked(labels, scores, sample_weight)
    p, n = tp[-1], fp[-1]
    if not (p and n) and not allow_nan:
        raise ValueError("There is one class only; a ROC curve needs positives and negatives.")
    if drop and len(tp) > 2:
        turns = (np.diff(fp, 2) != 0) | (np.diff(tp, 2) != 0)
        kept = np.concatenate([[True], turns, [True]])
        thresholds, tp, fp = thresholds[kept], tp[kept], fp[kept]
    fpr, tpr = (np.concatenate([[0], c]) / (t or np.nan) for c, t in ((fp, n), (tp, p)))
    first = np.array([np.inf], thresholds.dtype)
    return RocCurve(fpr, tpr, _rules.give(np.concatenate([first, thresholds]), result))


@_rules.quiet
def roc_auc(labels: ArrayLike, scores: ArrayLike, *, sample_weight: ArrayLike | None = None) -> Any:
    """Chance that a random positive outranks a random negative, a tie counting one half.

        (pairs won + 1/2 pairs tied) / (P N)

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN; +-inf is allowed.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a float64 in [0, 1]; NaN with one class only.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Edges: pairs are counted in integers, so that only the last division rounds; a pair of weighted
        examples counts with the product of their weights. Whole scores that float64 would tie are
        compared as integers, in every metric of a ranking.
    Elsewhere: scipy.stats.mannwhitneyu: its statistic for the scores of positives is this times P
        N; sklearn.metrics.roc_auc_score: warns for one class; keras.metrics.AUC: adds up 200
        trapezoids, 0.5 in place of 0.75 when all scores are tiny.
    Source: Hanley and McNeil 1982.
    """
    (_, tp, fp), _ = ranked(labels, scores, sample_weight)
    if not (tp[-1] and fp[-1]):
        return np.float64(np.nan)
    before = np.concatenate([[0], tp[:-1]])
    # Twice the pairs: a tie is one of two.
    doubled = np.dot(np.diff(fp, prepend=0), tp + before)
    if tp.dtype.kind == "f":
        return np.float64(min(doubled / (2 * tp[-1] * fp[-1]), 1))
    return np.float64(int(doubled) / (2 * int(tp[-1]) * int(fp[-1])))


class PrCurve(NamedTuple):
    """Precisions, recalls, and the thresholds they belong to."""

    precision: Any
    recall: Any
    thresholds: Any


@_rules.quiet
def pr_curve(
    labels: ArrayLike, scores: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> PrCurve:
    """Precision against recall, as the threshold falls.

        precision = TP / (TP + FP),  recall = TP / P at each distinct score

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN; +-inf is allowed.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: PrCurve(precision, recall, thresholds), thresholds falling, dtype of scores; the
        others float64. Without positives recall is NaN.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Elsewhere: sklearn.metrics.precision_recall_curve: lists them rising and appends the point (1,
        0).
    Source: Davis and Goadrich 2006.
    """
    (thresholds, tp, fp), result = ranked(labels, scores, sample_weight)
    return PrCurve(tp / (tp + fp), tp / (tp[-1] or np.nan), _rules.give(thresholds, result))


@_rules.quiet
def average_precision(
    labels: ArrayLike, scores: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Area under the precision-recall steps, without interpolation.

        sum_k (R_k - R_{k-1}) P_k

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), no NaN; +-inf is allowed.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a float64 in [0, 1]; NaN without positives.
    Raises: ValueError: shapes differ, no examples, NaN, labels other than 0 and 1.
    Edges: A trapezoid rule is too optimistic.
    Elsewhere: sklearn.metrics.average_precision_score: gives 0 without positives, with a warning;
        keras.metrics.AUC(curve="PR"): interpolates between 200 thresholds.
    Source: Manning, Raghavan and Schutze 2008, section 8.4.
    """
    (_, tp, fp), _ = ranked(labels, scores, sample_weight)
    if not tp[-1]:
        return np.float64(np.nan)
    return np.dot(np.diff(tp, prepend=0), tp / (tp + fp)) / tp[-1]
