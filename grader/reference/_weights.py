"""Weights of examples and of classes: how much each counts in a sum or a mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from . import _rules
from ._rules import Array, ArrayLike
from ._wide import wide

PRODUCT = "sample_weight times class_weight"
NOTHING = "All of {} is 0; at least one example must count."


def _weights(
    name: str, given: ArrayLike, shapes: tuple[Any, ...], meaning: str, dtype: _rules.DType
) -> Array:
    weights = _rules.numbers(name, given)
    if weights.shape not in shapes:
        wanted = " or ".join(map(str, dict.fromkeys(shapes)))
        raise ValueError(f"{name} is {weights.shape}; it must be {wanted}, {meaning}.")
    weights = weights.astype(dtype, copy=False)
    if not ((weights >= 0) & (weights < np.inf)).all():
        raise ValueError(f"{name} must be finite and not negative.")
    return weights


def shares(
    sample_weight: ArrayLike | None,
    count: int,
    dtype: _rules.DType,
    factor: Array | None = None,
) -> Array:
    """The share of each of `count` examples in a mean: they sum to 1.

    `factor`: further weights of the examples, from their classes.
    """
    if sample_weight is None and factor is None:
        return np.full(count, 1 / max(count, 1), dtype)
    weights = scaled(both(sample_weight, (count,), factor).astype(dtype, copy=False))
    return np.asarray(weights / weights.sum())


def both(
    sample_weight: ArrayLike | None, shape: tuple[int, ...], factor: Array | None = None
) -> Array:
    """Weights of losses of `shape`, one each or one a row, times `factor`; flat, float64."""
    count = int(np.prod(shape))
    if sample_weight is None:
        weights = np.ones(count)
    else:
        meaning = "one weight an example" if len(shape) < 2 else "one weight an entry or a row"
        double = np.dtype(np.float64)
        weights = _weights("sample_weight", sample_weight, (shape, shape[:1]), meaning, double)
        each = weights.reshape(weights.shape + (1,) * (len(shape) - weights.ndim))
        weights = np.broadcast_to(each, shape).ravel()
    if factor is not None:
        weights = weights * factor
        if not np.isfinite(weights).all():
            raise ValueError(f"{PRODUCT} is beyond the range of float64.")
    if count and not weights.any():
        raise ValueError(NOTHING.format("sample_weight" if factor is None else PRODUCT))
    return weights


def counted(
    sample_weight: ArrayLike | None, *rows: Array, factor: Array | None = None
) -> tuple[Array | None, list[Array]]:
    """Weights of the examples whose weight is not 0, None for equal ones; and rows of these."""
    if sample_weight is None and factor is None:
        return None, list(rows)
    weights = both(sample_weight, rows[0].shape[:1], factor)
    kept = weights > 0
    return weights[kept], [part[kept] for part in rows]


def of_mean(
    sample_weight: ArrayLike | None, *rows: Array, factor: Array | None = None
) -> tuple[Array | None, list[Array]]:
    """As `counted`, with weights that sum to 1."""
    weights, rows_that_count = counted(sample_weight, *rows, factor=factor)
    if weights is not None:
        weights = scaled(weights)
        weights = weights / weights.sum()
    return weights, rows_that_count


def of_squares(
    sample_weight: ArrayLike | None, rows: Array, labels: Array
) -> tuple[Array | None, Array, Array]:
    """As `of_mean`, with the roots of weights whose mean is 1: what residuals are multiplied by."""
    share, (rows, labels) = of_mean(sample_weight, rows, labels)
    return None if share is None else np.sqrt(len(share) * share), rows, labels


def scaled(weights: Array) -> Array:
    """Weights times a power of 2 that brings the largest near 1: no sum of them overflows."""
    return np.ldexp(weights, -np.frexp(weights.max(initial=0))[1])


def of_classes(class_weight: ArrayLike | None, labels: Array, classes: int) -> Array | None:
    """The weight of each example's class, flat; `labels` are class numbers."""
    if class_weight is None:
        return None
    return np.asarray(_class_weights(class_weight, classes)[labels.ravel()])


def _class_weights(class_weight: ArrayLike, classes: int, reduction: str = "none") -> Array:
    """Weights of the classes; for a mean, which their size does not change, the largest near 1."""
    double = np.dtype(np.float64)
    weights = _weights("class_weight", class_weight, ((classes,),), "one weight a class", double)
    return scaled(weights) if reduction == "mean" else weights


def of_labels(class_weight: ArrayLike | None, labels: Array) -> tuple[Array, Array | None]:
    """Labels in [0, 1] and further weights of the examples, which together count by class."""
    if class_weight is None:
        return labels, None
    high, low = of_binary(class_weight, labels, "mean")
    weight = high + low
    return np.divide(high, weight, out=labels.copy(), where=weight > 0), weight


