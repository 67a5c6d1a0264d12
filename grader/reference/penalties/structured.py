"""Penalties on groups of weights and on matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from .. import _rules
from .._rules import Array, ArrayLike
from .norms import scale_exponent, within_range

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
    Elsewhere: none.
    Source: Yuan and Lin 2006.
    """
    (v,), result = _rules.floats(w=w)
    _, sizes, lengths, exponents = group_lengths(v, groups)
    return _rules.give((np.sqrt(sizes) * np.ldexp(lengths, exponents)).sum(), result)


def group_lengths(v: Array, groups: ArrayLike) -> tuple[Array, Array, Array, Array]:
    """Each weight's group as an index; sizes and lengths of the groups, lengths times 2^exponents.

    The exponents are 0 but for groups in which squares overflow or vanish; each group has its own.
    """
    _rules.axes("w", v, 1, "(D,), one weight an entry")
    keys = _rules.integers("groups", groups)
    _rules.same_shape(w=v, groups=keys)
    index, sizes = _numbered(keys)
    wide = v.astype(np.float64, copy=False)
    squares: Array = np.bincount(index, np.square(wide), minlength=sizes.size)
    squares = squares.astype(np.float64, copy=False)  # integers where there are no weights
    exponents = np.zeros(sizes.size, np.intp)
    odd = ~within_range(squares)
    if odd.any() and wide[odd[index]].any():
        tops = np.zeros(sizes.size)
        np.maximum.at(tops, index, np.abs(wide))
        exponents = np.where(odd & (tops > 0) & (tops < np.inf), np.frexp(tops)[1], 0)
        scaled = np.square(np.ldexp(wide, -exponents[index]))
        squares = np.bincount(index, scaled, minlength=sizes.size)
    return index, sizes, np.sqrt(squares), exponents


def _numbered(keys: Array) -> tuple[Array, Array]:
    """Groups numbered from 0 in the order of their keys, and their sizes."""
    low, high = (int(keys.min()), int(keys.max())) if keys.size else (0, 0)
    if high - low > 2 * keys.size:
        _, index, sizes = np.unique(keys, return_inverse=True, return_counts=True)
        return index, sizes
    # Keys that lie close together are counted: no sorting.
    if keys.dtype != np.uint64:  # whose numbers may be too large for the others
        keys = keys.astype(np.int64, copy=False)
    index = (keys - keys.dtype.type(low) if low else keys).astype(np.intp, copy=False)
    sizes = np.bincount(index)
    if not sizes.all():
        index, sizes = (np.cumsum(sizes > 0) - 1)[index], sizes[sizes > 0]
    return index, sizes


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
    index, sizes, lengths, exponents = group_lengths(v, groups)
    divisor = np.where(lengths, lengths, 1)
    units = np.ldexp(v, -exponents[index]) if exponents.any() else v
    return _rules.give(units * (np.sqrt(sizes) / divisor)[index], result)


@_rules.quiet
def nuclear_norm(w: ArrayLike) -> Any:
    """Sum of singular values, the convex measure of a matrix's rank.

        sum_k s_k(W)

    Args:
        w: (M, N) matrix, finite.
    Returns: a scalar, dtype of w; 0 of an empty matrix.
    Raises: ValueError: not a matrix, NaN or infinity in it.
    Elsewhere: torch.linalg.matrix_norm(ord="nuc"); numpy.linalg.norm(ord="nuc").
    Source: Fazel, Hindi and Boyd 2001.
    """
    (v,), result = _rules.floats(w=w)
    _rules.axes("w", v, 2, "(M, N), a matrix")
    _rules.finite("w", v)
    return _rules.give(np.linalg.svd(v.astype(np.float64), compute_uv=False).sum(), result)


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
    near = np.ldexp(v.astype(np.float64), -scale_exponent(v))
    u, s, vt = np.linalg.svd(near, full_matrices=False)
    kept = s > s.max(initial=0) * max(v.shape) * np.finfo(v.dtype).eps
    return _rules.give((u * kept) @ vt, result)
