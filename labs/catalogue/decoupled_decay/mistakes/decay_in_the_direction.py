"""In Lion the decay is added outside the sign. You put it inside, where only the sign of the sum is left of it."""

import numpy as np


def start(w, g):
    if w.shape != g.shape:
        raise ValueError(f"shapes differ: {w.shape} and {g.shape}")
    return w if w.dtype.kind == "f" else w.astype(float)


def adamw(w, g, state=None, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    w = start(w, g)
    m, s, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    mhat = m / (1 - beta1**t)
    shat = s / (1 - beta2**t)
    new = w - lr * weight_decay * w - lr * mhat / (np.sqrt(shat) + eps)
    return new, (m, s, t)


def lion(w, g, state=None, *, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    w = start(w, g)
    m = np.zeros_like(w) if state is None else state
    direction = np.sign(beta1 * m + (1 - beta1) * g + weight_decay * w)
    new = w - lr * direction
    m = beta2 * m + (1 - beta2) * g
    return new, m
