"""Losses of real values, and their gradients with respect to the predictions."""

import numpy as np


def mse(labels, predictions, *, reduction="mean"):
    """The squared error: one number, or with reduction "none" an array of the shape of labels."""
    # reduction is "none", "mean" or "sum", here and below.
    raise NotImplementedError("mse is still to be written")


def mse_grad(labels, predictions, *, reduction="mean"):
    """The gradient of mse with respect to the predictions, an array of their shape."""
    raise NotImplementedError("mse_grad is still to be written")


def mae(labels, predictions, *, reduction="mean"):
    """The absolute error: one number, or with reduction "none" an array of the shape of labels."""
    raise NotImplementedError("mae is still to be written")


def mae_grad(labels, predictions, *, reduction="mean"):
    """The gradient of mae with respect to the predictions, an array of their shape."""
    raise NotImplementedError("mae_grad is still to be written")


def huber(labels, predictions, delta=1.0, *, reduction="none"):
    """The Huber loss: an array of the shape of labels, or one number with "mean" or "sum"."""
    raise NotImplementedError("huber is still to be written")


def huber_grad(labels, predictions, delta=1.0, *, reduction="none"):
    """The gradient of huber with respect to the predictions, an array of their shape."""
    raise NotImplementedError("huber_grad is still to be written")
