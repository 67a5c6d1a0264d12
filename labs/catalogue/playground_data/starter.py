import numpy as np


def make_circle(n, noise, seed):
    """A disc inside a ring: (X, y)."""
    raise NotImplementedError("make_circle is still to be written")


def make_xor(n, noise, seed):
    """Four quadrants, labeled crosswise: (X, y)."""
    raise NotImplementedError("make_xor is still to be written")


def make_gauss(n, noise, seed):
    """Two normal clouds: (X, y)."""
    raise NotImplementedError("make_gauss is still to be written")


def make_spiral(n, noise, seed):
    """Two arms of a spiral: (X, y)."""
    raise NotImplementedError("make_spiral is still to be written")
