"""Arithmetic in float64 at least, where float32 would overflow or round on the way to an answer."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

import numpy as np

from ._rules import Array, DType


def wide(array: Array) -> Array:
    """The array in float64, or as it is if its dtype is wider."""
    return array.astype(np.promote_types(array.dtype, np.float64), copy=False)


def wider(dtype: DType) -> DType:
    """The dtype of floats after this one, which has more room for squares; float64 may be last."""
    return np.dtype({2: np.float32, 4: np.float64}.get(dtype.itemsize, np.longdouble))


def narrowed(array: Array, dtype: DType) -> Array:
    """The array in the dtype, or as it is if its numbers would become infinite or vanish there."""
    if array.dtype == dtype:
        return array
    return array if not_held(array, dtype).any() else array.astype(dtype, copy=False)


def not_held(array: Array, dtype: DType) -> Array:
    """Which finite numbers of an array would become infinite or vanish in the dtype."""
    if array.dtype.kind != "f" or np.finfo(array.dtype).maxexp <= np.finfo(dtype).maxexp:
        return np.zeros(array.shape, np.bool_)
    limits, sizes = np.finfo(dtype), np.abs(array)
    return np.asarray((sizes > limits.max) & (sizes < np.inf) | (sizes < limits.tiny) & (sizes > 0))


def done_again(
    step: Callable[..., Sequence[Array]],
    inputs: Sequence[Array],
    outs: Sequence[Array],
    where: Array,
    may_widen: Container[int],
) -> list[Array]:
    """What a step by entries gave, with some entries by the same step in the next wider dtype.

    Those outs whose numbers are in ``may_widen`` stay in that dtype if the narrow one cannot hold
    their entries. Other entries are as they were, so that none depends on another.
    """
    index, dtype = np.flatnonzero(where), outs[0].dtype
    values = step(*(array.ravel()[index].astype(wider(dtype)) for array in inputs))
    mended = []
    for number, (out, value) in enumerate(zip(outs, values, strict=True)):
        kept = narrowed(value, dtype) if number in may_widen else value.astype(dtype)
        new = np.array(out, np.promote_types(kept.dtype, dtype), order="C")
        new.reshape(-1)[index] = kept
        mended.append(new)
    return mended
