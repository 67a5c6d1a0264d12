"""Label smoothing, entropy and the divergence of distributions."""

import numpy as np


def smooth(labels, a, classes=2):
    """The labels with a share a of each moved evenly to all classes."""
    raise NotImplementedError("smooth is still to be written")


def entropy(p, axis=-1):
    """The entropy of each distribution along the axis, in nats."""
    raise NotImplementedError("entropy is still to be written")


def kl_divergence(p, q, *, axis=-1, reduction="none"):
    """The divergence of q from p, in nats; reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("kl_divergence is still to be written")


def kl_divergence_grad(p, q, *, axis=-1, reduction="none"):
    """The gradient of the reduced divergence with respect to q, an array of its shape."""
    raise NotImplementedError("kl_divergence_grad is still to be written")
