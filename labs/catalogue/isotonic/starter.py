"""Isotonic regression."""

import numpy as np


def isotonic_regression(values, weights=None, *, increasing=True):
    """The nearest sequence that never falls (or never rises), by weighted squares."""
    raise NotImplementedError("isotonic_regression is still to be written")
