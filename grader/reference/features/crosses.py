"""Crosses of categorical features."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import ArrayLike

__all__ = [
    "Csr",
    "cross_predict",
    "cross_size",
    "feature_cross_csr",
    "feature_cross_ids",
    "feature_cross_onehot",
]


def cross_size(sizes: Sequence[int]) -> int:
    """Number of columns of the one-hot cross of categorical features.

        product of the sizes

    Args:
        sizes: number of values of each feature, at least 1 each; at least one feature.
    Returns: an int (7 days and 24 hours: 168; side by side they are 31).
    Raises: ValueError: no features, a size below 1. TypeError: a size that is not whole.
    Elsewhere: none.
    Source: Cheng et al. 2016, section 3.
    """
    if not len(sizes):
        raise ValueError("sizes is empty; at least one feature is needed.")
    return math.prod(_rules.whole("sizes", size, at_least=1) for size in sizes)


def feature_cross_ids(ids: ArrayLike, sizes: Sequence[int]) -> Any:
    """Column of each row in the one-hot cross, in row-major order.

        ((a n_b + b) n_c + c) ...

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values; their product must fit in int64.
    Returns: (N,) int64.
    Raises: ValueError: a value outside its feature, another number of features, a product that
        does not fit. TypeError: ids that are not integers.
    Elsewhere: keras.layers.HashedCrossing: hashes into buckets, so that crosses may collide;
        numpy.ravel_multi_index; tensorflow.feature_column.crossed_column: hashes into buckets, so
        that crosses may collide.
    Source: Cheng et al. 2016, section 3.
    """
    table = _rules.integers("ids", ids)
    _rules.axes("ids", table, 2, "(N, F), one row an example")
    if table.shape[1] != len(sizes):
        raise ValueError(f"ids is {table.shape}; sizes names {len(sizes)} features.")
    if cross_size(sizes) > np.iinfo(np.int64).max:
        raise ValueError("The cross has more columns than int64 can count.")
    out = np.zeros(len(table), np.int64)
    for f, size in enumerate(sizes):
        column = _rules.classes(f"ids[:, {f}]", table[:, f], size)
        out *= size
        out += column
    return out


def feature_cross_onehot(ids: ArrayLike, sizes: Sequence[int], dtype: Any = np.float32) -> Any:
    """The one-hot cross as a dense matrix; for small crosses only.

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        dtype: of the matrix.
    Returns: (N, product of the sizes), one 1 a row.
    Raises: as feature_cross_ids.
    Elsewhere: keras.layers.HashedCrossing(output_mode="one_hot"): hashes into buckets, so that
        crosses may collide.
    Source: Cheng et al. 2016, section 3.
    """
    columns = feature_cross_ids(ids, sizes)
    out = np.zeros((len(columns), cross_size(sizes)), dtype)
    out[np.arange(len(columns)), columns] = 1
    return out


class Csr(NamedTuple):
    """A sparse matrix by rows: values data[indptr[i]:indptr[i+1]] in columns indices[...]."""

    data: Any
    indices: Any
    indptr: Any
    shape: tuple[int, int]


def feature_cross_csr(ids: ArrayLike, sizes: Sequence[int], dtype: Any = np.float32) -> Csr:
    """The one-hot cross as a sparse matrix: one entry a row.

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        dtype: of the ones.
    Returns: Csr(data, indices, indptr, shape), as scipy.sparse.csr_matrix takes them.
    Raises: as feature_cross_ids.
    Elsewhere: none.
    Source: Saad 2003, section 3.4.
    """
    columns = feature_cross_ids(ids, sizes)
    count = len(columns)
    return Csr(np.ones(count, dtype), columns, np.arange(count + 1), (count, cross_size(sizes)))


@_rules.quiet
def cross_predict(ids: ArrayLike, sizes: Sequence[int], w: ArrayLike) -> Any:
    """Score of each row under a linear model on the cross: one weight is looked up.

        w[feature_cross_ids(ids, sizes)]

    Args:
        ids: (N, F) integer, the value of each feature, counted from 0.
        sizes: F numbers of values.
        w: (product of the sizes,) weights.
    Returns: (N,), dtype of w.
    Raises: as feature_cross_ids; ValueError: w of another length.
    Elsewhere: none.
    Source: Cheng et al. 2016, section 3.
    """
    (weights,), result = _rules.floats(w=w)
    size = cross_size(sizes)
    if weights.shape != (size,):
        raise ValueError(f"w is {weights.shape}; it must be ({size},), one weight a cross.")
    return _rules.give(weights[feature_cross_ids(ids, sizes)], result)
