"""Group lasso: value, gradient and proximal operator."""

import numpy as np


def group_lasso(w, groups):
    """Sum over groups of sqrt(size of the group) times its length: one number.

    w is (D,), groups is (D,) and holds an integer for each weight.
    """
    raise NotImplementedError("group_lasso is still to be written")


def group_lasso_grad(w, groups):
    """The gradient with respect to w, (D,); 0 for a group of zeros."""
    raise NotImplementedError("group_lasso_grad is still to be written")


def prox_group_lasso(v, t, groups):
    """argmin over w of 1/2 ||w - v||^2 + t group_lasso(w, groups), (D,); t is a number."""
    raise NotImplementedError("prox_group_lasso is still to be written")
