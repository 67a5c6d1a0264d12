"""Batch normalization: the way there with a cache, and the way back."""

import numpy as np


def batchnorm_train(x, gamma, beta, eps=1e-3):
    """(out, cache): x (N, D) normalized over its examples. The cache may be anything."""
    raise NotImplementedError("batchnorm_train is still to be written")


def batchnorm_backward(dy, cache):
    """(dx, dgamma, dbeta): gradients of the shapes (N, D), (D,) and (D,).

    dy is (N, D); cache is what batchnorm_train has returned.
    """
    raise NotImplementedError("batchnorm_backward is still to be written")
