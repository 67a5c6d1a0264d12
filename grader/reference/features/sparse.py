"""Models most of whose weights are zero."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import _rules
from .._rules import ArrayLike
from ..linear._range import scores

__all__ = [
    "SparseWeights",
    "compress",
    "dense_bytes",
    "model_bytes",
    "sparse_bytes",
    "sparse_predict",
]


class SparseWeights(NamedTuple):
    """Positions (int32) and values of the weights that are not zero."""

    idx: Any
    val: Any


@_rules.quiet
def compress(w: ArrayLike, tol: float = 0.0) -> SparseWeights:
    """The weights that are not zero, with their positions.

    Args:
        w: (D,) weights.
        tol: weights up to this size are dropped.
    Returns: SparseWeights(idx (nnz,) int32, val (nnz,), dtype of w), in order.
    Raises: ValueError: w not (D,), tol negative.
    Edges: NaN is kept.
    Elsewhere: scipy.sparse.coo_array: keeps zeros out when it is made of a dense array;
        sklearn.linear_model.SGDClassifier.sparsify: stores coef_ as a sparse matrix;
        torch.Tensor.to_sparse.
    Source: Saad 2003, section 3.4.
    """
    (weights,), result = _rules.floats(w=w)
    _rules.axes("w", weights, 1, "(D,)")
    kept = np.flatnonzero(~(np.abs(weights) <= _rules.rate("tol", tol)))
    return SparseWeights(kept.astype(np.int32), _rules.give(weights[kept], result))


@_rules.quiet
def sparse_predict(X: ArrayLike, idx: ArrayLike, val: ArrayLike, b: ArrayLike = 0.0) -> Any:
    """Scores of a linear model that was compressed: only the columns that count are read.

        X[:, idx] val + b

    Args:
        X: (N, D) examples; in Fortran order a column is one run of memory.
        idx: (nnz,) integer columns.
        val: (nnz,) weights.
        b: intercept.
    Returns: (N,).
    Raises: ValueError: shapes that do not fit, a column outside [0, D). TypeError: idx not integer.
    Elsewhere: none.
    Source: Saad 2003, section 3.5.
    """
    (weights, shift), _ = _rules.floats(val=val, b=b)
    table = _rules.numbers("X", X)
    _rules.axes("X", table, 2, "(N, D), one row an example")
    columns = _rules.classes("idx", idx, table.shape[1])
    _rules.same_shape(idx=columns, val=weights)
    _rules.axes("idx", columns, 1, "(nnz,)")
    (gathered, weights, shift), result = _rules.floats(X=table[:, columns], val=val, b=b)
    return _rules.give(scores(gathered, weights, shift), result)


def model_bytes(nnz: int) -> int:
    """Bytes of a compressed model: an int32 position and a float32 value a weight.

        8 nnz

    Args:
        nnz: weights that are not zero, not negative.
    Returns: an int.
    Raises: ValueError: nnz negative. TypeError: nnz not whole.
    Elsewhere: none.
    Source: Saad 2003, section 3.4.
    """
    return 8 * _rules.whole("nnz", nnz)


def dense_bytes(d: int) -> int:
    """Bytes of a model that stores every weight as float32.

        4 d

    Args:
        d: number of weights, not negative.
    Returns: an int.
    Raises: ValueError: d negative. TypeError: d not whole.
    Elsewhere: none.
    Source: Saad 2003, section 3.4.
    """
    return 4 * _rules.whole("d", d)


def sparse_bytes(d: float, p: float) -> int:
    """Bytes of a compressed model of d weights of which a share p is not zero.

        8 round(d p);  dense storage has 4 d, so the two meet at p = 1/2

    Args:
        d: number of weights, not negative.
        p: share that is not zero, in [0, 1].
    Returns: an int.
    Raises: ValueError: d negative or infinite, p outside [0, 1].
    Elsewhere: none.
    Source: Saad 2003, section 3.4.
    """
    count = _rules.rate("d", d, open_high=True)
    return model_bytes(round(count * _rules.rate("p", p, high=1)))
