"""Softmax cross-entropy of class numbers, and its gradient."""

import numpy as np


def sparse_ce(z, y, reduction="none"):
    """The loss of labels y (N,) under softmax of z (N, C); reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("sparse_ce is still to be written")


def sparse_ce_grad(z, y, reduction="none"):
    """The gradient of the reduced loss with respect to z, an array of shape (N, C)."""
    raise NotImplementedError("sparse_ce_grad is still to be written")
