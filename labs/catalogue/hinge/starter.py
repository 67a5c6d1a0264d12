"""Hinge losses and their subgradients."""

import numpy as np


def hinge(scores, labels, *, reduction="none"):
    """max(0, 1 - y s) for labels y of -1 and +1."""
    raise NotImplementedError("hinge is still to be written")


def hinge_grad(scores, labels, *, reduction="none"):
    """-y where 1 - y s is positive, else 0."""
    raise NotImplementedError("hinge_grad is still to be written")


def weston_watkins(scores, labels, *, axis=-1, reduction="none"):
    """The sum over the wrong classes j of max(0, s_j - s_y + 1)."""
    raise NotImplementedError("weston_watkins is still to be written")


def weston_watkins_grad(scores, labels, *, axis=-1, reduction="none"):
    """Its subgradient with respect to the scores, of their shape."""
    raise NotImplementedError("weston_watkins_grad is still to be written")


def crammer_singer(scores, labels, *, axis=-1, reduction="none"):
    """max(0, 1 + the largest wrong score - s_y)."""
    raise NotImplementedError("crammer_singer is still to be written")


def crammer_singer_grad(scores, labels, *, axis=-1, reduction="none"):
    """Its subgradient with respect to the scores, of their shape."""
    raise NotImplementedError("crammer_singer_grad is still to be written")
