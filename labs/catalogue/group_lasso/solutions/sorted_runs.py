"""Weights sorted by group, so that each group is a run that np.add.reduceat adds up."""

import numpy as np


def runs(w, groups):
    if not issubclass(groups.dtype.type, np.integer):
        raise TypeError(f"groups is {groups.dtype}")
    if w.ndim != 1 or groups.shape != w.shape:
        raise ValueError("shapes differ")
    order = groups.argsort(kind="stable")
    in_order = groups[order]
    first = np.flatnonzero(np.append(True, in_order[1:] != in_order[:-1]))[: len(w)]
    sizes = np.diff(np.append(first, len(w)))
    return order, first, sizes


def lengths_of(w, order, first):
    squares = np.square(w[order].astype(float))
    return np.sqrt(np.add.reduceat(squares, first)) if len(w) else np.zeros(0)


def spread(per_group, order, sizes):
    out = np.empty(len(order))
    out[order] = np.repeat(per_group, sizes)
    return out


def group_lasso(w, groups):
    order, first, sizes = runs(w, groups)
    return float(np.sqrt(sizes) @ lengths_of(w, order, first))


def group_lasso_grad(w, groups):
    order, first, sizes = runs(w, groups)
    lengths = lengths_of(w, order, first)
    factors = np.sqrt(sizes) * np.divide(1, lengths, where=lengths > 0, out=np.zeros(len(first)))
    out = w * spread(factors, order, sizes)
    return out.astype(np.float32) if w.dtype == np.float32 else out


def prox_group_lasso(v, t, groups):
    if t < 0:
        raise ValueError("t is negative")
    order, first, sizes = runs(v, groups)
    lengths = lengths_of(v, order, first)
    kept = np.zeros(len(first))
    np.divide(lengths - t * np.sqrt(sizes), lengths, where=lengths > 0, out=kept)
    out = v * spread(kept.clip(0), order, sizes)
    return out.astype(np.float32) if v.dtype == np.float32 else out
