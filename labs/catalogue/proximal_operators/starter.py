"""Proximal operators of the usual penalties."""

import numpy as np


def prox(v, t, kind):
    """argmin over w of 1/2 ||w - v||^2 + penalty(w), an array of the shape of v.

    kind is "l1", "l0", "l2_sq", "elastic" or "group"; t is a number, for "elastic" a pair (l1, l2).
    """
    raise NotImplementedError("prox is still to be written")
