"""Metrics of the scores of many classes: top-k accuracy, area under the ROC curve."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .ranking import roc_auc

__all__ = [
    "multiclass_auc",
    "top_k_accuracy",
]


def _scores(labels: ArrayLike, scores: ArrayLike) -> tuple[Array, Array]:
    s = _rules.ranks("scores", scores)[0]
    _, y, _ = _rules.scores_and_classes("scores", scores, labels, -1)
    _rules.axes("scores", s, 2, "(N, C), one row an example")
    _rules.not_empty("scores", s)
    _rules.no_nan("scores", s)
    return y, s


@_rules.quiet
def top_k_accuracy(
    labels: ArrayLike, scores: ArrayLike, k: int = 5, *, sample_weight: ArrayLike | None = None
) -> Any:
    """Share of examples whose class is among the k with the highest scores.

        mean of [#{c : s_c > s_y, or s_c = s_y and c < y} < k]

    Args:
        labels: (N,) integer classes in [0, C).
        scores: (N, C), no NaN; +-inf is allowed.
        k: number of classes that may be named, at least 1.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a float64 in [0, 1].
    Raises: ValueError: shapes that do not fit, no examples, a class outside [0, C), NaN, k below
        1. TypeError: classes that are not integers, k not whole.
    Edges: of equal scores the lowest class comes first, so that k = 1 is the accuracy of
        ova_predict; 1 from k = C on.
    Elsewhere: sklearn.metrics.top_k_accuracy_score: takes the highest class of equals first, with k
        = 2 by default; keras.metrics.SparseTopKCategoricalAccuracy: counts every class tied with
        the k-th; tensorflow.math.in_top_k: counts every class tied with the k-th.
    Source: Russakovsky et al. 2015, section 4.1.
    """
    count = _rules.whole("k", k, at_least=1)
    y, s = _scores(labels, scores)
    own = s[np.arange(y.size), y][:, None]
    ahead = np.where(np.arange(s.shape[1]) < y[:, None], s >= own, s > own)
    hit = ahead.sum(axis=1) < count
    if sample_weight is not None:
        return np.float64(_weights.shares(sample_weight, y.size, np.dtype(float)) @ hit)
    return np.float64(hit.mean())


MODES = ("ovr", "ovo")
AVERAGES = ("macro", "weighted")


@_rules.quiet
def multiclass_auc(
    labels: ArrayLike,
    scores: ArrayLike,
    mode: str = "ovr",
    average: str = "macro",
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Mean area under the ROC curves of classes against the rest, or of pairs of classes.

        ovr: roc_auc of (y = c, s_c), averaged over classes, weighted by examples of c
        ovo: mean of roc_auc of (y = a, s_a) and (y = b, s_b) among the examples of a and b,
             averaged over pairs a < b, weighted by examples of a and b

    Args:
        labels: (N,) integer classes in [0, C).
        scores: (N, C), no NaN; they need not be probabilities.
        mode: "ovr", one versus rest; "ovo", one versus one.
        average: "macro", every class or pair alike; "weighted", by its examples.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a float64 in [0, 1]; NaN with examples of one class only.
    Raises: ValueError: shapes that do not fit, no examples, a class outside [0, C), NaN, an
        unknown mode or average. TypeError: classes that are not integers.
    Edges: classes without an example are left out. Macro ovo does not depend on how frequent
        the classes are.
    Elsewhere: sklearn.metrics.roc_auc_score(multi_class="ovr"): wants rows that sum to 1 and an
        example of every class; keras.metrics.AUC(multi_label=True): adds up 200 trapezoids a class.
    Source: Fawcett 2006, section 9.2 (ovr); Hand and Till 2001, eq. 7 (ovo).
    """
    _rules.one_of("mode", mode, MODES)
    _rules.one_of("average", average, AVERAGES)
    y, s = _scores(labels, scores)
    weights, (y, s) = _weights.counted(sample_weight, y, s)
    seen, which, counts = np.unique(y, return_inverse=True, return_counts=True)
    if weights is not None:
        counts = np.bincount(which, _weights.scaled(weights))
    if seen.size < 2:
        return np.float64(np.nan)
    if mode == "ovr":
        areas = [roc_auc(y == c, s[:, c], sample_weight=weights) for c in seen]
        sizes = list(counts)
    else:
        areas, sizes = [], []
        for i, j in combinations(range(seen.size), 2):
            a, b = seen[i], seen[j]
            first = y == a
            pair = first | (y == b)
            of_a, rows = first[pair], s[pair]
            of = {"sample_weight": None if weights is None else weights[pair]}
            areas.append((roc_auc(of_a, rows[:, a], **of) + roc_auc(~of_a, rows[:, b], **of)) / 2)
            sizes.append(counts[i] + counts[j])
    return np.float64(np.average(areas, weights=sizes if average == "weighted" else None))
