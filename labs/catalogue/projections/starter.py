"""Projections: the nearest point of a set."""

import numpy as np


def project_l2_ball(v, radius=1.0):
    """The nearest point with a length of at most radius; v has any shape."""
    raise NotImplementedError("project_l2_ball is still to be written")


def project_l1_ball(v, radius=1.0):
    """The nearest point with sum |w_i| <= radius; v has any shape."""
    raise NotImplementedError("project_l1_ball is still to be written")


def project_simplex(v, total=1.0):
    """The nearest point with w >= 0 and sum w = total; v is (D,)."""
    raise NotImplementedError("project_simplex is still to be written")
