"""Penalties on groups of weights and on matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike

__all__ = [
    "group_lasso",
    "group_lasso_grad",
    "nuclear_norm",
    "nuclear_norm_grad",
]


@_rules.quiet
def group_lasso(w: ArrayLike, groups: ArrayLike) -> Any:
    """Sum of the lengths of groups of weights, each weighted by the root of its size.

        sum_g sqrt(p_g) l2(w_g)

    Args:
        w: (D,) weights.
        groups: (D,) integer, the group of each weight; any numbers.
    Returns: a scalar, dtype of w; 0 of no weights.
    Raises: ValueError: shapes that differ. TypeError: groups that are not integers.
    Edges: a group of one weight is penalised as by l1.
    Source: Yuan and Lin 2006.
    """
    (v,), result = _rules.floats(w=w)
    _, _, sizes, lengths = group_lengths(v, groups)
    return _rules.give((np.sqrt(sizes).astype(v.dtype) * lengths).sum(), result)


def group_lengths(v: Array, groups: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Group numbers, each weight's group as an index, sizes and lengths of the groups."""
    _rules.axes("w", v, 1, "(D,), one weight an entry")
    keys = _rules.integers("groups", groups)
    _rules.same_shape(w=v, groups=keys)
    names, index, sizes = np.unique(keys, return_inverse=True, return_counts=True)
    # Scaled by the largest weight, so that no square overflows.
    top = np.abs(v).max(initial=0)
    scaled = v / top if top and np.isfinite(top) else v
    squares = np.bincount(index, np.square(scaled), minlength=names.size)
    lengths = np.sqrt(squares) * (top if top and np.isfinite(top) else 1)
    return names, index, sizes, lengths.astype(v.dtype)


@_rules.quiet
def group_lasso_grad(w: ArrayLike, groups: ArrayLike) -> Any:
    """Subgradient of group_lasso; 0 for a group of zeros.

        sqrt(p_g) w_i / l2(w_g)

    Args: those of group_lasso.
    Returns: (D,), dtype of w.
    Raises: as group_lasso.
    Source: Yuan and Lin 2006.
    """
    (v,), result = _rules.floats(w=w)
    _, index, sizes, lengths = group_lengths(v, groups)
    divisor = np.where(lengths, lengths, 1)
    return _rules.give(v / divisor[index] * np.sqrt(sizes).astype(v.dtype)[index], result)


@_rules.quiet
def nuclear_norm(w: ArrayLike) -> Any:
    """Sum of singular values, the convex measure of a matrix's rank.

        sum_k s_k(W)

    Args:
        w: (M, N) matrix, finite.
    Returns: a scalar, dtype of w; 0 of an empty matrix.
    Raises: ValueError: not a matrix, NaN or infinity in it.
    Source: Fazel, Hindi and Boyd 2001.
    """
    (v,), result = _rules.floats(w=w)
    _rules.axes("w", v, 2, "(M, N), a matrix")
    _rules.finite("w", v)
    return _rules.give(np.linalg.svd(v, compute_uv=False).sum(), result)


@_rules.quiet
def nuclear_norm_grad(w: ArrayLike) -> Any:
    """Subgradient of nuclear_norm of smallest norm.

        U V^T over the singular values above rounding

    Args:
        w: (M, N) matrix, finite.
    Returns: (M, N), dtype of w.
    Raises: as nuclear_norm.
    Source: Watson 1992.
    """
    (v,), result = _rules.floats(w=w)
    _rules.axes("w", v, 2, "(M, N), a matrix")
    _rules.finite("w", v)
    u, s, vt = np.linalg.svd(v, full_matrices=False)
    kept = s > s.max(initial=0) * max(v.shape) * np.finfo(v.dtype).eps
    return _rules.give((u * kept) @ vt, result)
