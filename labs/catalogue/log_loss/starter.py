"""Log loss from probabilities, and its gradient."""

import numpy as np


def log_loss(labels, p, eps=None, *, reduction="mean"):
    """The cross-entropy of labels under p; reduction is "mean", "sum" or "none"."""
    raise NotImplementedError("log_loss is still to be written")


def log_loss_grad(labels, p, eps=None, *, reduction="mean"):
    """The gradient of the reduced loss with respect to p, an array of the shape of p."""
    raise NotImplementedError("log_loss_grad is still to be written")
