"""Three ways to clip gradients."""

import numpy as np


def clip_by_value(g, lo, hi):
    """Every entry of g moved into [lo, hi], an array of the shape of g."""
    raise NotImplementedError("clip_by_value is still to be written")


def clip_by_norm(g, c):
    """g shortened to the length c if it is longer, an array of the shape of g."""
    raise NotImplementedError("clip_by_norm is still to be written")


def clip_by_global_norm(grads, c):
    """(list of the gradients shortened together, their common length before): a pair.

    grads is a list of arrays; entries that are None stay None.
    """
    raise NotImplementedError("clip_by_global_norm is still to be written")
