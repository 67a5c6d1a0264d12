"""Proximal gradient for the lasso: ISTA and its accelerated form, FISTA."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from ._range import in_range
from .least_squares import design

__all__ = [
    "fista",
    "ista",
    "ista_step_1d",
    "prox_steps_to_zero",
]


class _Smooth:
    """The smooth part 1/(2N) ||y - X w||^2: its gradient, value and Lipschitz constant.

    With more examples than features all of it lives in the D x D Gram matrix.
    """

    def __init__(self, rows: Array, labels: Array) -> None:
        n, d = rows.shape
        self.rows, self.labels, self.n = rows, labels, n
        self.gram = (rows.T @ rows) / n if n > d else None
        self.target = (labels @ rows) / n
        square = self.gram if self.gram is not None else (rows @ rows.T) / n
        top = np.linalg.eigvalsh(square)[-1] if square.size else 0
        self.lipschitz = max(float(top), 0.0)

    def gradient(self, w: Array) -> Array:
        if self.gram is not None:
            return np.asarray(self.gram @ w - self.target)
        return np.asarray((self.rows @ w) @ self.rows / self.n - self.target)

    def value(self, w: Array) -> Any:
        r = self.labels - self.rows @ w
        return r @ r / (2 * self.n)


def _start(X: ArrayLike, y: ArrayLike, w0: ArrayLike | None) -> tuple[Array, Array, Array, Any]:
    (rows, labels), result = design(X, y)
    if w0 is None:
        return rows, labels, np.zeros(rows.shape[1], rows.dtype), result
    w = np.array(_rules.numbers("w0", w0), rows.dtype)
    if w.shape != rows.shape[1:]:
        raise ValueError(f"w0 is {w.shape}, X {rows.shape}; w0 must be {rows.shape[1:]}.")
    return rows, labels, w, result


def _solve(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    n_iter: int,
    w0: ArrayLike | None,
    return_history: bool,
    sample_weight: ArrayLike | None,
    extrapolate: Callable[[float], tuple[float, float]] | None,
) -> Any:
    rows, labels, w, result = _start(X, y, w0)
    rate, steps = _rules.rate("lam", lam), _rules.whole("n_iter", n_iter)
    roots, rows, labels = _weights.of_squares(sample_weight, rows, labels)
    near = in_range(rows, labels, w, small=True).weighted(roots)
    w, rate = near.at, near.rate(rate)
    smooth = _Smooth(near.rows, near.labels)
    history = [smooth.value(w) + rate * np.abs(w).sum()] if return_history else []
    point, t = w, 1.0
    for _ in range(steps):
        old, w = w, _step(smooth, point, rate)
        point = w
        if extrapolate is not None:
            t, weight = extrapolate(t)
            point = w + weight * (w - old)
        if return_history:
            history.append(smooth.value(w) + rate * np.abs(w).sum())
    w = _rules.give(near.weights(w), result)
    if not return_history:
        return w
    return w, _rules.give(near.value(np.array(history, rows.dtype)), result)


def _step(smooth: _Smooth, w: Array, lam: float) -> Array:
    """soft_threshold(w - gradient / L, lam / L); without slope (X = 0) a step of any length."""
    if not smooth.lipschitz:
        return np.zeros_like(w) if lam else w
    v = w - smooth.gradient(w) / smooth.lipschitz
    t = lam / smooth.lipschitz
    return np.asarray(v - np.clip(v, -t, t))


@_rules.quiet
def ista(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    n_iter: int,
    w0: ArrayLike | None = None,
    *,
    return_history: bool = False,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Proximal gradient for the lasso, with constant step 1/L.

        w <- soft_threshold(w - X^T (X w - y) / (N L), lam / L),  L = ||X||_2^2 / N

    Args:
        X: (N, D) examples, finite.
        y: (N,) labels, finite.
        lam: rate, not negative.
        n_iter: number of steps.
        w0: (D,) where to start; None for 0.
        return_history: also return the objective before the first and after each step.
        sample_weight: (N,) weights of the mean, not negative; None for equal ones.
    Returns: w (D,), or (w, history (n_iter + 1,)). The objective never rises.
    Raises: ValueError: shapes that do not fit, no examples, NaN or infinity, lam negative.
    Edges: X = 0 gives w = 0 (w0 itself if lam is 0 as well). Weights become exactly 0.
    Elsewhere: none.
    Source: Daubechies, Defrise and De Mol 2004.
    """
    return _solve(X, y, lam, n_iter, w0, return_history, sample_weight, None)


@_rules.quiet
def fista(
    X: ArrayLike,
    y: ArrayLike,
    lam: float,
    n_iter: int,
    w0: ArrayLike | None = None,
    *,
    return_history: bool = False,
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Accelerated proximal gradient for the lasso. Not monotone: the objective may rise.

        the step of ista from the point w_k + (t_k - 1) / t_{k+1} (w_k - w_{k-1}),
        t_1 = 1, t_{k+1} = (1 + sqrt(1 + 4 t_k^2)) / 2

    Args: those of ista.
    Returns: w (D,), or (w, history (n_iter + 1,)).
    Raises: as ista.
    Edges: those of ista.
    Elsewhere: none.
    Source: Beck and Teboulle 2009, section 4.
    """

    def extrapolate(t: float) -> tuple[float, float]:
        following = (1 + math.sqrt(1 + 4 * t * t)) / 2
        return following, (t - 1) / following

    return _solve(X, y, lam, n_iter, w0, return_history, sample_weight, extrapolate)


def ista_step_1d(w: float, a: float, eta: float, lam: float) -> float:
    """One proximal gradient step on a parabola with an absolute value.

        f(w) = 1/2 (w - a)^2 + lam |w|;  soft_threshold(w - eta (w - a), eta lam)

    Args:
        w: where to start.
        a: the parabola's minimum.
        eta: step size, not negative.
        lam: rate, not negative.
    Returns: a float.
    Raises: ValueError: eta or lam negative.
    Elsewhere: none.
    Source: Daubechies, Defrise and De Mol 2004.
    """
    step, rate = _rules.rate("eta", eta), _rules.rate("lam", lam)
    start = _rules.real("w", w)
    v = start - step * (start - _rules.real("a", a))
    return v - min(max(v, -step * rate), step * rate)


def prox_steps_to_zero(w0: float, eta: float, lam: float) -> int:
    """Proximal l1 steps after which a weight without gradient is exactly 0.

        ceil(|w0| / (eta lam))

    Args:
        w0: the weight.
        eta: step size, positive.
        lam: rate, positive.
    Returns: an int; 0 of a zero weight.
    Raises: ValueError: eta or lam not positive, no finite number of steps.
    Edges: A squared penalty multiplies by 1 - 2 eta lam and never arrives.
    Elsewhere: none.
    Source: Donoho and Johnstone 1994.
    """
    step = _rules.rate("eta", eta, open_low=True) * _rules.rate("lam", lam, open_low=True)
    weight = abs(_rules.real("w0", w0))
    steps = weight / step if step else weight * math.inf if weight else 0.0
    if not math.isfinite(steps):
        raise ValueError(f"w0 is {weight:g} and a step {step:g}; no number of steps is enough.")
    return math.ceil(steps)
