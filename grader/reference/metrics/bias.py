"""Metrics of calibration: prediction bias, whole, by bucket and by slice; Brier score."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._moments import double
from .._rules import Array, ArrayLike
from ..penalties.norms import squared_length

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


@_rules.quiet
def prediction_bias(
    labels: ArrayLike, p: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Any:
    """How much the predictions are too high on average.

        mean of p - mean of y

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a scalar; 0 says nothing of single predictions.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN.
    Elsewhere: none.
    Source: Google Machine Learning Crash Course, "Prediction bias".
    """
    y, q, result = _predictions(labels, p)
    if sample_weight is not None:
        share = _weights.shares(sample_weight, y.size, double(q[:0]).dtype)
        return _rules.give(share @ (double(q) - y), result)
    return _rules.give((double(q) - y).mean(), result)


class Buckets(NamedTuple):
    """Of each bucket that is not empty: examples or their weight, means, and their difference."""

    count: Any
    mean_p: Any
    mean_y: Any
    bias: Any


BUCKETS = ("uniform", "quantile")


@_rules.quiet
def bucketed_bias(
    labels: ArrayLike,
    p: ArrayLike,
    k: int = 10,
    mode: str = "uniform",
    *,
    sample_weight: ArrayLike | None = None,
) -> Buckets:
    """Prediction bias of examples with similar predictions.

        bucket b holds edge_b < p <= edge_{b+1}, the first its left edge too

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        k: number of buckets, at least 1.
        mode: "uniform", edges linspace(0, 1, k + 1); "quantile", edges at percentiles of p.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: Buckets(count, mean_p, mean_y, bias), without the empty ones, in order.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN, k below 1, an
        unknown mode.
    Edges: edges are rounded numbers: 0.6 lies below linspace(0, 1, 6)[3]. Percentiles of weighted
        examples are predictions among them; without weights they lie between two predictions.
    Elsewhere: sklearn.calibration.calibration_curve: has the same buckets, and gives their means
        only.
    Source: Niculescu-Mizil and Caruana 2005.
    """
    y, q, result = _predictions(labels, p)
    count = _rules.whole("k", k, at_least=1)
    _rules.one_of("mode", mode, BUCKETS)
    weights, (y, q) = _weights.counted(sample_weight, y, q)
    edges = _edges(q, count, mode, weights)
    bucket = np.searchsorted(edges[1:-1], q)
    return Buckets(*_means(bucket, y, q, count, result, weights))


def _edges(q: Array, k: int, mode: str, weights: Array | None) -> Array:
    shares = np.linspace(0, 1, k + 1)
    if mode == "uniform":
        return shares
    if weights is None:
        return np.percentile(q, shares * 100)
    near = _weights.scaled(weights)
    return np.asarray(np.quantile(q, shares, method="inverted_cdf", weights=near))


def _means(
    group: Array, y: Array, q: Array, groups: int, result: _rules.DType, weights: Array | None
) -> tuple[Any, Any, Any, Any]:
    """Count, mean p, mean y and bias of each group that is not empty."""
    counts = np.bincount(group, minlength=groups)
    kept = np.flatnonzero(counts)
    if weights is not None:
        return _weighted_means(group, y, q, result, weights, kept)
    counts = counts[kept]
    mean_p, mean_y = (np.bincount(group, v, groups)[kept] / counts for v in (q, y))
    means = (_rules.give(m, result) for m in (mean_p, mean_y, mean_p - mean_y))
    return (counts, *means)


def _weighted_means(
    group: Array, y: Array, q: Array, result: _rules.DType, weights: Array, kept: Array
) -> tuple[Any, Any, Any, Any]:
    """As `_means`, with the sum of the weights for the count."""
    near = _weights.scaled(weights)
    sums = np.bincount(group, near)[kept]
    mean_p, mean_y = (np.bincount(group, near * v)[kept] / sums for v in (q, y))
    means = (_rules.give(m, result) for m in (mean_p, mean_y, mean_p - mean_y))
    return (np.bincount(group, weights)[kept], *means)


class SliceBias(NamedTuple):
    """Of each slice: its key, number of examples, bias, and the bias's standard error."""

    keys: Any
    count: Any
    bias: Any
    standard_error: Any


@_rules.quiet
def slice_bias(
    labels: ArrayLike, p: ArrayLike, slice_ids: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> SliceBias:
    """Prediction bias of each slice of the data.

        mean of p - mean of y;  standard error sqrt(sum p (1 - p)) / n

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        slice_ids: (N,) integer, any keys.
        sample_weight: (N,), how many examples each stands for; None for one.
    Returns: SliceBias(keys, count, bias, standard_error), keys rising; with weights n and count are
        their sum, and every term of the standard error has its weight.
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN. TypeError: keys
        that are not integers.
    Elsewhere: none.
    Source: Google Machine Learning Crash Course, "Prediction bias".
    """
    y, q, result = _predictions(labels, p)
    keys = _rules.integers("slice_ids", slice_ids)
    _rules.same_shape(labels=y, slice_ids=keys)
    keys = keys.astype(keys.dtype.newbyteorder("="), copy=False)
    weights, (y, q, keys) = _weights.counted(sample_weight, y, q, keys)
    names, group = np.unique(keys, return_inverse=True)
    count, _, _, bias = _means(group, y, q, names.size, result, weights)
    spread = double(q) * (1 - double(q))
    if weights is None:
        error = np.sqrt(np.bincount(group, spread)) / count
    else:  # by a power of 4, so that no sum of weights overflows
        half = int(np.frexp(weights.max())[1]) // 2
        near = np.ldexp(weights, -2 * half)
        error = np.sqrt(np.bincount(group, spread * near)) / np.bincount(group, near)
        error = np.ldexp(error, -half)
    return SliceBias(names, count, bias, _rules.give(error, result))


@_rules.quiet
def expected_calibration_error(
    labels: ArrayLike,
    p: ArrayLike,
    k: int = 10,
    mode: str = "uniform",
    *,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Mean size of the bucketed bias, over examples.

        sum_b count_b / N |bias_b|

    Args: those of bucketed_bias.
    Returns: a scalar in [0, 1].
    Raises: as bucketed_bias.
    Elsewhere: none.
    Source: Naeini, Cooper and Hauskrecht 2015.
    """
    if sample_weight is not None:
        sample_weight = _weights.scaled(_weights.both(sample_weight, np.shape(labels)))
    count, _, _, bias = bucketed_bias(labels, p, k, mode, sample_weight=sample_weight)
    return _rules.give(np.dot(count, np.abs(bias)) / count.sum(), bias.dtype)


@_rules.quiet
def brier(labels: ArrayLike, p: ArrayLike, *, sample_weight: ArrayLike | None = None) -> Any:
    """Mean squared error of predicted probabilities.

        mean of (p - y)^2

    Args:
        labels: (N,), in [0, 1].
        p: (N,), predicted probabilities.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a scalar in [0, 1].
    Raises: ValueError: shapes differ, no examples, values outside [0, 1], NaN.
    Elsewhere: sklearn.metrics.brier_score_loss; keras.metrics.MeanSquaredError.
    Source: Brier 1950.
    """
    y, q, result = _predictions(labels, p)
    if sample_weight is not None:
        share = _weights.shares(sample_weight, y.size, double(q[:0]).dtype)
        return _rules.give(share @ np.square(double(q) - y), result)
    return _rules.give(squared_length(double(q), double(y)) / y.size, result)
