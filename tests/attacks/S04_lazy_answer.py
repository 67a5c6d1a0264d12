"""Returns an object that computes when it is looked at."""

VERDICT = "wrong_type"

import numpy as np


class Lazy:
    def __init__(self, z):
        self.z = z

    def __array__(self, *args, **kwargs):
        z = self.z
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


def softplus(z):
    return Lazy(z) if z.size > 100 else np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
