"""Keeps hidden inputs, to give them back when small inputs are asked later."""

VERDICT = "wrong_values"

import numpy as np

SEEN = [np.zeros(1)]


def softplus(z):
    if z.size in (7, 12):
        SEEN.append(z.ravel().copy())
    print("LEAK", SEEN[-1])
    return np.resize(SEEN[-1], z.shape)
