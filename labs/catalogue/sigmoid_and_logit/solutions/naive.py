"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def _each(function, x):
    dtype = x.dtype if x.dtype.kind == "f" else float
    return np.array([function(float(v)) for v in x.ravel()], dtype).reshape(x.shape)


def _sigmoid(x):
    if x >= 0:
        return 1 / (1 + math.exp(-x))
    return math.exp(x) / (1 + math.exp(x))


def _logit(p):
    if not 0 <= p <= 1:
        raise ValueError(f"{p} is no probability")
    if p == 0:
        return -math.inf
    if p == 1:
        return math.inf
    return math.log(p) - math.log1p(-p)


def sigmoid(x):
    return _each(_sigmoid, x)


def logit(p):
    return _each(_logit, p)


def sigmoid_grad(x):
    return _each(lambda v: _sigmoid(v) * _sigmoid(-v), x)
