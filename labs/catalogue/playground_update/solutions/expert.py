"""In place: what crossed is found by comparisons, and the dead links are put back at the end."""

import numpy as np


def l1_update(w, dead, grad, lr, rate):
    if not w.shape == dead.shape == grad.shape:
        raise ValueError("w, dead and grad must have one shape")
    if not (lr >= 0 and rate >= 0):
        raise ValueError("lr and rate must not be negative")
    old = w if w.dtype.kind == "f" else w.astype(float)
    new = grad * -lr
    new += old
    above = new > 0
    below = new < 0
    pull = np.sign(old)
    pull *= lr * rate
    new -= pull
    above &= new < 0
    below &= new > 0
    above |= below
    new[above] = 0
    above &= ~dead
    np.copyto(new, old, where=dead)
    above |= dead
    return new, above
