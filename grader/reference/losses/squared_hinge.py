"""Squared hinge loss for two classes."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._bounds import at_least
from .._rules import Array, ArrayLike
from .._wide import wide
from .hinge import _of_signs, _signs

__all__ = [
    "squared_hinge",
    "squared_hinge_grad",
]


@_rules.quiet
def squared_hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Squared hinge loss of labels -1 and +1, which has no kink.

        max(0, 1 - y s)^2

    Args:
        scores: any shape, s.
        labels: the shape of scores, y in {-1, +1}.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of scores or (N,), how much each counts; None for equal weights.
        class_weight: (2,), the weight of -1 and of +1; None for equal ones.
    Returns: the shape of scores or a scalar.
    Raises: ValueError: shapes differ, a label that is neither -1 nor +1, mean of nothing.
    Elsewhere: sklearn.svm.LinearSVC(loss="squared_hinge"): adds it up, times C;
        keras.losses.SquaredHinge: averages, and maps labels 0 to -1.
    Source: Lee and Mangasarian 2001, eq. 2.
    """
    (s, y), result = _signs(scores, labels)
    flat = (wide(_rules.flat(s)), wide(_rules.flat(y)))
    return _weights.losses(
        _square_into,
        s.shape,
        reduction,
        result,
        *flat,
        sample_weight=sample_weight,
        factor=_of_signs(class_weight, y),
    )


def _missing(out: Array, s: Array, y: Array) -> None:
    """How much the margin falls short of 1."""
    np.multiply(s, y, out=out)
    np.subtract(1, out, out=out)
    at_least(out, out, 0)


def _square_into(out: Array, s: Array, y: Array) -> None:
    _missing(out, s, y)
    np.square(out, out=out)


@_rules.quiet
def squared_hinge_grad(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of squared_hinge by the scores.

        -2 y max(0, 1 - y s)

    Args: those of squared_hinge.
    Returns: the shape of scores; of the reduced value.
    Raises: as squared_hinge.
    Source: Lee and Mangasarian 2001, eq. 2.
    """
    (s, y), result = _signs(scores, labels)
    flat = (wide(_rules.flat(s)), wide(_rules.flat(y)))
    return _weights.gradients(
        _square_grad_into,
        s.shape,
        reduction,
        result,
        *flat,
        sample_weight=sample_weight,
        factor=_of_signs(class_weight, y),
    )


def _square_grad_into(out: Array, s: Array, y: Array) -> None:
    _missing(out, s, y)
    out *= y
    out *= -2
