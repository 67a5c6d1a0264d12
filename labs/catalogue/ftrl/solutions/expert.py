"""Clipping in place of cases, temporaries reused; repeated places are found by sorting the few."""

import numpy as np


def _step(w, z, n, g, lr, l1, l2, beta):
    grown = np.square(g)
    grown += n
    root = np.sqrt(grown)
    total = np.sqrt(n)
    total -= root
    total *= 1 / lr
    total *= w
    total += z
    total += g
    root *= 1 / lr
    root += 2 * l2 + beta / lr
    new = np.clip(total, -l1, l1)
    new -= total
    np.divide(new, root, out=new, where=new != 0)
    return new, total, grown


def _check(lr, l1, l2, beta):
    if not (lr > 0 and l1 >= 0 and l2 >= 0 and beta >= 0):
        raise ValueError("lr must be positive, the other rates not negative")


def ftrl_step(w, z, n, g, *, lr, l1, l2, beta=0.0):
    _check(lr, l1, l2, beta)
    if not w.shape == z.shape == n.shape == g.shape:
        raise ValueError("w, z, n and g must have one shape")
    arrays = [a if a.dtype.kind == "f" else a.astype(float) for a in (w, z, n, g)]
    return _step(*arrays, lr, l1, l2, beta)


def ftrl_step_sparse(w, z, n, idx, g, *, lr, l1, l2, beta=0.0):
    _check(lr, l1, l2, beta)
    if w.ndim != 1 or not w.shape == z.shape == n.shape or idx.ndim != 1 or g.shape != idx.shape:
        raise ValueError("w, z and n must be (D,), idx and g (M,)")
    if idx.size:
        falling = np.sort(idx)
        if falling[0] < 0 or falling[-1] >= w.size or (falling[1:] == falling[:-1]).any():
            raise ValueError("idx must hold places of w, each once")
    arrays = [a if a.dtype.kind == "f" else a.astype(float) for a in (w[idx], z[idx], n[idx], g)]
    return _step(*arrays, lr, l1, l2, beta)
