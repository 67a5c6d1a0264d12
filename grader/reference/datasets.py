"""Seeded data sets of the playground: points in the plane, labels -1 and +1, or real ones.

Every function takes (n, noise, rng); noise lies in [0, 1/2]. The distributions are those of the
playground, the draws NumPy's.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike

__all__ = [
    "Points",
    "Split",
    "make_circle",
    "make_gauss",
    "make_reg_gauss",
    "make_reg_plane",
    "make_spiral",
    "make_xor",
    "split",
]


class Points(NamedTuple):
    """Positions (n, 2) and labels (n,), float64."""

    X: Any
    y: Any


def _arguments(n: int, noise: float) -> tuple[int, float]:
    return _rules.whole("n", n), _rules.rate("noise", noise, high=0.5)


def _shuffled(X: Array, y: Array, rng: np.random.Generator) -> Points:
    order = rng.permutation(len(y))
    return Points(X[order], y[order])


def _halves(n: int) -> Array:
    """Labels: +1 for the first half (the larger of an odd n), then -1."""
    return np.where(np.arange(n) < (n + 1) // 2, 1.0, -1.0)


@_rules.quiet
def make_circle(n: int, noise: float, rng: np.random.Generator) -> Points:
    """A disc inside a ring; noise mislabels points near the border.

        radius uniform in [0, 2.5] or [3.5, 5], angle uniform;
        label +1 iff the position plus uniform(-5, 5) noise is nearer than 2.5 to the middle

    Args:
        n: number of points, half of them in the disc.
        noise: in [0, 1/2]; moves the point that is labeled, not the one that is given.
        rng: generator.
    Returns: Points(X (n, 2), y (n,)), shuffled.
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Edges: uniform in radius, not in area, so that the middle is denser.
    Elsewhere: sklearn.datasets.make_circles: has two thin rings with labels 0 and 1, and noise
        moves the points.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts.
    """
    count, level = _arguments(n, noise)
    inside = _halves(count) > 0
    radius = rng.uniform(0, 1, count)
    radius = np.where(inside, 2.5 * radius, 3.5 + 1.5 * radius)
    angle = rng.uniform(0, 2 * np.pi, count)
    X = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)
    judged = X + level * rng.uniform(-5, 5, X.shape)
    y = np.where(np.hypot(judged[:, 0], judged[:, 1]) < 2.5, 1.0, -1.0)
    return _shuffled(X, y, rng)


@_rules.quiet
def make_xor(n: int, noise: float, rng: np.random.Generator) -> Points:
    """Four quadrants, labeled crosswise; noise mislabels points near the axes.

        x, y uniform(-5, 5), pushed 0.3 away from the axes;
        label +1 iff the product of both plus uniform(-5, 5) noise is not negative

    Args:
        n: number of points.
        noise: in [0, 1/2]; moves the point that is labeled, not the one that is given.
        rng: generator.
    Returns: Points(X (n, 2), y (n,)).
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts.
    """
    count, level = _arguments(n, noise)
    X = rng.uniform(-5, 5, (count, 2))
    X += np.where(X > 0, 0.3, -0.3)
    judged = X + level * rng.uniform(-5, 5, X.shape)
    return Points(X, np.where(judged[:, 0] * judged[:, 1] >= 0, 1.0, -1.0))


@_rules.quiet
def make_gauss(n: int, noise: float, rng: np.random.Generator) -> Points:
    """Two normal clouds around (2, 2) and (-2, -2); noise widens them.

        variance 0.5 + 7 noise

    Args:
        n: number of points, half of them positive.
        noise: in [0, 1/2].
        rng: generator.
    Returns: Points(X (n, 2), y (n,)), shuffled.
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Elsewhere: sklearn.datasets.make_blobs: draws the centers, with labels 0, 1 and so on.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts.
    """
    count, level = _arguments(n, noise)
    y = _halves(count)
    X = 2 * y[:, None] + np.sqrt(0.5 + 7 * level) * rng.standard_normal((count, 2))
    return _shuffled(X, y, rng)


@_rules.quiet
def make_spiral(n: int, noise: float, rng: np.random.Generator) -> Points:
    """Two arms of a spiral; noise moves the points themselves.

        r = 5 i/m, t = 1.75 i/m 2 pi (+ pi for the negatives), i = 0 ... m - 1, m points an arm;
        (r sin t, r cos t) + uniform(-1, 1) noise

    Args:
        n: number of points, half of them on each arm.
        noise: in [0, 1/2].
        rng: generator.
    Returns: Points(X (n, 2), y (n,)), shuffled.
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts.
    """
    count, level = _arguments(n, noise)
    y = _halves(count)
    more = (count + 1) // 2
    arms = [np.arange(m) / max(m, 1) for m in (more, count - more)]
    share = np.concatenate(arms)
    t = 1.75 * share * 2 * np.pi + np.where(y > 0, 0, np.pi)
    X = 5 * share[:, None] * np.stack([np.sin(t), np.cos(t)], axis=1)
    X += level * rng.uniform(-1, 1, X.shape)
    return _shuffled(X, y, rng)


@_rules.quiet
def make_reg_plane(n: int, noise: float, rng: np.random.Generator) -> Points:
    """Regression on a tilted plane.

        x, y uniform(-6, 6); label (x + y) / 10 at the position plus uniform(-6, 6) noise

    Args:
        n: number of points.
        noise: in [0, 1/2].
        rng: generator.
    Returns: Points(X (n, 2), y (n,)).
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts.
    """
    count, level = _arguments(n, noise)
    X = rng.uniform(-6, 6, (count, 2))
    judged = X + level * rng.uniform(-6, 6, X.shape)
    return Points(X, judged.sum(axis=1) / 10)


_BUMPS = np.array(
    [[-4, 2.5, 1], [0, 2.5, -1], [4, 2.5, 1], [-4, -2.5, -1], [0, -2.5, 1], [4, -2.5, -1]]
)


@_rules.quiet
def make_reg_gauss(n: int, noise: float, rng: np.random.Generator) -> Points:
    """Regression on six bumps of alternating sign.

        x, y uniform(-6, 6); label the signed height max(0, 1 - distance / 2) of the nearest bump,
        at the position plus uniform(-6, 6) noise

    Args:
        n: number of points.
        noise: in [0, 1/2].
        rng: generator.
    Returns: Points(X (n, 2), y (n,)), y in [-1, 1].
    Raises: ValueError: n negative, noise outside [0, 1/2].
    Elsewhere: none.
    Source: Smilkov and Carter, TensorFlow playground, dataset.ts (regressGaussian).
    """
    count, level = _arguments(n, noise)
    X = rng.uniform(-6, 6, (count, 2))
    judged = X + level * rng.uniform(-6, 6, X.shape)
    away = judged[:, None, :] - _BUMPS[:, :2]
    heights = np.maximum(1 - np.hypot(away[..., 0], away[..., 1]) / 2, 0)
    nearest = heights.argmax(axis=1)
    index = np.arange(count)
    return Points(X, heights[index, nearest] * _BUMPS[nearest, 2])


class Split(NamedTuple):
    """Examples to train on and examples to test on."""

    X_train: Any
    y_train: Any
    X_test: Any
    y_test: Any


def _native(values: ArrayLike) -> Array:
    """An array of any dtype, in the byte order of the machine."""
    array = np.asarray(values)
    return array.astype(array.dtype.newbyteorder("="), copy=False)


def split(X: ArrayLike, y: ArrayLike, percent: float = 50.0) -> Split:
    """The first examples to train on, the others to test on.

        floor(N percent / 100) training examples

    Args:
        X: (N, ...) examples, shuffled before.
        y: (N, ...) labels.
        percent: share of the training examples, in [0, 100].
    Returns: Split(X_train, y_train, X_test, y_test), copies in the dtypes that come in.
    Raises: ValueError: X and y of different length, percent outside [0, 100].
    Elsewhere: sklearn.model_selection.train_test_split(shuffle=False): takes train_size as a share;
        keras.utils.split_dataset: takes left_size as a share, and rounds it.
    Source: Smilkov and Carter, TensorFlow playground, playground.ts.
    """
    rows, labels = _native(X), _native(y)
    if rows.shape[:1] != labels.shape[:1] or not rows.ndim:
        raise ValueError(f"X is {rows.shape}, y {labels.shape}; both need N rows.")
    cut = int(len(rows) * _rules.rate("percent", percent, high=100) / 100)
    return Split(rows[:cut].copy(), labels[:cut].copy(), rows[cut:].copy(), labels[cut:].copy())
