"""FISTA: accelerated proximal gradient descent for the Lasso."""

import numpy as np


def fista(X, y, lam, n_iter):
    """Weights (D,) after n_iter accelerated steps from 0, and the n_iter + 1 objectives.

    The objective is 1/(2N) ||y - X w||^2 + lam ||w||_1; X is (N, D), y is (N,).
    """
    raise NotImplementedError("fista is still to be written")
