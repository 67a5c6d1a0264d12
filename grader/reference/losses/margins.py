"""Losses that look at margins and angles: hinge for two and many classes, focal, cosine."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from ..links import sigmoid_into, softplus_into

__all__ = [
    "cosine_loss",
    "cosine_loss_grad",
    "crammer_singer",
    "crammer_singer_grad",
    "focal_loss",
    "focal_loss_grad",
    "hinge",
    "hinge_grad",
    "weston_watkins",
    "weston_watkins_grad",
]


@_rules.quiet
def hinge(scores: ArrayLike, labels: ArrayLike, *, reduction: str = "none") -> Any:
    """Hinge loss of labels -1 and +1.

        max(0, 1 - y s)

    Args:
        scores: any shape, s.
        labels: the shape of scores, y in {-1, +1}.
        reduction: "none", "mean" or "sum".
    Returns: the shape of scores or a scalar.
    Raises: ValueError: shapes differ, a label that is neither -1 nor +1, mean of nothing.
    Elsewhere: scikit-learn's hinge_loss agrees (mean); Keras also maps labels 0 to -1.
    Source: Cortes and Vapnik 1995.
    """
    (s, y), result = _signs(scores, labels)
    flat = (_rules.flat(s), _rules.flat(y))
    return _rules.losses(_hinge_into, s.shape, reduction, result, *flat)


def _signs(scores: ArrayLike, labels: ArrayLike) -> tuple[tuple[Array, Array], _rules.DType]:
    (s, y), result = _rules.floats(scores=scores, labels=labels)
    _rules.same_shape(scores=s, labels=y)
    if not (np.abs(y) == 1).all():
        raise ValueError(
            f"labels holds {y[np.abs(y) != 1][0]:g}; hinge takes -1 and +1. Labels 0 and 1 "
            "become 2 * labels - 1."
        )
    return (s, y), result


def _hinge_into(out: Array, s: Array, y: Array) -> None:
    np.multiply(s, y, out=out)
    np.subtract(1, out, out=out)
    np.maximum(out, 0, out=out)


@_rules.quiet
def hinge_grad(scores: ArrayLike, labels: ArrayLike, *, reduction: str = "none") -> Any:
    """Subgradient of hinge by the scores.

        -y where 1 - y s > 0, else 0

    Args: those of hinge.
    Returns: the shape of scores; of the reduced value. 0 where the margin is exactly 1.
    Raises: as hinge.
    Source: Cortes and Vapnik 1995.
    """
    (s, y), result = _signs(scores, labels)
    flat = (_rules.flat(s), _rules.flat(y))
    return _rules.gradients(_hinge_grad_into, s.shape, reduction, result, *flat)


def _hinge_grad_into(out: Array, s: Array, y: Array) -> None:
    np.multiply(y, s * y < 1, out=out)
    np.negative(out, out=out)


@_rules.quiet
def weston_watkins(
    scores: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Multi-class hinge loss that adds up every class within the margin.

        sum over j != y of max(0, s_j - s_y + 1)

    Args:
        scores: (..., C), s.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in scores.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, dtype of scores.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Elsewhere: PyTorch's MultiMarginLoss divides by C.
    Source: Weston and Watkins 1999.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.reshape(-1))
    return _rules.losses(_weston_watkins_into, y.shape, reduction, result, *rows)


def _margins(s: Array, y: Array) -> Array:
    """s_j - s_y + 1, of the true class minus infinity so that it never counts."""
    index = np.arange(y.size)
    margins: Array = s - s[index, y][:, None]
    margins += 1
    margins[index, y] = -np.inf
    return margins


def _weston_watkins_into(out: Array, s: Array, y: Array) -> None:
    np.maximum(_margins(s, y), 0).sum(axis=-1, out=out)


@_rules.quiet
def weston_watkins_grad(
    scores: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Subgradient of weston_watkins by the scores.

        1 for every class within the margin, minus their number for the true class

    Args: those of weston_watkins.
    Returns: the shape of scores; of the reduced value. A class exactly at the margin has 0.
    Raises: as weston_watkins.
    Source: Weston and Watkins 1999.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.reshape(-1))
    out = _rules.gradients(_weston_watkins_grad_into, s.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _weston_watkins_grad_into(out: Array, s: Array, y: Array) -> None:
    np.greater(_margins(s, y), 0, out=out)
    out[np.arange(y.size), y] = -out.sum(axis=-1)


@_rules.quiet
def crammer_singer(
    scores: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Multi-class hinge loss of the strongest wrong class alone.

        max(0, 1 + max over j != y of s_j - s_y)

    Args:
        scores: (..., C), s.
        labels: (...) integer y in [0, C).
        axis: the axis of the classes in scores.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, dtype of scores; 0 of a single class.
    Raises: ValueError: a label outside [0, C), shapes that do not fit, mean of nothing.
        TypeError: labels that are not integers.
    Elsewhere: scikit-learn's hinge_loss agrees (mean); Keras' CategoricalHinge takes the
        maximum over (1 - Y) s, a 0 for the true class among them, and gives 4 for scores
        [-3, -5, -6] and y = 0, where the margin is met and the loss is 0.
    Source: Crammer and Singer 2001.
    """
    s, y, result = _rules.scores_and_classes("scores", scores, labels, axis)
    rows = (_rules.rows(s), y.reshape(-1))
    return _rules.losses(_crammer_singer_into, y.shape, reduction, result, *rows)


