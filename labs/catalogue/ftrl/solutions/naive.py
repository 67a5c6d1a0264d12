"""Weight after weight; the sparse step makes the step of the whole model and picks its entries."""

import math

import numpy as np


def ftrl_step(w, z, n, g, *, lr, l1, l2, beta=0.0):
    if lr <= 0 or min(l1, l2, beta) < 0:
        raise ValueError("rates")
    if not w.shape == z.shape == n.shape == g.shape:
        raise ValueError("shapes")
    dtype = np.float32 if all(a.dtype == np.float32 for a in (w, z, n, g)) else np.float64
    rows = []
    for a, b, c, d in zip(*(x.ravel().tolist() for x in (w, z, n, g))):
        grown = c + d * d
        total = b + d - (math.sqrt(grown) - math.sqrt(c)) / lr * a
        if abs(total) <= l1:
            rows.append((0.0, total, grown))
        else:
            below = math.sqrt(grown) / lr + 2 * l2 + beta / lr
            rows.append(((math.copysign(l1, total) - total) / below, total, grown))
    parts = zip(*rows) if rows else ([], [], [])
    return tuple(np.array(part, dtype).reshape(w.shape) for part in parts)


def ftrl_step_sparse(w, z, n, idx, g, *, lr, l1, l2, beta=0.0):
    if w.ndim != 1 or not w.shape == z.shape == n.shape or idx.ndim != 1 or g.shape != idx.shape:
        raise ValueError("shapes")
    places = idx.tolist()
    if len(set(places)) < len(places) or not all(0 <= p < len(w) for p in places):
        raise ValueError("places")
    gradient = np.zeros(len(w), g.dtype)
    gradient[idx] = g
    new = ftrl_step(w, z, n, gradient, lr=lr, l1=l1, l2=l2, beta=beta)
    return tuple(part[idx] for part in new)
