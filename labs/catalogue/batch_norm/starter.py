"""Batch normalization: training, prediction, and the averages between them."""

from collections import namedtuple

import numpy as np

Cache = namedtuple("Cache", ["mean", "var"])


def batchnorm_train(x, gamma, beta, eps=1e-3):
    """(out, cache): x (N, D) normalized over its N examples; cache.mean and cache.var are (D,)."""
    raise NotImplementedError("batchnorm_train is still to be written")


def batchnorm_infer(x, gamma, beta, mean, var, eps=1e-3):
    """x (N, D) normalized with the stored mean (D,) and var (D,), an array of its shape."""
    raise NotImplementedError("batchnorm_infer is still to be written")


def bn_update(old, batch, momentum=0.99):
    """The stored statistic moved towards that of the batch, an array of the shape of old."""
    raise NotImplementedError("bn_update is still to be written")