def _crammer_singer_into(out: Array, s: Array, y: Array) -> None:
    np.maximum(_margins(s, y).max(axis=-1), 0, out=out)


@_rules.quiet
def crammer_singer_grad(
    scores: ArrayLike, labels: ArrayLike, *, axis: int = -1, reduction: str = "none"
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
    rows = (_rules.rows(s), y.reshape(-1))
    out = _rules.gradients(_crammer_singer_grad_into, s.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _crammer_singer_grad_into(out: Array, s: Array, y: Array) -> None:
    index = np.arange(y.size)
    margins = _margins(s, y)
    rival = margins.argmax(axis=-1)
    active = margins[index, rival] > 0
    out[...] = 0
    out[index, rival] = active
    out[index, y] -= active


@_rules.quiet
def focal_loss(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: float | None = None,
    *,
    reduction: str = "none",
) -> Any:
    """Binary cross-entropy that counts well-classified examples less, in nats.

        -a_t (1 - p_t)^gamma log(p_t),  p_t = sigmoid(z) for y = 1, sigmoid(-z) for y = 0

    Args:
        logits: any shape, z.
        labels: the shape of logits, 0 or 1 (bool, integer or float).
        gamma: focus, not negative; 0 is sigmoid_ce.
        alpha: weight of the positives in [0, 1], 1 - alpha that of the negatives; None for 1.
        reduction: "none", "mean" or "sum".
    Returns: the shape of logits or a scalar, dtype of logits.
    Raises: ValueError: shapes differ, labels other than 0 and 1, gamma or alpha outside its
        interval, mean of nothing.
    Edges: 0 at an infinite logit of the right sign, +inf at one of the wrong sign.
    Elsewhere: torchvision's sigmoid_focal_loss has alpha 0.25 by default.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, eq. 5.
    """
    into = _focal_into(_rules.rate("gamma", gamma))
    (margin, weight), shape, result = _focal(logits, labels, alpha)
    return _rules.losses(into, shape, reduction, result, margin, weight)


def _focal(
    logits: ArrayLike, labels: ArrayLike, alpha: float | None
) -> tuple[tuple[Array, Array], tuple[int, ...], _rules.DType]:
    """Margins s = +-z, and signed weights: a_t for y = 1, -a_t for y = 0."""
    (z,), result = _rules.floats(logits=logits)
    positive = _rules.binary("labels", labels)
    _rules.same_shape(logits=z, labels=positive)
    share = None if alpha is None else _rules.rate("alpha", alpha, high=1)
    high, low = (1.0, 1.0) if share is None else (share, 1 - share)
    weight = np.where(positive, high, -low).astype(z.dtype)
    return (_rules.flat(np.where(positive, z, -z)), _rules.flat(weight)), z.shape, result


def _focal_into(gamma: float) -> Any:
    def into(out: Array, s: Array, weight: Array) -> None:
        miss = np.empty_like(s)
        sigmoid_into(miss, -s)
        softplus_into(out, -s)
        out *= np.power(miss, gamma)
        out[s == np.inf] = 0
        out *= np.abs(weight)

    return into


@_rules.quiet
def focal_loss_grad(
    logits: ArrayLike,
    labels: ArrayLike,
    gamma: float = 2.0,
    alpha: float | None = None,
    *,
    reduction: str = "none",
) -> Any:
    """Gradient of focal_loss by the logits.

        -+a_t (1 - p_t)^gamma (1 - p_t - gamma p_t log(p_t))

    Args: those of focal_loss.
    Returns: the shape of logits; of the reduced value.
    Raises: as focal_loss.
    Source: Lin, Goyal, Girshick, He and Dollar 2017, appendix B.
    """
    focus = _rules.rate("gamma", gamma)
    (margin, weight), shape, result = _focal(logits, labels, alpha)

    def into(out: Array, s: Array, signed: Array) -> None:
        hit, miss, loss = np.empty_like(s), np.empty_like(s), np.empty_like(s)
        sigmoid_into(hit, s)
        sigmoid_into(miss, -s)
        softplus_into(loss, -s)
        if focus:
            part = hit * loss
            part[s == -np.inf] = 0
            miss, power = miss + focus * part, np.power(miss, focus)
            miss *= power
        np.multiply(miss, -signed, out=out)

    return _rules.gradients(into, shape, reduction, result, margin, weight)


@_rules.quiet
def cosine_loss(
    labels: ArrayLike, predictions: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """One minus the cosine of the angle between two vectors.

        1 - a . b / (l2(a) l2(b))

    Args:
        labels: (..., D) directions a.
        predictions: (..., D) directions b.
        axis: the axis along which a vector lies, of both.
        reduction: "none", "mean" or "sum".
    Returns: (...) or a scalar, in [0, 2] up to rounding.
    Raises: ValueError: shapes differ, mean of nothing.
    Edges: 1 if a vector is zero: it has no direction. Lengths do not overflow.
    Elsewhere: Keras' CosineSimilarity is this minus 1.
    Source: Salton and McGill 1983, section 6.
    """
    (a, b), result = _directions(labels, predictions, axis)
    unit_a, unit_b = _unit(a)[0], _unit(b)[0]
    rows = (_rules.rows(unit_b), _rules.rows(unit_a))
    return _rules.losses(_cosine_into, a.shape[:-1], reduction, result, *rows)


def _directions(
    labels: ArrayLike, predictions: ArrayLike, axis: int
) -> tuple[tuple[Array, Array], _rules.DType]:
    (a, b), result = _rules.floats(labels=labels, predictions=predictions)
    _rules.same_shape(labels=a, predictions=b)
    return (_rules.class_axis_last(a, axis), _rules.class_axis_last(b, axis)), result


def _unit(v: Array) -> tuple[Array, Array]:
    """Directions of length 1, zero for a zero vector, and the lengths."""
    top = np.abs(v).max(axis=-1, keepdims=True, initial=0)
    top[top == 0] = 1
    scaled = v / top
    size = np.sqrt(np.square(scaled).sum(axis=-1, keepdims=True))
    size[size == 0] = 1
    return scaled / size, size * top


def _cosine_into(out: Array, b: Array, a: Array) -> None:
    # Half the squared distance of the unit vectors: no cancellation for small angles.
    distance = np.square(a - b).sum(axis=-1)
    lost = (a == 0).all(axis=-1) | (b == 0).all(axis=-1)
    out[...] = np.where(lost, 1, distance / 2)


@_rules.quiet
def cosine_loss_grad(
    labels: ArrayLike, predictions: ArrayLike, *, axis: int = -1, reduction: str = "none"
) -> Any:
    """Gradient of cosine_loss by the predictions.

        (cos(a, b) b / l2(b) - a / l2(a)) / l2(b)

    Args: those of cosine_loss.
    Returns: the shape of predictions; of the reduced value. 0 if a vector is zero.
    Raises: as cosine_loss.
    Source: derivative of Salton and McGill 1983, section 6.
    """
    (a, b), result = _directions(labels, predictions, axis)
    unit_a, (unit_b, size) = _unit(a)[0], _unit(b)
    rows = (_rules.rows(unit_b), _rules.rows(unit_a), _rules.rows(size))
    out = _rules.gradients(_cosine_grad_into, b.shape, reduction, result, *rows)
    return np.moveaxis(out, -1, axis)


def _cosine_grad_into(out: Array, b: Array, a: Array, size: Array) -> None:
    cosine = (a * b).sum(axis=-1, keepdims=True)
    np.subtract(cosine * b, a, out=out)
    out /= size
    out[(b == 0).all(axis=-1)] = 0
