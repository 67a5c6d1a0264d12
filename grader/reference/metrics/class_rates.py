"""Precision, recall and F1 of many classes, balanced accuracy and correlation, from counts."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .decisions import room_for_sums

__all__ = [
    "balanced_accuracy",
    "class_f1",
    "class_precision",
    "class_recall",
    "mcc",
]

AVERAGES = ("none", "macro", "micro", "weighted")


def _counts(confusion: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """The table, and of each class: right ones, true ones, predicted ones."""
    table = _rules.numbers("confusion", confusion)
    if table.ndim < 2 or table.shape[-1] != table.shape[-2] or not table.shape[-1]:
        raise ValueError(f"confusion is {table.shape}; it must be (..., C, C), C at least 1.")
    if not ((table >= 0) & (table < np.inf)).all():
        raise ValueError("confusion must hold counts, finite and not negative.")
    table = room_for_sums(table)
    return table, np.einsum("...cc->...c", table), table.sum(axis=-1), table.sum(axis=-2)


def _share(part: Array, whole: Array, empty: float) -> Array:
    """part / whole in float64, `empty` where there is nothing to divide by."""
    return np.divide(part, whole, out=np.full(whole.shape, empty, float), where=whole > 0)


def _averaged(part: Array, whole: Array, true: Array, average: str, empty: float) -> Any:
    """The rate of each class, or their average; classes whose rate is NaN are left out."""
    _rules.one_of("average", average, AVERAGES)
    empty = _rules.real("zero_division", empty)
    if average == "micro":
        return _share(part.sum(axis=-1), whole.sum(axis=-1), empty)[()]
    rates = _share(part, whole, empty)
    if average == "none":
        return rates
    told = ~np.isnan(rates)
    weight = told * true if average == "weighted" else told
    return _share(np.nansum(weight * rates, axis=-1), weight.sum(axis=-1), empty)[()]


def class_precision(
    confusion: ArrayLike, average: str = "macro", zero_division: float = 0.0
) -> Any:
    """Share of the examples predicted as a class that are of it.

        C_kk / sum_j C_jk;  macro: mean over classes, weighted: by true examples,
        micro: sum_k C_kk / N, the accuracy

    Args:
        confusion: (..., C, C) counts, row the true class, column the predicted one; not
            negative, and not whole if examples are weighted.
        average: "none", "macro", "micro" or "weighted".
        zero_division: value of a class that is never predicted; NaN leaves it out of averages.
    Returns: (..., C) float64 for "none", else (...).
    Raises: ValueError: another shape, negative or infinite counts, an unknown average.
    Elsewhere: sklearn.metrics.precision_score(labels=range(C)): takes labels and predictions, and
        warns where a class is never predicted.
    Source: Sokolova and Lapalme 2009, table 3.
    """
    _, right, true, predicted = _counts(confusion)
    return _averaged(right, predicted, true, average, zero_division)


def class_recall(confusion: ArrayLike, average: str = "macro", zero_division: float = 0.0) -> Any:
    """Share of the examples of a class that are predicted as it.

        C_kk / sum_j C_kj;  averages as in class_precision

    Args:
        confusion: (..., C, C) counts, row the true class, column the predicted one.
        average: "none", "macro", "micro" or "weighted".
        zero_division: value of a class without examples; NaN leaves it out of averages.
    Returns: (..., C) float64 for "none", else (...).
    Raises: as class_precision.
    Elsewhere: sklearn.metrics.recall_score(labels=range(C)): takes labels and predictions, and
        warns where a class has no example.
    Source: Sokolova and Lapalme 2009, table 3.
    """
    _, right, true, _ = _counts(confusion)
    return _averaged(right, true, true, average, zero_division)


def class_f1(confusion: ArrayLike, average: str = "macro", zero_division: float = 0.0) -> Any:
    """Harmonic mean of precision and recall of each class.

        2 C_kk / (sum_j C_jk + sum_j C_kj);  averages as in class_precision

    Args:
        confusion: (..., C, C) counts, row the true class, column the predicted one.
        average: "none", "macro", "micro" or "weighted".
        zero_division: value of a class neither true nor predicted; NaN leaves it out.
    Returns: (..., C) float64 for "none", else (...).
    Raises: as class_precision.
    Edges: macro F1 is the mean of the classes' F1, not the F1 of mean precision and recall.
    Elsewhere: sklearn.metrics.f1_score(labels=range(C)): takes labels and predictions, and
        average=None for each class; keras.metrics.F1Score: gives each class by default.
    Source: Opitz and Burst 2019.
    """
    _, right, true, predicted = _counts(confusion)
    return _averaged(2 * right, true + predicted, true, average, zero_division)


@_rules.quiet
def balanced_accuracy(confusion: ArrayLike, adjusted: bool = False) -> Any:
    """Mean recall of the classes that have examples.

        mean over k of C_kk / sum_j C_kj;  adjusted: (that - 1/K) / (1 - 1/K)

    Args:
        confusion: (..., C, C) counts, row the true class, column the predicted one.
        adjusted: move chance to 0; K is the number of classes with examples.
    Returns: (...) float64; NaN of no examples, or of a single class when adjusted.
    Raises: as class_precision.
    Elsewhere: sklearn.metrics.balanced_accuracy_score: takes labels and predictions.
    Source: Brodersen, Ong, Stephan and Buhmann 2010.
    """
    _, right, true, _ = _counts(confusion)
    mean = np.asarray(_averaged(right, true, true, "macro", np.nan))
    if adjusted:
        chance = 1 / np.count_nonzero(true, axis=-1)
        mean = (mean - chance) / (1 - chance)
    return mean[()]


@_rules.quiet
def mcc(confusion: ArrayLike) -> Any:
    """Matthews' correlation of true and predicted classes, of two classes or many.

        (N sum_k C_kk - sum_k t_k p_k) / sqrt((N^2 - sum_k t_k^2) (N^2 - sum_k p_k^2)),
        t true and p predicted examples of each class

    Args:
        confusion: (..., C, C) counts, row the true class, column the predicted one.
    Returns: (...) float64 in [-1, 1]; 0 where all examples are of one class, or predicted so.
    Raises: as class_precision.
    Edges: the products are exact, of counts of any size and of sums of weights. The two-class case
        is the phi coefficient.
    Elsewhere: sklearn.metrics.matthews_corrcoef: takes labels and predictions.
    Source: Matthews 1975; Gorodkin 2004, eq. 8.
    """
    table, right, true, predicted = _counts(confusion)
    count = true.sum(axis=-1)
    exact = table.dtype.kind == "f" or count.max(initial=0) > 2**31
    if exact:  # the differences of these products cancel: they are of Python's integers
        table = _whole(table)
        true, predicted = table.sum(axis=-1), table.sum(axis=-2)
        right, count = np.einsum("...cc->...c", table), true.sum(axis=-1)
    agreement = count * right.sum(axis=-1) - (true * predicted).sum(axis=-1)
    of_true, of_predicted = (count * count - (n * n).sum(axis=-1) for n in (true, predicted))
    if exact:
        return np.asarray(_correlations(agreement, of_true, of_predicted), np.float64)[()]
    size = np.sqrt(of_true.astype(float) * of_predicted)
    return np.clip(_share(agreement, size, 0), -1, 1)[()]


def _whole(table: Array) -> Array:
    """Each table (..., C, C) times a power of 2 that makes its numbers whole, as Python's."""
    if table.dtype.kind != "f":
        return table.astype(object)
    mantissas, exponents = np.frexp(table.astype(np.float64))
    least = exponents.min(axis=(-2, -1), where=table > 0, initial=2000, keepdims=True)
    shifts = np.where(table > 0, exponents - least, 0)
    return np.asarray(np.ldexp(mantissas, 53).astype(np.int64).astype(object) << shifts)


def _correlation(agreement: int, of_true: int, of_predicted: int) -> float:
    whole = of_true * of_predicted
    size = math.sqrt(agreement * agreement / whole) if whole else 0.0
    return size if agreement > 0 else -size


_correlations = np.frompyfunc(_correlation, 3, 1)
