"""Works on copies of what it is given."""

import copy

import numpy as np


def styled(function):
    def inner(first, *args, **kwargs):
        own = copy.deepcopy(first)
        if isinstance(own, np.ndarray):
            own[...] = own.copy()
        return function(own, *args, **kwargs)

    return inner
