"""Two optimizers whose weight decay does not pass through the gradient."""

import numpy as np


def adamw(w, g, state=None, *, lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0.01):
    """(new weights, new state) after a step of AdamW along the gradient g: a pair.

    state is None before the first step, afterwards what this function returned.
    """
    raise NotImplementedError("adamw is still to be written")


def lion(w, g, state=None, *, lr=1e-4, beta1=0.9, beta2=0.99, weight_decay=0.0):
    """(new weights, new state) after a step of Lion along the gradient g: a pair."""
    raise NotImplementedError("lion is still to be written")
