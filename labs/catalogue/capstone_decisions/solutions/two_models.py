"""A regression for each clinic, by gradient descent with momentum and a little decay."""

import numpy as np


def fit(X, y, decay):
    A = np.c_[X, np.ones(len(X))]
    w = speed = np.zeros(A.shape[1])
    for _ in range(400):
        p = 0.5 * (1 + np.tanh(A @ w / 2))
        speed = 0.9 * speed - 0.3 * (A.T @ (p - y) / len(y) + decay * w)
        w = w + speed
    return w


def train_decisions(X, y, c_fp, c_fn, seed):
    is_new = X[:, -1] > 0.5
    old = fit(X[~is_new, :-1], y[~is_new], 1e-4)
    new = fit(X[is_new, :-1], y[is_new], 0.02)
    return 1 / (1 + c_fn / c_fp), [old, new]


def predict_probabilities(model, X):
    old, new = model[1]
    A = np.c_[X[:, :-1], np.ones(len(X))]
    return np.where(X[:, -1] > 0.5, 1 / (1 + np.exp(-(A @ new))), 1 / (1 + np.exp(-(A @ old))))
