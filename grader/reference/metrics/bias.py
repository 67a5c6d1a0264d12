"""Metrics of calibration: prediction bias, whole, by bucket and by slice; Brier score."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "Buckets",
    "SliceBias",
    "brier",
    "bucketed_bias",
    "expected_calibration_error",
    "prediction_bias",
    "slice_bias",
]


def _predictions(labels: ArrayLike, p: ArrayLike) -> tuple[Array, Array, _rules.DType]:
    (y, q), result = _rules.floats(labels=labels, p=p)
    _rules.axes("labels", y, 1, "(N,)")
    _rules.same_shape(labels=y, p=q)
    _rules.not_empty("labels", y)
    _rules.between("labels", y, 0, 1)
    _rules.between("p", q, 0, 1)
    return y, q, result


def prediction_bias(labels: ArrayLike, p: ArrayLike) -> Any:
    """How much the predictions are too high on average.

        mean of p - mean of y

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
    Returns: a scalar; 0 says nothing of single predictions.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN.
    Source: Google Machine Learning Crash Course, "Prediction bias".
    """
    y, q, result = _predictions(labels, p)
    return _rules.give((q - y).mean(), result)


class Buckets(NamedTuple):
    """Of each bucket that is not empty: number of examples, means, and their difference."""

    count: Any
    mean_p: Any
    mean_y: Any
    bias: Any


BUCKETS = ("uniform", "quantile")


def bucketed_bias(labels: ArrayLike, p: ArrayLike, k: int = 10, mode: str = "uniform") -> Buckets:
    """Prediction bias of examples with similar predictions.

        bucket b holds edge_b < p <= edge_{b+1}, the first its left edge too

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        k: number of buckets, at least 1.
        mode: "uniform", edges linspace(0, 1, k + 1); "quantile", edges at percentiles of p.
    Returns: Buckets(count, mean_p, mean_y, bias), without the empty ones, in order.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN, k below 1, an
        unknown mode.
    Edges: edges are rounded numbers: 0.6 lies below linspace(0, 1, 6)[3].
    Elsewhere: scikit-learn's calibration_curve has the same buckets.
    Source: Niculescu-Mizil and Caruana 2005.
    """
    y, q, result = _predictions(labels, p)
    count = _rules.whole("k", k, at_least=1)
    _rules.one_of("mode", mode, BUCKETS)
    shares = np.linspace(0, 1, count + 1)
    edges = shares if mode == "uniform" else np.percentile(q, shares * 100)
    bucket = np.searchsorted(edges[1:-1], q)
    return Buckets(*_means(bucket, y, q, count, result))


def _means(
    group: Array, y: Array, q: Array, groups: int, result: _rules.DType
) -> tuple[Any, Any, Any, Any]:
    """Count, mean p, mean y and bias of each group that is not empty."""
    counts = np.bincount(group, minlength=groups)
    kept = np.flatnonzero(counts)
    counts = counts[kept]
    mean_p, mean_y = (np.bincount(group, v, groups)[kept] / counts for v in (q, y))
    means = (_rules.give(m, result) for m in (mean_p, mean_y, mean_p - mean_y))
    return (counts, *means)


class SliceBias(NamedTuple):
    """Of each slice: its key, number of examples, bias, and the bias's standard error."""

    keys: Any
    count: Any
    bias: Any
    standard_error: Any


def slice_bias(labels: ArrayLike, p: ArrayLike, slice_ids: ArrayLike) -> SliceBias:
    """Prediction bias of each slice of the data.

        mean of p - mean of y;  standard error sqrt(sum p (1 - p)) / n

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        slice_ids: (N,) integer, any keys.
    Returns: SliceBias(keys, count, bias, standard_error), keys rising.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN. TypeError: keys
        that are not integers.
    Source: Google Machine Learning Crash Course, "Prediction bias".
    """
    y, q, result = _predictions(labels, p)
    keys = _rules.integers("slice_ids", slice_ids)
    _rules.same_shape(labels=y, slice_ids=keys)
    names, group = np.unique(keys, return_inverse=True)
    count, _, _, bias = _means(group, y, q, names.size, result)
    error = np.sqrt(np.bincount(group, q * (1 - q))) / count
    return SliceBias(names, count, bias, _rules.give(error, result))


def expected_calibration_error(
    labels: ArrayLike, p: ArrayLike, k: int = 10, mode: str = "uniform"
) -> Any:
    """Mean size of the bucketed bias, over examples.

        sum_b count_b / N |bias_b|

    Args: those of bucketed_bias.
    Returns: a scalar in [0, 1].
    Raises: as bucketed_bias.
    Source: Naeini, Cooper and Hauskrecht 2015.
    """
    count, _, _, bias = bucketed_bias(labels, p, k, mode)
    return _rules.give(np.dot(count, np.abs(bias)) / count.sum(), bias.dtype)


def brier(labels: ArrayLike, p: ArrayLike) -> Any:
    """Mean squared error of predicted probabilities.

        mean of (p - y)^2

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
    Returns: a scalar in [0, 1].
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN.
    Source: Brier 1950.
    """
    y, q, result = _predictions(labels, p)
    off = q - y
    return _rules.give(np.dot(off, off) / off.dtype.type(off.size), result)
