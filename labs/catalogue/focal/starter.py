"""Focal loss of binary labels, and its gradient."""

import numpy as np


def focal_loss(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    """The focal loss; reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("focal_loss is still to be written")


def focal_loss_grad(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    """The gradient of the reduced loss with respect to the logits, an array of their shape."""
    raise NotImplementedError("focal_loss_grad is still to be written")
