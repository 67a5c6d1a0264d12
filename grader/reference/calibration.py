"""Calibration of a finished model: temperature scaling, Platt scaling, isotonic regression."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import _rules, _weights
from ._moments import double
from ._rules import Array, ArrayLike
from .linear.logistic import logistic_newton
from .links.class_scores import softmax
from .links.log_odds import sigmoid
from .metrics.ranking import labels_and_scores
from .penalties.norms import scale_exponent

__all__ = [
    "Isotonic",
    "Platt",
    "isotonic_calibration",
    "isotonic_regression",
    "platt_scaling",
    "temperature_scaling",
]


@_rules.quiet
def temperature_scaling(
    logits: ArrayLike, labels: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> float:
    """The temperature that makes softmax(logits / T) most likely.

        min over T of mean of sparse_softmax_ce(z / T, y): convex in 1 / T

    Args:
        logits: (N, C), finite; or (N,) log-odds of class 1.
        labels: (N,) integer classes in [0, C).
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: T, a float in [1e-6, 1e6]. At T the mean true logit equals the mean expected one.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a class outside
        [0, C). TypeError: classes that are not integers.
    Edges: T is at its lower end when no true class has less than the largest logit, which holds
        for equal logits too, where every T is as good; else at its upper end when the logits are
        no better than chance.
    Elsewhere: sklearn.calibration.CalibratedClassifierCV(method="temperature"): stores 1 / T, and
        fits on folds.
    Source: Guo, Pleiss, Sun and Weinberger 2017, section 4.2.
    """
    (z,), _ = _rules.floats(logits=logits)
    if z.ndim == 1:
        z = np.stack([np.zeros_like(z), z], axis=1)
    _rules.axes("logits", z, 2, "(N, C), or (N,) for two classes")
    z, y, _ = _rules.scores_and_classes("logits", z, labels, 1)
    _rules.not_empty("labels", y)
    _rules.finite("logits", z)
    share, (z, y) = _weights.of_mean(sample_weight, z, y)
    z = np.ascontiguousarray(z, np.float64)
    # By a power of 2, so that no difference or product overflows.
    exponent = scale_exponent(z) + 2
    z = np.ldexp(z, -exponent)
    z = z - z[np.arange(len(z)), y][:, None]
    return _temperature(z, exponent, share)


def _temperature(z: Array, exponent: int, share: Array | None) -> float:
    """T for logits less the true one, given in units of 2^exponent."""

    def slope(inverse: float) -> tuple[float, float]:
        """First and second derivative of the loss by 1 / T; the second is not negative."""
        p = softmax(z * inverse)
        mean = np.vecdot(p, z)
        p *= z
        if share is not None:
            return float(share @ mean), float(share @ (np.vecdot(p, z) - np.square(mean)))
        return float(mean.sum()), float(np.vecdot(p, z).sum() - mean @ mean)

    # 1 / T in the same units; beyond 2^1000 softmax has the largest logit alone.
    unit = 2.0 ** min(max(exponent, -900), 900)
    low, high = 1e-6 * unit, 1e6 * unit
    if slope(high)[0] <= 0:
        return 1e-6
    if slope(low)[0] >= 0:
        return 1e6
    at = unit
    for _ in range(200):
        first, second = slope(at)
        low, high = (at, high) if first < 0 else (low, at)
        # Newton's step, or the middle (in ratio) where it would leave the bracket by more than
        # rounding: from the end of the bracket, a step of no length has arrived.
        following = at - first / second if second > 0 else np.inf
        if not low * (1 - 1e-13) < following < high * (1 + 1e-13):
            following = float(np.sqrt(low) * np.sqrt(high))
        near = abs(following - at) <= 1e-13 * at
        at = following
        if near:
            break
    return unit / at


class Platt(NamedTuple):
    """Slope and offset: P(y = 1) = sigmoid(slope score + offset)."""

    slope: Any
    offset: Any

    @_rules.quiet
    def probabilities(self, scores: ArrayLike) -> Any:
        """P(y = 1) of scores of any shape."""
        (s, a, b), result = _rules.floats(scores=scores, slope=self.slope, offset=self.offset)
        return _rules.give(np.asarray(sigmoid(a * s + b)), result)


@_rules.quiet
def platt_scaling(
    labels: ArrayLike, scores: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Platt:
    """A sigmoid of scores that makes them probabilities.

        min over a, b of the mean of sigmoid_ce(a s + b, t),
        t = (P + 1) / (P + 2) for positives, 1 / (N + 2) for negatives

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), finite.
        sample_weight: (N,), how many examples each stands for, P and N sums of them; None for one.
    Returns: Platt(slope, offset), float64 or the dtype of scores.
    Raises: ValueError: shapes differ, no examples, labels other than 0 and 1, NaN or infinity.
    Edges: the moved targets t keep the slope finite, also for separable or one-sided labels.
    Elsewhere: sklearn.calibration.CalibratedClassifierCV(method="sigmoid"): turns the signs of both
        round, and fits on folds.
    Source: Platt 1999; Lin, Lin and Weng 2007.
    """
    positive, s, result = labels_and_scores(labels, scores)
    _rules.finite("scores", s)
    weights, (positive, s) = _weights.counted(sample_weight, positive, s)
    if weights is None:
        p: Any = int(positive.sum())
        n: Any = positive.size - p
    else:
        p, n = (weights[side].sum() for side in (positive, ~positive))
    targets = np.where(positive, (p + 1) / (p + 2), 1 / (n + 2))
    # Scores of any size, however far from 0, are brought to [-1, 1] first: the steps are well
    # scaled, and differences between scores are not lost beside what they have in common.
    exponent = scale_exponent(s) + 2
    scores = np.ldexp(s.astype(np.float64), -exponent)
    middle = scores.min() / 2 + scores.max() / 2
    size = float(np.abs(scores - middle).max()) or 1.0
    (slope,), offset = logistic_newton(
        ((scores - middle) / size)[:, None], targets, n_iter=100, sample_weight=weights
    )
    a, b = np.ldexp(slope / size, -exponent), offset - slope * (middle / size)
    return Platt(_rules.give(a, result), _rules.give(b, result))


@_rules.quiet
def isotonic_regression(
    values: ArrayLike, weights: ArrayLike | None = None, *, increasing: bool = True
) -> Any:
    """The nearest sequence that never falls.

        min over f_1 <= f_2 <= ... of sum w_i (f_i - v_i)^2

    Args:
        values: (N,), finite, in order.
        weights: (N,), positive; None for equal ones.
        increasing: False for the nearest sequence that never rises.
    Returns: (N,), dtype of values; blocks of equal values are weighted means.
    Raises: ValueError: shapes differ, NaN or infinity, a weight that is not positive.
    Elsewhere: scipy.optimize.isotonic_regression: gives an object whose x is this;
        sklearn.isotonic.isotonic_regression.
    Source: Barlow, Bartholomew, Bremner and Brunk 1972 (pool adjacent violators).
    """
    (v,), result = _rules.floats(values=values)
    _rules.axes("values", v, 1, "(N,)")
    _rules.finite("values", v)
    (w,), _ = _rules.floats(weights=np.ones(v.shape) if weights is None else weights)
    _rules.same_shape(values=v, weights=w)
    if not ((w > 0) & (w < np.inf)).all():
        raise ValueError("weights must be positive and finite.")
    # By powers of 2, so that neither products nor sums of weights overflow or vanish.
    exponent = scale_exponent(v)
    means = np.ldexp(v.astype(np.float64), -exponent)
    weight = w.astype(np.float64)
    weight = np.maximum(np.ldexp(weight, -scale_exponent(weight)), np.finfo(np.float64).tiny)
    out = np.ldexp(_pooled(means if increasing else -means, weight), exponent)
    return _rules.give(out if increasing else -out, result)


def _pooled(means: Array, weight: Array) -> Array:
    size = np.ones(means.size, np.int64)
    while True:
        falls = means[1:] < means[:-1]  # equal ones may stay: pooled, they would be rounded
        starts = np.flatnonzero(np.concatenate([[True], ~falls])[: means.size])
        blocks = starts.size
        if blocks == means.size:
            return np.repeat(means, size)
        if means.size - blocks < means.size // 16:
            # Few merges a pass (a long tail that must be pooled step by step): one by one.
            means, weight, size = _one_by_one(means, weight, size)
            return np.repeat(means, size)
        # Neighbors that fall are in one block of the answer, so a whole run of them is.
        total = np.add.reduceat(weight * means, starts)
        weight, size = np.add.reduceat(weight, starts), np.add.reduceat(size, starts)
        means = total / weight


def _one_by_one(means: Array, weight: Array, size: Array) -> tuple[Array, Array, Array]:
    done: list[tuple[float, float, int]] = []
    for m, w, n in zip(means.tolist(), weight.tolist(), size.tolist(), strict=True):
        while done and done[-1][0] > m:
            before, v, k = done.pop()
            m, w, n = (before * v + m * w) / (v + w), v + w, k + n
        done.append((m, w, n))
    columns = zip(*done, strict=True)
    pooled, weights, sizes = map(np.array, columns)
    return pooled, weights, sizes


class Isotonic(NamedTuple):
    """Scores, rising, and the calibrated probability at each."""

    scores: Any
    values: Any

    @_rules.quiet
    def probabilities(self, scores: ArrayLike) -> Any:
        """P(y = 1), linear between the known scores and level outside them."""
        (s,), result = _rules.floats(scores=scores)
        known, values = (double(np.asarray(a)) for a in (self.scores, self.values))
        return _rules.give(_between(double(s), known, values), result)


def _between(x: Array, known: Array, values: Array) -> Array:
    """Values at x, linear between the known ones: numpy.interp without its slopes.

    A slope may leave the range, where the share of the way between two numbers does not.
    """
    right = np.clip(np.searchsorted(known, x, side="right"), 1, max(known.size - 1, 1))
    right, left = np.minimum(right, known.size - 1), right - 1
    low, high = known[left], known[right]
    share = (x - low) / (high - low)
    if np.isinf(high - low).any():
        share = np.where(np.isinf(high - low), (x / 2 - low / 2) / (high / 2 - low / 2), share)
    share = np.where(low == high, 1, share)
    inner = values[left] + (values[right] - values[left]) * np.maximum(share, 0)
    return np.where(share >= 1, values[right], inner)


@_rules.quiet
def isotonic_calibration(
    labels: ArrayLike, scores: ArrayLike, *, sample_weight: ArrayLike | None = None
) -> Isotonic:
    """A rising step curve that makes scores probabilities.

        isotonic_regression of the mean label at each distinct score, weighted by its examples

    Args:
        labels: (N,), 0 or 1.
        scores: (N,), finite.
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: Isotonic(scores, values): the distinct scores, rising, and their probabilities.
    Raises: ValueError: shapes differ, no examples, labels other than 0 and 1, NaN or infinity.
    Elsewhere: sklearn.isotonic.IsotonicRegression: leaves out the inner points of level runs, which
        changes no prediction; sklearn.calibration.CalibratedClassifierCV(method="isotonic"): fits
        on folds.
    Source: Zadrozny and Elkan 2002.
    """
    positive, s, result = labels_and_scores(labels, scores)
    s = double(s)
    _rules.finite("scores", s)
    weights, (positive, s) = _weights.counted(sample_weight, positive, s)
    distinct, index, counts = np.unique(s, return_inverse=True, return_counts=True)
    if weights is None:
        means = np.bincount(index, positive) / counts
    else:
        near = _weights.scaled(weights)
        counts = np.bincount(index, near)
        means = np.bincount(index, near * positive) / counts
    values = isotonic_regression(means, counts.astype(np.float64))
    return Isotonic(_rules.give(distinct, result), _rules.give(values, result))
