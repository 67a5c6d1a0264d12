"""Inverted dropout, and the average over thinned networks."""

import numpy as np


def dropout(x, rate, u=None, training=True):
    """x with the entries dropped where u is below rate, and the others scaled up.

    u holds a uniform draw for each entry. With training=False the answer is x.
    """
    raise NotImplementedError("dropout is still to be written")


def dropout_backward(dy, rate, u):
    """The gradient dy through the dropout that was made with rate and u, of the shape of dy."""
    raise NotImplementedError("dropout_backward is still to be written")


def mc_average(W, b, x, rate, seed, passes):
    """The mean of dropout(x) @ W + b over many passes, (N, K); each pass draws other masks.

    W is (D, K), b (K,) and x (N, D). Draw from numpy.random.default_rng(seed).
    """
    raise NotImplementedError("mc_average is still to be written")
