"""Linear scores and squared losses of numbers whose products leave the range of their dtype."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .._moments import double
from .._rules import Array

FAR = 200
"""Sizes beyond 2^200 are brought near 1: their fourth powers are near the end of the range."""


def exponent(array: Array) -> int:
    """That of the power of two at or below the largest size; 0 of zeros or of no entries."""
    top = max(array.max(initial=0), -array.min(initial=0))
    return int(np.frexp(top)[1]) - 1 if top and np.isfinite(top) else 0


def far_exponent(array: Array, *, small: bool = False) -> int:
    """The exponent where the largest size is far above 1, or if `small` far below, else 0."""
    if not small:
        flat = array.ravel("K")
        if np.dot(flat, flat) < 2.0 ** (2 * FAR):  # one pass, where there is nothing to do
            return 0
    found = exponent(array)
    return max(found, -1000) if found > FAR or (small and found < -FAR) else 0


def shifted(array: Array, power: int) -> Array:
    """array 2^power."""
    return np.asarray(np.ldexp(array, power)) if power else array


def scores(rows: Array, w: Array, b: Any) -> Array:
    """rows @ w + b; a row whose products leave the range, from scaled ones.

    What is lost there is the rounding of the largest product.
    """
    out = np.asarray(rows @ w + b)
    far = left_range(out, rows)
    if far.any() and np.isfinite(w).all() and np.isfinite(b).all():
        z, power = scaled_scores(rows[far], w, b)
        out[far] = np.ldexp(z, power)
    return out


def class_scores(rows: Array, w: Array, b: Array) -> Array:
    """rows @ w + b, for a softmax: less the largest of a row where products leave the range."""
    out = np.asarray(rows @ w + b)
    far = left_range(out, rows)
    if far.any() and np.isfinite(w).all() and np.isfinite(b).all():
        z, power = scaled_scores(rows[far], w, b)
        out[far] = np.ldexp(z - z.max(axis=1, keepdims=True), power)
    return out


def left_range(out: Array, rows: Array) -> Array:
    """Rows with a score that is not finite though all their entries are."""
    finite: Array = np.isfinite(out)
    if out.ndim > 1:
        finite = np.asarray(finite.all(axis=1))
    if finite.all():
        return np.zeros(len(out), np.bool_)
    return np.asarray(~finite & np.isfinite(rows).all(axis=1))


def scaled_scores(rows: Array, w: Array, b: Any) -> tuple[Array, int]:
    """Finite z (float64 or wider) and an exponent e with rows @ w + b = z 2^e, e not negative."""
    rows, w, b = double(rows), double(np.asarray(w)), double(np.asarray(b))
    first, second = exponent(rows), exponent(w)
    power = max(first + second, exponent(b), 0)
    z = np.ldexp(rows, -first) @ np.ldexp(w, -second)
    return np.asarray(np.ldexp(z, first + second - power) + np.ldexp(b, -power)), power


class Squares(NamedTuple):
    """||y - X w||^2 / (2N) + l1 sum |w_j| + l2/2 sum w_j^2 in units whose squares are in range.

    X = rows 2^of_rows and y = labels 2^of_labels; w = at 2^(of_labels - of_rows). The objective
    is 2^(2 of_labels) times that of the scaled problem.
    """

    rows: Array
    labels: Array
    at: Array
    of_rows: int
    of_labels: int

    def rate(self, l1: float) -> float:
        """A rate of sum |w_j|, in the units of the scaled problem."""
        return float(np.ldexp(l1, -self.of_rows - self.of_labels))

    def square_rate(self, l2: float) -> float:
        """A rate of sum w_j^2, in the units of the scaled problem."""
        return float(np.ldexp(l2, -2 * self.of_rows))

    def weighted(self, roots: Array | None) -> Squares:
        """The problem with every residual multiplied by the root of its weight."""
        if roots is None:
            return self
        return self._replace(rows=self.rows * roots[:, None], labels=self.labels * roots)

    def value(self, scaled: Any) -> Any:
        """An objective, back in the units of the problem."""
        return np.ldexp(scaled, 2 * self.of_labels)

    def slope(self, scaled: Any) -> Any:
        """A correlation X_j . r / N, back in the units of the problem."""
        return np.ldexp(scaled, self.of_rows + self.of_labels)

    def weights(self, at: Array) -> Array:
        """Weights, back in the units of the problem."""
        return np.asarray(np.ldexp(at, self.of_labels - self.of_rows))


def in_range(rows: Array, labels: Array, w: Array, *, small: bool = False) -> Squares:
    """The problem in powers of two of its own: nothing is rounded, and no step changes.

    `small`: rows near 0 are brought near 1 as well.
    """
    of_rows = far_exponent(rows, small=small)
    of_labels = far_exponent(labels)
    reach = exponent(w) + of_rows if w.any() else 0
    if reach > max(of_labels, FAR):
        of_labels = reach
    if not (of_rows or of_labels):
        return Squares(rows, labels, w, 0, 0)
    at = shifted(w, of_rows - of_labels)
    return Squares(shifted(rows, -of_rows), shifted(labels, -of_labels), at, of_rows, of_labels)
