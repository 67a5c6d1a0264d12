import numpy as np


def collapse_linear(Ws, bs=None):
    """The one linear layer, weights and bias, that a chain of linear layers amounts to."""
    raise NotImplementedError("collapse_linear is still to be written")


def is_affine(Ws, bs, activation, seed):
    """Whether a network computes an affine function, tried at random points."""
    raise NotImplementedError("is_affine is still to be written")
