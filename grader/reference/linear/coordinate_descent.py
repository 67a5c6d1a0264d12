"""Coordinate descent for the lasso and the elastic net, column by column in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .lasso import gap
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
) -> Any:
    """Coordinate descent for the lasso: enet_cd without the squared part.

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        lam: rate, not negative.
        n_sweeps: number of passes over the columns, at most.
        tol: stop once the duality gap is not above this; None never stops early.
        w0: (D,) where to start; None for 0.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, lam or tol negative.
    Source: Friedman, Hastie and Tibshirani 2010.
    """
    return enet_cd(X, y, lam, 0.0, n_sweeps, tol=tol, w0=w0)


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
) -> Any:
    """Coordinate descent for 1/(2N) ||y - X w||^2 + l1 sum |w_j| + l2/2 sum w_j^2.

        w_j <- soft_threshold(X_j . r / N + c_j w_j, l1) / (c_j + l2),  c_j = ||X_j||^2 / N,
        columns in order, r = y - X w always up to date

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        l1, l2: rates, not negative.
        n_sweeps: number of passes over the columns, at most.
        tol: stop once the duality gap is not above this; None never stops early.
        w0: (D,) where to start; None for 0.
    Returns: w (D,).
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, a negative rate or
        tol.
    Edges: the weight of a zero column is 0.
    Elsewhere: scikit-learn's ElasticNet has l1 = alpha r, l2 = alpha (1 - r), and stops at a
        gap relative to the labels.
    Source: Friedman, Hastie and Tibshirani 2010, section 2.
    """
    rows, labels, w, result = _start(X, y, w0)
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    sweeps = _rules.whole("n_sweeps", n_sweeps)
    least = None if tol is None else _rules.rate("tol", tol)
    columns = _Columns(rows, labels, w, second)
    for _ in range(sweeps):
        if not columns.sweep(first) or (least is not None and columns.gap(first) <= least):
            break
    return _rules.give(columns.w, result)


class _Columns:
    """Weights, and the correlations X^T r / N - l2 w kept up to date by the Gram matrix.

    A column whose weight is 0 and whose correlation is below the threshold stays as it is, so
    that a sweep costs one vector operation for each weight that moves.
    """

    def __init__(self, rows: Array, labels: Array, w: Array, l2: float) -> None:
        n = len(rows)
        self.gram = (rows.T @ rows) / n
        self.scale = np.diagonal(self.gram) + l2
        self.w = np.where(self.scale, w, 0).astype(w.dtype)
        residual = labels - rows @ self.w
        self.correlation = (residual @ rows) / n - l2 * self.w
        self.gram[np.diag_indices(len(w))] += l2
        self.residual_square = labels @ labels / n
        self.target = (labels @ rows) / n

    def sweep(self, l1: float) -> bool:
        """One pass over the columns in order; whether any weight moved."""
        w, correlation, scale = self.w, self.correlation, self.scale.tolist()
        change = np.empty_like(correlation)
        moved = False
        for j, old in enumerate(w.tolist()):
            c = correlation.item(j)
            if not old and abs(c) <= l1:
                continue
            rho = c + scale[j] * old
            new = (rho - min(max(rho, -l1), l1)) / scale[j] if scale[j] else 0.0
            if new != old:
                np.multiply(self.gram[j], new - old, out=change)
                correlation -= change
                w[j] = new
                moved = True
        return moved

    def gap(self, l1: float) -> Any:
        # ||r||^2 / N + l2 ||w||^2 of the augmented problem, r.y and r.Xw by the correlations.
        square = self.residual_square - self.w @ (self.target + self.correlation)
        return gap(self.correlation, self.w, square, l1)
