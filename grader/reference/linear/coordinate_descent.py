"""Coordinate descent for the lasso and the elastic net, column by column in order."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from ._active_set import descend
from ._range import in_range
from ._sweeps import All, Few
from .lasso import SmoothGap, gap
from .proximal_gradient import _start

__all__ = [
    "enet_cd",
    "lasso_cd",
]


@_rules.quiet
def lasso_cd(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    n_sweeps: int = 1000,
    *,
    tol: float | None = None,
    w0: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Coordinate descent for the lasso: enet_cd without the squared part.

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        lam: rate, not negative.
        n_sweeps: number of passes over the columns, at most.
        tol: stop once the duality gap is not above this; None never stops early.
        w0: (D,) where to start; None for 0.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, lam or tol negative.
    Elsewhere: sklearn.linear_model.Lasso(fit_intercept=False): calls lam alpha, and stops at a gap
        relative to the labels.
    Source: Friedman, Hastie and Tibshirani 2010.
    """
    return enet_cd(X, y, lam, 0.0, n_sweeps, tol=tol, w0=w0, sample_weight=sample_weight)


@_rules.quiet
def enet_cd(
    X: ArrayLike,
    y: ArrayLike,
    l1: float,
    l2: float,
    n_sweeps: int = 1000,
    *,
    tol: float | None = None,
    w0: ArrayLike | None = None,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Coordinate descent for 1/(2N) ||y - X w||^2 + l1 sum |w_j| + l2/2 sum w_j^2.

        w_j <- soft_threshold(X_j . r / N + c_j w_j, l1) / (c_j + l2),  c_j = ||X_j||^2 / N,
        columns in order, r = y - X w always up to date

    Time grows with N D a sweep at first, then with the square of the number of weights that can
    still move; memory with N D. With `tol`, Newton steps on the weights that can move come first,
    each in place of a sweep: the weights are right to `tol`, but not those after any sweep.

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        l1, l2: rates, not negative.
        n_sweeps: number of passes over the columns, at most.
        tol: stop once the duality gap is not above this; None never stops early.
        w0: (D,) where to start; None for 0.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a negative rate or
        tol.
    Edges: the weight of a zero column is 0.
    Elsewhere: sklearn.linear_model.ElasticNet(fit_intercept=False): l1 is alpha r and l2 is alpha
        (1 - r), and it stops at a gap relative to the labels.
    Source: Friedman, Hastie and Tibshirani 2010, section 2; with tol, Kim and Park 2010.
    """
    rows, labels, w, result = _start(X, y, w0)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    sweeps = _rules.whole("n_sweeps", n_sweeps)
    least = None if tol is None else _rules.rate("tol", tol)
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    near = in_range(rows, labels, w).weighted(roots)
    rows, labels, first, second = near.rows, near.labels, near.rate(first), near.square_rate(second)
    w = near.at
    if least is not None and first and rows.dtype == np.float64:
        goal = least / float(near.value(1.0))
        w, taken, found = descend(rows, labels, w, first, second, goal, sweeps)
        if found:
            return _rules.give(near.weights(w), result)
        sweeps -= taken
    solver = _Solver(rows, labels, w, first, second)
    smooth = SmoothGap(rows, labels, second) if least is not None and not first else None
    for _ in range(sweeps):
        if not solver.sweep():
            break
        if least is None:
            continue
        if near.value(smooth(solver.weights()) if smooth else solver.gap()) <= least:
            break
    return _rules.give(near.weights(solver.weights()), result)


FEW = 256
"""Up to so many columns have their Gram matrix made at once."""


class _Solver:
    """Sweeps over all columns until few of them can move, then over those."""

    def __init__(self, rows: Array, labels: Array, w: Array, l1: float, l2: float) -> None:
        self.l1, self.l2, n = l1, l2, len(rows)
        self.labels_square = labels @ labels / n
        self.target = (labels @ rows) / n
        self.few: Few | None = None
        self.index = np.arange(len(w))
        if len(w) <= FEW:
            gram = (rows.T @ rows) / n
            w = np.where(np.diagonal(gram) + l2, w, 0).astype(w.dtype)
            c = self.target - gram @ w - l2 * w
            self.few = Few(gram, w, c, l2, np.inf)
        else:
            self.all = All(rows, labels, w, l2)

    def weights(self) -> Array:
        """The weights of all columns."""
        if self.few is not None and len(self.few.w) == len(self.target):
            return self.few.w
        if self.few is not None:
            self.all.w[self.index] = self.few.w
        return self.all.w

    def sweep(self) -> bool:
        """One pass over the columns in order; whether any weight moved."""
        for _ in range(2):
            if self.few is not None and (found := self.few.sweep(self.l1)):
                return found[0]
            if self.few is not None:
                self.weights()
                self.all.refresh()
                self.c = self.all.correlations()
                self._leave_out(self.few.distance)
        moved, distance = self.all.sweep(self.l1)
        self.c = self.all.correlations()
        self._leave_out(distance)
        return moved

    def _leave_out(self, distance: float) -> None:
        """Leave out the columns that cannot move while X w / sqrt(N) goes twice as far as now."""
        columns, self.few = self.all, None
        room = (self.l1 - np.abs(self.c)) / np.sqrt(columns.square)
        room[columns.w != 0] = -np.inf
        free, d = int(np.count_nonzero(columns.w)), len(room)
        kept = max(int(np.count_nonzero(~(room > 2 * distance))), free + 64)
        # Their Gram matrix must cost no more than a few sweeps, and no more memory than X.
        if kept > max(free + 64, math.isqrt(128 * d)) or kept**2 > columns.x.size + FEW**2:
            return
        least = np.inf
        self.index = np.arange(d)
        if kept < d:
            order = np.argpartition(room, kept)
            self.index, least = np.sort(order[:kept]), float(room[order[kept]])
        x = columns.x[self.index]
        w, c = columns.w[self.index], self.c[self.index]
        self.few = Few(x @ x.T / columns.n, w, c, self.l2, least)

    def gap(self) -> Any:
        """The duality gap; columns that were left out have correlations below the threshold."""
        if self.few is None:
            c, w, target = self.c, self.all.w, self.target
        else:
            c, w, target = self.few.c, self.few.w, self.target[self.index]
        # ||r||^2 / N + l2 ||w||^2 of the augmented problem, r.y and r.Xw by the correlations.
        return gap(c, w, self.labels_square - w @ (target + c), self.l1)
