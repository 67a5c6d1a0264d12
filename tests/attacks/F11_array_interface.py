"""Returns an object that shows memory as an array."""

VERDICT = "wrong_type"

import numpy as np


class Changing:
    looks = 0

    @property
    def __array_interface__(self):
        return {"shape": (10**6,), "typestr": "<f8", "data": (0x400000, True), "version": 3}


def softplus(z):
    return Changing()
