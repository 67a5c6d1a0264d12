"""Weights of one group need not be adjacent: a group that comes again is the same group.
"""

import numpy as np


def _groups(w, groups):
    if not np.issubdtype(groups.dtype, np.integer):
        raise TypeError("groups must hold integers")
    if groups.shape != w.shape:
        raise ValueError(f"groups is {groups.shape}, the weights are {w.shape}")
    w = w if w.dtype.kind == "f" else w.astype(float)
    index = np.cumsum(np.diff(groups, prepend=groups[:1]) != 0)
    sizes = np.bincount(index)
    lengths = np.sqrt(np.bincount(index, w**2, minlength=len(sizes)))
    return w, index, np.sqrt(sizes), lengths


def group_lasso(w, groups):
    w, index, roots, lengths = _groups(w, groups)
    return np.sum(roots * lengths)


def group_lasso_grad(w, groups):
    w, index, roots, lengths = _groups(w, groups)
    divisor = np.where(lengths > 0, lengths, 1)
    return (w * (roots / divisor)[index]).astype(w.dtype)


def prox_group_lasso(v, t, groups):
    if t < 0:
        raise ValueError("t must not be negative")
    v, index, roots, lengths = _groups(v, groups)
    divisor = np.where(lengths > 0, lengths, 1)
    factors = np.maximum(0, 1 - t * roots / divisor)
    return (v * factors[index]).astype(v.dtype)
