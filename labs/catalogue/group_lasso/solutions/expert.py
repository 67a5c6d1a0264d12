"""Group numbers that lie close together count as they are: np.unique would sort them for nothing."""

import numpy as np


def _groups(w, groups):
    if groups.dtype.kind not in "iu":
        raise TypeError("groups must hold integers")
    if groups.shape != w.shape:
        raise ValueError(f"groups is {groups.shape}, the weights are {w.shape}")
    w = w if w.dtype.kind == "f" else w.astype(float)
    index = groups.astype(np.int64)
    low = int(index.min(initial=0))
    if int(index.max(initial=0)) - low < 4 * len(w) + 16:
        index -= low
    else:
        index = np.unique(index, return_inverse=True)[1]
    sizes = np.bincount(index)
    return w, index, np.sqrt(sizes), np.sqrt(np.bincount(index, np.square(w), len(sizes)))


def group_lasso(w, groups):
    _, _, roots, lengths = _groups(w, groups)
    return float(roots @ lengths)


def group_lasso_grad(w, groups):
    w, index, roots, lengths = _groups(w, groups)
    lengths[lengths == 0] = 1
    roots /= lengths
    return w * roots.astype(w.dtype)[index]


def prox_group_lasso(v, t, groups):
    if t < 0:
        raise ValueError("t must not be negative")
    v, index, roots, lengths = _groups(v, groups)
    lengths[lengths == 0] = 1
    roots *= -t
    roots /= lengths
    roots += 1
    np.maximum(roots, 0, out=roots)
    return v * roots.astype(v.dtype)[index]
