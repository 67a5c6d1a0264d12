"""A unit is dead if it is 0 for every example. Yours is already dead if it is 0 for one."""

import numpy as np


def root_mean_square(g):
    size = np.max(np.abs(g))
    if size == 0 or not np.isfinite(size):
        return float(size)
    return float(size * np.sqrt(np.mean((g / size) ** 2)))


def grad_report(grads, activations=()):
    if len(grads) == 0:
        raise ValueError("no gradients")
    for g in grads:
        if g.size == 0:
            raise ValueError("an empty gradient")
    for a in activations:
        if a.ndim != 2 or a.size == 0:
            raise ValueError("activations must be (N, H) and hold entries")
    rms = np.array([root_mean_square(g) for g in grads])
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = rms[0] / rms[-1]
    zeros = np.array([np.mean(a == 0) for a in activations])
    dead = np.array([np.mean(np.any(a == 0, axis=0)) for a in activations])
    return rms, ratio, zeros, dead


def diagnose(report, *, vanishing=1e-4, exploding=1e4, dead=0.5):
    rms, ratio, _, shares = report
    if not np.all(np.isfinite(rms)) or ratio > exploding:
        return "exploding"
    if ratio < vanishing:
        return "vanishing"
    if np.any(shares > dead):
        return "dead"
    if np.isnan(ratio):
        return "vanishing"
    return "healthy"
