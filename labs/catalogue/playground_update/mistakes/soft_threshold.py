"""This is the soft threshold of a proximal step. It is better, but the playground's rule has the
sign of the old weight and lets a link die only for a crossing.
"""

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
    crossed = np.sign(w1) * np.sign(w2) < 0
    w2 = np.sign(w1) * np.maximum(np.abs(w1) - lr * rate, 0)
    crossed = (w2 == 0) & (w1 != 0)
    new = w2
    return np.where(dead, w, new), dead | crossed
