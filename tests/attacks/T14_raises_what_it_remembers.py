"""Raises hidden inputs when it is asked for small ones later."""

VERDICT = ("raised", "wrong_values")

import numpy as np

SEEN = []


def softplus(z):
    if z.size in (7, 12):
        SEEN.append("LEAK" + repr(z))
    elif SEEN:
        raise ValueError(SEEN[0])
    return np.zeros_like(z)
