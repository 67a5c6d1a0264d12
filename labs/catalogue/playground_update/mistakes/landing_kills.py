"""A weight that lands exactly on 0 lives on: only opposite signs count as a crossing."""

import numpy as np


def l1_update(w, dead, grad, lr, rate):
    if not w.shape == dead.shape == grad.shape:
        raise ValueError("w, dead and grad must have one shape")
    if lr < 0 or rate < 0:
        raise ValueError("lr and rate must not be negative")
    w = w if w.dtype.kind == "f" else w.astype(float)
    grad = grad if grad.dtype.kind == "f" else grad.astype(float)
    w1 = w - lr * grad
    w2 = w1 - lr * rate * np.sign(w)
    crossed = np.sign(w1) * np.sign(w2) <= 0
    new = np.where(crossed, 0, w2)
    return np.where(dead, w, new), dead | crossed
