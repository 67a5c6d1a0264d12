"""Functions of rows and vectors in the arithmetic of mpmath, by the formulas of their docstrings.

Gradients are derivatives of these by `mpmath.diff`, and are not written down. Functions of single
entries are in tests/grader/reference/test_exact.py.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mpmath import mp, mpf

Number = Any
Row = list[Any]


def _logsumexp(z: Row) -> Number:
    return mp.log(mp.fsum(mp.exp(v) for v in z))


def _length(w: Row) -> Number:
    return mp.sqrt(mp.fsum(v * v for v in w))


def _cosine(a: Row, b: Row) -> Number:
    return 1 - mp.fsum(u * v for u, v in zip(a, b, strict=True)) / (_length(a) * _length(b))


def _weston_watkins(s: Row, y: int) -> Number:
    return mp.fsum(max(mpf(0), v - s[y] + 1) for j, v in enumerate(s) if j != y)


def _crammer_singer(s: Row, y: int) -> Number:
    return max(mpf(0), 1 + max(v for j, v in enumerate(s) if j != y) - s[y])


def _softmax_ce(z: Row, p: Row) -> Number:
    return mp.fsum(q * (_logsumexp(z) - v) for q, v in zip(p, z, strict=True))


def _kl_divergence(p: Row, q: Row) -> Number:
    return mp.fsum(u * mp.log(u / v) for u, v in zip(p, q, strict=True) if u)


def _mean_square(y: Row, p: Row) -> Number:
    return mp.fsum((a - b) ** 2 for a, b in zip(y, p, strict=True)) / len(y)


def _huber(y: Row, p: Row) -> Number:
    sizes = [abs(a - b) for a, b in zip(y, p, strict=True)]
    return mp.fsum(r * r / 2 if r <= 1 else r - mpf(1) / 2 for r in sizes) / len(y)


def _mean_size(y: Row, p: Row) -> Number:
    return mp.fsum(abs(a - b) for a, b in zip(y, p, strict=True)) / len(y)


ROWS: dict[str, Callable[[Row], Any]] = {
    "logsumexp": _logsumexp,
    "softmax": lambda z: [mp.exp(v - _logsumexp(z)) for v in z],
    "log_softmax": lambda z: [v - _logsumexp(z) for v in z],
    "entropy": lambda p: -mp.fsum(v * mp.log(v) for v in p if v),
}

LOSSES: dict[str, tuple[str, int, Callable[[Row, Any], Number]]] = {
    "sparse_softmax_ce": ("class", 0, lambda z, y: _logsumexp(z) - z[y]),
    "softmax_ce": ("distribution", 0, _softmax_ce),
    "weston_watkins": ("class", 0, _weston_watkins),
    "crammer_singer": ("class", 0, _crammer_singer),
    "kl_divergence": ("distributions", 1, _kl_divergence),
    "cosine_loss": ("vectors", 1, _cosine),
}
"""Of a row, with what its labels are and the place of what the gradient is taken by."""

REGRESSION: dict[str, Callable[[Row, Row], Number]] = {
    "mse": _mean_square,
    "rmse": lambda y, p: mp.sqrt(_mean_square(y, p)),
    "mae": _mean_size,
    "huber": _huber,
}
"""Of labels and predictions, reduced to their mean."""

PENALTIES: dict[str, tuple[tuple[Any, ...], Callable[[Row], Number]]] = {
    "l1": ((), lambda w: mp.fsum(map(abs, w))),
    "l2": ((), _length),
    "sum_sq": ((), lambda w: mp.fsum(v * v for v in w)),
    "l_inf": ((), lambda w: max(map(abs, w))),
    "elastic_net": (
        (0.25, 0.5),
        lambda w: mp.fsum(map(abs, w)) / 4 + mp.fsum(v * v for v in w) / 2,
    ),
    "elastic_net_sklearn": (
        (0.5, 0.25),
        lambda w: mp.fsum(map(abs, w)) / 8 + 3 * mp.fsum(v * v for v in w) / 16,
    ),
    "group_lasso": (
        ([0, 0, 1, 1, 1],),
        lambda w: mp.sqrt(2) * _length(w[:2]) + mp.sqrt(3) * _length(w[2:]),
    ),
}
"""Of all weights, with further arguments."""


def slopes(f: Callable[[Row], Number], at: Row) -> Row:
    """The gradient of a function that is smooth around a row."""

    def along(i: int) -> Number:
        step = mp.ldexp(max(abs(at[i]), mpf(2) ** -40), -90)
        return mp.diff(lambda t: f([*at[:i], t, *at[i + 1 :]]), at[i], h=step)

    return [along(i) for i in range(len(at))]