def of_binary(class_weight: ArrayLike, labels: Array, reduction: str) -> tuple[Array, Array]:
    """The weights of class 1 and of class 0 in labels in [0, 1]: soft ones are some of both."""
    low, high = _class_weights(class_weight, 2, reduction)
    soft = wide(labels)
    return high * soft, low * (1 - soft)


def of_rows(
    class_weight: ArrayLike | None, target: Array, reduction: str
) -> tuple[Array, Array | None]:
    """Rows (..., C) of shares of the classes, weighted, and the weight of each row, flat."""
    if class_weight is None:
        return target, None
    part = wide(target) * _class_weights(class_weight, target.shape[-1], reduction)
    total, before = part.sum(axis=-1), wide(target).sum(axis=-1)
    mass = np.divide(total, before, out=np.zeros_like(total), where=before != 0)
    return part, mass.ravel()


def losses(
    kernel: Callable[..., None],
    shape: tuple[int, ...],
    reduction: str,
    result: _rules.DType,
    *inputs: Array,
    sample_weight: ArrayLike | None,
    factor: Array | None = None,
    mass: Array | None = None,
) -> Any:
    """As `_rules.losses`, each loss times its weight; a mean divides by the sum of the weights.

    Losses are float64 until they are weighted: one too small for float32 may have a large weight.
    `factor`: further weights, from the classes; `mass`: of those that the inputs hold already.
    """
    if sample_weight is None and factor is None and mass is None:
        return _rules.losses(kernel, shape, reduction, result, *inputs)
    weights, divisor = divided(reduction, both(sample_weight, shape, factor), mass)
    count = inputs[0].shape[0]
    blocks = _rules.row_blocks(count, max(array[:1].size for array in inputs))
    if reduction == "none":
        out = np.empty(count, wide(inputs[0][:0]).dtype)
        for piece in blocks:
            out[piece] = _weighted(kernel, weights[piece], *(a[piece] for a in inputs))
        return _rules.give(out.reshape(shape), result)
    total = np.longdouble(0)
    for piece in blocks:
        terms = _weighted(kernel, weights[piece], *(a[piece] for a in inputs))
        part = terms.sum()
        total += part if np.isfinite(part) else terms.sum(dtype=np.longdouble)
    return _rules.give(total / divisor, result)


def gradients(
    kernel: Callable[..., None],
    shape: tuple[int, ...],
    reduction: str,
    result: _rules.DType,
    *inputs: Array,
    sample_weight: ArrayLike | None,
    factor: Array | None = None,
    mass: Array | None = None,
) -> Any:
    """As `_rules.gradients`, of the reduced weighted losses."""
    if sample_weight is None and factor is None and mass is None:
        return _rules.gradients(kernel, shape, reduction, result, *inputs)
    first = inputs[0]
    each = both(sample_weight, shape if first.ndim == 1 else shape[:-1], factor)
    weights, divisor = divided(reduction, each, mass)
    weights = (weights / divisor).reshape(weights.shape + (1,) * (first.ndim - 1))
    out = np.empty(first.shape, wide(first[:0]).dtype)
    for piece in _rules.row_blocks(len(first), max(array[:1].size for array in inputs)):
        parts = [array[piece] for array in inputs]
        out[piece] = _weighted(kernel, weights[piece], *parts, like=out[piece])
    return _rules.give(out.reshape(shape), result)


def divided(reduction: str, weights: Array, mass: Array | None = None) -> tuple[Array, Any]:
    """Weights, and what the sum of weighted values is divided by."""
    _rules.one_of("reduction", reduction, _rules.REDUCTIONS)
    if mass is not None and weights.size and not (weights * mass).any():
        raise ValueError(NOTHING.format(PRODUCT))
    if reduction != "mean":
        return weights, 1.0
    if not weights.size:
        raise ValueError("The mean of no examples is not defined; the batch is empty.")
    weights = scaled(weights)
    return weights, weights.sum() if mass is None else weights @ mass


def _weighted(
    kernel: Callable[..., None], weights: Array, *inputs: Array, like: Array | None = None
) -> Array:
    """What the kernel makes of a block, times weights, in float64 or wider; 0 of weight 0."""
    parts = [wide(array) if array.dtype.kind == "f" else array for array in inputs]
    block = np.empty(weights.shape if like is None else like.shape, parts[0].dtype)
    kernel(block, *parts)
    terms = np.asarray(block * weights)
    lost = ~np.isfinite(terms)
    if lost.any():
        terms = terms.astype(np.longdouble)
        terms[lost] = (_rules.wider(kernel, block, *parts) * weights)[lost]
        terms[np.broadcast_to(weights == 0, terms.shape)] = 0
    return terms
