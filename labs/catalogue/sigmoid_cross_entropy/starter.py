"""Sigmoid cross-entropy from logits, and its gradient."""

import numpy as np


def sigmoid_ce(z, y, reduction="none"):
    """The cross-entropy of labels y under sigmoid(z); reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("sigmoid_ce is still to be written")


def sigmoid_ce_grad(z, y, reduction="none"):
    """The gradient of the reduced loss with respect to z, an array of the shape of z."""
    raise NotImplementedError("sigmoid_ce_grad is still to be written")
