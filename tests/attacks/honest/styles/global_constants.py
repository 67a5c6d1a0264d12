"""Constants at the top, a cache of index arrays by shape."""

import numpy as np

EPS = 1e-12
LOG2 = np.log(2.0)
TABLE = np.linspace(0, 1, 101)
KINDS = frozenset({"none", "mean", "sum"})
indices = {}


def index_of(shape):
    if shape not in indices:
        indices[shape] = np.arange(int(np.prod(shape))).reshape(shape)
    return indices[shape]


def styled(function):
    def inner(first, *args, **kwargs):
        if isinstance(first, np.ndarray):
            index_of(first.shape)
        return function(first, *args, **kwargs)

    return inner
