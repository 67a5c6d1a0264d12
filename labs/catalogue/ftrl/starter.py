"""FTRL-proximal, for all weights and for some."""

import numpy as np


def ftrl_step(w, z, n, g, *, lr, l1, l2, beta=0.0):
    """The new (w, z, n) after the gradient g; arrays of one shape."""
    raise NotImplementedError("ftrl_step is still to be written")


def ftrl_step_sparse(w, z, n, idx, g, *, lr, l1, l2, beta=0.0):
    """The new (w, z, n) at the places idx, (M,) each; w, z, n are (D,), g is (M,)."""
    raise NotImplementedError("ftrl_step_sparse is still to be written")
