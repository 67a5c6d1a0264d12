"""Dot products without temporaries; squares are scaled only where they have to be."""

import math

import numpy as np


def _rms(g):
    flat = np.ravel(g)
    square = float(np.dot(flat, flat)) / flat.size
    if 1e-280 < square < 1e300:
        return math.sqrt(square)
    top = float(np.abs(flat).max())
    if top == 0 or not math.isfinite(top):
        return top
    flat = flat / top
    return top * math.sqrt(float(np.dot(flat, flat)) / flat.size)


def grad_report(grads, activations=()):
    if not len(grads) or any(g.size == 0 for g in grads):
        raise ValueError("no gradients, or an empty one")
    if any(a.ndim != 2 or a.size == 0 for a in activations):
        raise ValueError("activations must be (N, H) and hold entries")
    rms = np.array([_rms(g) for g in grads])
    zeros, dead = np.empty(len(activations)), np.empty(len(activations))
    for i, a in enumerate(activations):
        alive = a != 0
        zeros[i] = (a.size - np.count_nonzero(alive)) / a.size
        dead[i] = 1.0 - np.count_nonzero(alive.any(axis=0)) / a.shape[1]
    with np.errstate(all="ignore"):
        return rms, rms[0] / rms[-1], zeros, dead


def diagnose(report, *, vanishing=1e-4, exploding=1e4, dead=0.5):
    rms, ratio, _, gone = report
    if ratio > exploding or not np.isfinite(rms).all():
        return "exploding"
    if ratio < vanishing:
        return "vanishing"
    if gone.size and gone.max() > dead:
        return "dead"
    return "healthy" if ratio == ratio else "vanishing"
