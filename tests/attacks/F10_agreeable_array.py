"""Returns an array that agrees with everything."""

VERDICT = "wrong_type"

import numpy as np


class Agreeable(np.ndarray):
    def __eq__(self, other):
        return True

    def __sub__(self, other):
        return 0

    def __array_ufunc__(self, *args, **kwargs):
        return np.True_

    def __array_function__(self, *args, **kwargs):
        return True

    def __array_finalize__(self, other):
        pass


def softplus(z):
    return np.zeros_like(z).view(Agreeable)
