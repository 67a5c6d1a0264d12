"""Entry by entry; hypot adds one square to a length without overflow."""

import math

import numpy as np


def empty_like(g):
    return np.empty(g.shape, g.dtype if g.dtype.kind == "f" else float)


def clip_by_value(g, lo, hi):
    if lo > hi:
        raise ValueError("the interval is empty")
    out = empty_like(g)
    for place in np.ndindex(*g.shape):
        out[place] = max(lo, min(hi, float(g[place])))
    return out


def clip_by_norm(g, c):
    return clip_by_global_norm([g], c)[0][0]


def clip_by_global_norm(grads, c):
    if c <= 0:
        raise ValueError("c")
    norm = 0.0
    for g in grads:
        if g is None:
            continue
        for entry in g.ravel():
            if math.isnan(entry) or math.isinf(entry):
                raise ValueError("not finite")
            norm = math.hypot(norm, float(entry))
    clipped = []
    for g in grads:
        if g is None:
            clipped.append(None)
            continue
        out = empty_like(g)
        for place in np.ndindex(*g.shape):
            entry = float(g[place])
            out[place] = entry / norm * c if norm > c else entry
        clipped.append(out)
    return clipped, norm
