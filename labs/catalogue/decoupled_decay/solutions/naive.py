"""Weight by weight."""

import math

import numpy as np


def prepare(w, g):
    if w.shape != g.shape:
        raise ValueError("one gradient for each weight")
    return np.empty(w.shape, w.dtype if w.dtype.kind == "f" else float)


def adamw(w, g, state=None, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    new = prepare(w, g)
    steps, memory = state if state is not None else (0, {})
    steps += 1
    remembered = {}
    for place in np.ndindex(*w.shape):
        slope, weight = float(g[place]), float(w[place])
        m, s = memory.get(place, (0.0, 0.0))
        m = beta1 * m + (1 - beta1) * slope
        s = beta2 * s + (1 - beta2) * slope * slope
        remembered[place] = (m, s)
        step = m / (1 - beta1**steps) / (math.sqrt(s / (1 - beta2**steps)) + eps)
        new[place] = weight - lr * weight_decay * weight - lr * step
    return new, (steps, remembered)


def lion(w, g, state=None, *, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    new = prepare(w, g)
    remembered = {}
    for place in np.ndindex(*w.shape):
        slope, weight = float(g[place]), float(w[place])
        m = state[place] if state else 0.0
        mixed = beta1 * m + (1 - beta1) * slope
        sign = (mixed > 0) - (mixed < 0)
        new[place] = weight - lr * (sign + weight_decay * weight)
        remembered[place] = beta2 * m + (1 - beta2) * slope
    return new, remembered
