"""Norms scaled by a power of two, counts of columns, and a table of tests for the diagnosis."""

import numpy as np


def grad_report(grads, activations=()):
    grads, activations = list(grads), list(activations)
    if len(grads) < 1:
        raise ValueError("grads")
    rms = np.zeros(len(grads))
    for i, g in enumerate(grads):
        if np.size(g) < 1:
            raise ValueError("empty")
        exponent = int(np.frexp(np.abs(g).max())[1]) if np.isfinite(g).all() else 0
        scaled = np.ldexp(g, -exponent)
        rms[i] = np.ldexp(np.linalg.norm(scaled.ravel()) / np.sqrt(g.size), exponent)
    zeros, dead = [], []
    for a in activations:
        if np.ndim(a) != 2 or np.size(a) < 1:
            raise ValueError("(N, H)")
        living = np.count_nonzero(a, axis=0)
        zeros.append(1 - living.sum() / a.size)
        dead.append(np.count_nonzero(living == 0) / living.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.divide(rms[0], rms[-1])
    return rms, ratio, np.array(zeros, dtype=float), np.array(dead, dtype=float)


def diagnose(report, *, vanishing=1e-4, exploding=1e4, dead=0.5):
    tests = [
        ("exploding", lambda rms, ratio, zeros, gone: not np.isfinite(rms.sum()) and not np.isfinite(rms).all()),
        ("exploding", lambda rms, ratio, zeros, gone: ratio > exploding),
        ("vanishing", lambda rms, ratio, zeros, gone: ratio < vanishing),
        ("dead", lambda rms, ratio, zeros, gone: max(gone, default=0) > dead),
        ("vanishing", lambda rms, ratio, zeros, gone: ratio != ratio),
    ]
    return next((name for name, applies in tests if applies(*report)), "healthy")
