"""Coordinate descent for the elastic net, and the duality gap of the Lasso."""

import numpy as np


def enet_cd(X, y, l1, l2, n_sweeps=1000):
    """Weights (D,) after n_sweeps passes over the columns, from 0.

    The objective is 1/(2N) ||y - X w||^2 + l1 sum |w_j| + l2/2 sum w_j^2; X is (N, D), y is (N,).
    """
    raise NotImplementedError("enet_cd is still to be written")


def lasso_duality_gap(X, y, w, lam):
    """An upper bound of F(w) - min F for the Lasso, one number that is 0 at the optimum."""
    raise NotImplementedError("lasso_duality_gap is still to be written")
