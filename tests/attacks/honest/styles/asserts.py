"""Checks its inputs by assertions."""

import numpy as np


def styled(function):
    def inner(*args, **kwargs):
        assert args, "no argument"
        assert isinstance(args[0], (np.ndarray, list)), type(args[0])
        return function(*args, **kwargs)

    return inner
