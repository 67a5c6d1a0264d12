"""The weight by a soft threshold of z; the rates checked by name."""

import numpy as np


def soft(v, t):
    return np.sign(v) * np.maximum(np.abs(v) - t, 0)


def ftrl_step(w, z, n, g, *, lr, l1, l2, beta=0.0):
    for name, value, least in (("l1", l1, 0), ("l2", l2, 0), ("beta", beta, 0)):
        if value < least:
            raise ValueError(f"{name} is {value}")
    if not lr > 0:
        raise ValueError(f"lr is {lr}")
    if len({a.shape for a in (w, z, n, g)}) > 1:
        raise ValueError("shapes differ")
    dtype = np.result_type(w, z, n, g)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    squares = n.astype(dtype) + g.astype(dtype) ** 2
    shift = (np.sqrt(squares) - np.sqrt(n.astype(dtype))) / lr
    sums = z + g - shift * w
    curvature = (np.sqrt(squares) + beta) / lr + 2 * l2
    curvature[curvature == 0] = 1
    return -soft(sums, l1) / curvature, sums.astype(dtype), squares


def ftrl_step_sparse(w, z, n, idx, g, *, lr, l1, l2, beta=0.0):
    if len({w.shape, z.shape, n.shape}) > 1 or w.ndim > 1 or idx.shape != g.shape or idx.ndim > 1:
        raise ValueError("shapes differ")
    chosen = set(idx.tolist())
    if len(chosen) != len(idx) or (chosen and not 0 <= min(chosen) <= max(chosen) < len(w)):
        raise ValueError("places")
    taken = (a.take(idx.astype(np.intp)) for a in (w, z, n))
    return ftrl_step(*taken, g, lr=lr, l1=l1, l2=l2, beta=beta)
