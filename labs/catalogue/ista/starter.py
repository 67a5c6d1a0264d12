"""ISTA: proximal gradient descent for the Lasso."""

import numpy as np


def ista(X, y, lam, n_iter):
    """Weights (D,) after n_iter steps from 0, and the n_iter + 1 objectives on the way.

    The objective is 1/(2N) ||y - X w||^2 + lam ||w||_1; X is (N, D), y is (N,).
    """
    raise NotImplementedError("ista is still to be written")
