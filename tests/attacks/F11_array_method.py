"""Returns an object that becomes another array at each look."""

VERDICT = "wrong_type"

import numpy as np


class Changing:
    looks = 0

    def __array__(self, *args, **kwargs):
        Changing.looks += 1
        return np.full(3, float(Changing.looks))


def softplus(z):
    return Changing()
