"""Returns a bytes-like object."""

VERDICT = "wrong_type"

import numpy as np


class Changing:
    looks = 0

    def __buffer__(self, flags):
        return memoryview(np.zeros(3))


def softplus(z):
    return Changing()
