"""Hinge losses for two classes and for many."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules, _weights
from .._bounds import at_least
from .._rules import Array, ArrayLike

__all__ = [
    "crammer_singer",
    "crammer_singer_grad",
    "hinge",
    "hinge_grad",
    "weston_watkins",
    "weston_watkins_grad",
]


@_rules.quiet
def hinge(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Hinge loss of labels -1 and +1.

        max(0, 1 - y s)

    Args:
        scores: any shape, s.
        labels: the shape of scores, y in {-1, +1}.
        reduction: "none", "mean" or "sum".
        sample_weight: the shape of scores or (N,), how much each counts; None for equal weights.
        class_weight: (2,), the weight of -1 and of +1; None for equal ones.
    Returns: the shape of scores or a scalar.
    Raises: ValueError: shapes differ, a label that is neither -1 nor +1, mean of nothing.
    Elsewhere: sklearn.metrics.hinge_loss: averages; keras.losses.Hinge: averages, and also maps
        labels 0 to -1.
    Source: Cortes and Vapnik 1995.
    """
    (s, y), result = _signs(scores, labels)
    flat = (_rules.flat(s), _rules.flat(y))
    return _weights.losses(
        _hinge_into,
        s.shape,
        reduction,
        result,
        *flat,
        sample_weight=sample_weight,
        factor=_of_signs(class_weight, y),
    )


def _signs(scores: ArrayLike, labels: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    (s, y), result = _rules.floats(scores=scores, labels=labels)
    _rules.same_shape(scores=s, labels=y)
    if not _rules.every(_is_sign, y):
        raise ValueError(
            f"labels holds {_rules.shown(y[np.abs(y) != 1][0])}; hinge takes -1 and +1. Labels 0 "
            "and 1 become 2 * labels - 1."
        )
    return (s, y), result


def _is_sign(part: Array) -> Array:
    """Whether all of a block is -1 or 1, and not NaN."""
    off = np.abs(part)
    off -= 1
    return np.asarray(np.dot(off, off) == 0)  # no such square vanishes: 1 has neighbors at 1e-16


def _of_signs(class_weight: ArrayLike | None, y: Array) -> Array | None:
    """The weight of each example by its label, -1 or +1."""
    if class_weight is None:
        return None
    return _weights.of_classes(class_weight, (y > 0).astype(np.intp), 2)


def _hinge_into(out: Array, s: Array, y: Array) -> None:
    np.multiply(s, y, out=out)
    np.subtract(1, out, out=out)
    at_least(out, out, 0)


@_rules.quiet
def hinge_grad(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Subgradient of hinge by the scores.

        -y where 1 - y s > 0, else 0

    Args: those of hinge.
    Returns: the shape of scores; of the reduced value. 0 where the margin is exactly 1.
    Raises: as hinge.
    Source: Cortes and Vapnik 1995.
    """
    (s, y), result = _signs(scores, labels)
    flat = (_rules.flat(s), _rules.flat(y))
    return _weights.gradients(
        _hinge_grad_into,
        s.shape,
        reduction,
        result,
        *flat,
        sample_weight=sample_weight,
        factor=_of_signs(class_weight, y),
    )


def _hinge_grad_into(out: Array, s: Array, y: Array) -> None:
    np.multiply(y, s * y < 1, out=out)
    np.negative(out, out=out)


@_rules.quiet
def weston_watkins(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Multi-class hinge loss that adds up every class within the margin.

        sum over j != y of max(0, s_j - s_y + 1)

    Args:
        scores: (..., C), s.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in scores.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
    Returns: (...) or a scalar, dtype of scores.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Elsewhere: torch.nn.MultiMarginLoss: divides by C, and averages by default.
    Source: Weston and Watkins 1999.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.ravel())
    return _weights.losses(
        _weston_watkins_into,
        y.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, s.shape[-1]),
    )


def _margins(s: Array, y: Array) -> Array:
    """s_j - s_y + 1, of the true class minus infinity so that it never counts."""
    index = np.arange(y.size)
    own = s[index, y]
    bound = own - 1
    # What this was rounded by (Knuth 1997, section 4.2.2) is all of a margin next to zero.
    part = bound - own
    rounding = (own - (bound - part)) - (1 + part)
    margins: Array = s - bound[:, None]
    margins -= np.where(np.isfinite(rounding), rounding, 0)[:, None]
    margins[index, y] = -np.inf
    return margins


def _weston_watkins_into(out: Array, s: Array, y: Array) -> None:
    np.maximum(_margins(s, y), 0).sum(axis=1, out=out)


@_rules.quiet
def weston_watkins_grad(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Subgradient of weston_watkins by the scores.

        1 for every class within the margin, minus their number for the true class

    Args: those of weston_watkins.
    Returns: the shape of scores; of the reduced value. A class exactly at the margin has 0.
    Raises: as weston_watkins.
    Source: Weston and Watkins 1999.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.ravel())
    out = _weights.gradients(
        _weston_watkins_grad_into,
        s.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, s.shape[-1]),
    )
    return np.moveaxis(out, -1, axis)


def _weston_watkins_grad_into(out: Array, s: Array, y: Array) -> None:
    np.greater(_margins(s, y), 0, out=out)
    out[np.arange(y.size), y] = -out.sum(axis=1)


@_rules.quiet
def crammer_singer(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Multi-class hinge loss of the strongest wrong class alone.

        max(0, 1 + max over j != y of s_j - s_y)

    Args:
        scores: (..., C), s.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in scores.
        reduction: "none", "mean" or "sum".
        sample_weight: (...), how much each counts; None for equal weights.
        class_weight: (C,), weights of the classes; None for equal ones.
    Returns: (...) or a scalar, dtype of scores; 0 of a single class.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Elsewhere: sklearn.metrics.hinge_loss: averages; keras.losses.CategoricalHinge: takes the
        maximum over (1 - Y) s, a 0 for the true class among them, and gives 4 for scores [-3, -5,
        -6] and y = 0, where the margin is met and the loss is 0.
    Source: Crammer and Singer 2001.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.ravel())
    return _weights.losses(
        _crammer_singer_into,
        y.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, s.shape[-1]),
    )


def _crammer_singer_into(out: Array, s: Array, y: Array) -> None:
    np.maximum(_margins(s, y).max(axis=1), 0, out=out)


@_rules.quiet
def crammer_singer_grad(
    scores: ArrayLike,
    labels: ArrayLike,
    *,
    axis: int = -1,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
    class_weight: ArrayLike | None = None,
) -> Any:
    """Subgradient of crammer_singer by the scores.

        1 for the strongest wrong class and -1 for the true one, if the loss is positive

    Args: those of crammer_singer.
    Returns: the shape of scores; of the reduced value. Of equally strong classes the first
        is taken; exactly at the margin 0.
    Raises: as crammer_singer.
    Source: Crammer and Singer 2001.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.ravel())
    out = _weights.gradients(
        _crammer_singer_grad_into,
        s.shape,
        reduction,
        result,
        *rows,
        sample_weight=sample_weight,
        factor=_weights.of_classes(class_weight, y, s.shape[-1]),
    )
    return np.moveaxis(out, -1, axis)


def _crammer_singer_grad_into(out: Array, s: Array, y: Array) -> None:
    index = np.arange(y.size)
    margins = _margins(s, y)
    rival = margins.argmax(axis=1)
    active = margins[index, rival] > 0
    out[...] = 0
    out[index, rival] = active
    out[index, y] -= active
