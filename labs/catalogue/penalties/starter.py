"""Penalties and their gradients."""

import numpy as np


def penalty(W, kind, l1=0.0, l2=0.0):
    """The penalty of one array, or of a list of arrays, as one number."""
    # kind is "l0", "l1", "l2_sq" or "elastic".
    raise RuntimeError("penalty is still to be written")


def penalty_grad(W, kind, l1=0.0, l2=0.0):
    """The gradient of the penalty: an array for an array, a list for a list."""
    # For "l0" the answer is to raise NotImplementedError.
    raise RuntimeError("penalty_grad is still to be written")
