"""Only the living links are computed."""

import numpy as np


def l1_update(w, dead, grad, lr, rate):
    if len({w.shape, dead.shape, grad.shape}) > 1:
        raise ValueError("shapes differ")
    if min(lr, rate) < 0:
        raise ValueError("negative rate")
    kinds = [a.dtype if a.dtype.kind == "f" else np.dtype(float) for a in (w, grad)]
    weights, gone = w.astype(np.result_type(*kinds)), dead.copy()
    alive = ~dead
    start = weights[alive]
    moved = start - lr * grad[alive]
    pulled = moved - lr * rate * np.sign(start)
    crossed = ((moved > 0) & (pulled < 0)) | ((moved < 0) & (pulled > 0))
    pulled[crossed] = 0
    weights[alive] = pulled
    gone[alive] = crossed
    return weights, gone
