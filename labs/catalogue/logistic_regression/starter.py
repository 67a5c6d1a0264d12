"""Logistic regression by gradient descent and by Newton's method."""

import numpy as np


def logistic_gd(X, y, l2=0.0, *, lr=0.5, n_iter=100):
    """(w, b) after n_iter steps of gradient descent from zero."""
    raise NotImplementedError("logistic_gd is still to be written")


def logistic_newton(X, y, l2=0.0, *, n_iter=50, tol=1e-12):
    """(w, b) at the optimum, by Newton's method with steps halved until the objective falls."""
    raise NotImplementedError("logistic_newton is still to be written")
