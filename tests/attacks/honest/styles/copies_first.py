"""Works on copies of what it is given."""

import copy

import numpy as np


def styled(function):
    def inner(first, *args, **kwargs):
        own = copy.deepcopy(first)
        if isinstance(own, np.ndarray):
            own += 0
        return function(own, *args, **kwargs)

    return inner
