"""Returns an object that hands out memory by DLPack."""

VERDICT = "wrong_type"

import numpy as np


class Changing:
    looks = 0

    def __dlpack__(self, **kwargs):
        return np.zeros(3).__dlpack__()

    def __dlpack_device__(self):
        return (1, 0)


def softplus(z):
    return Changing()
