"""The state is a function that takes the next step; every one makes the one after it."""

import numpy as np


def averaged(old, new, share):
    return old + (1 - share) * (new - old)


def check(w, g):
    if np.shape(w) != np.shape(g):
        raise ValueError("w, g")
    return (w * 1.0, g * 1.0)


def adam_after(m, s, t):
    def next_step(g, beta1, beta2, eps):
        now = averaged(m, g, beta1), averaged(s, g * g, beta2), t + 1
        mean = now[0] / (1 - beta1 ** now[2])
        size = np.sqrt(now[1] / (1 - beta2 ** now[2]))
        return mean / (size + eps), adam_after(*now)

    return next_step


def adamw(w, g, state=None, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    w, g = check(w, g)
    take = adam_after(0.0, 0.0, 0) if state is None else state
    step, then = take(g, beta1, beta2, eps)
    return (1 - lr * weight_decay) * w - lr * step, then


def lion(w, g, state=None, *, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    w, g = check(w, g)
    m = 0.0 if state is None else state["m"]
    mixed = beta1 * m + (1 - beta1) * g
    # where() twice: +1, -1, or 0 in between
    sign = np.where(mixed > 0, 1, np.where(mixed < 0, -1, 0)).astype(w.dtype)
    return w - lr * sign - lr * weight_decay * w, {"m": averaged(m, g, beta2)}
