"""The probabilities are high where label 1 is rare: these are the probabilities of label 0."""

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def regression(X, y, steps=25):
    A = np.column_stack([X, np.ones(len(X))])
    w = np.zeros(A.shape[1])
    for _ in range(steps):
        p = sigmoid(A @ w)
        H = (A * (p * (1 - p))[:, None]).T @ A + 1e-3 * np.eye(len(w))
        w -= np.linalg.solve(H, A.T @ (p - y))
    return w


def train_decisions(X, y, c_fp, c_fn, seed):
    w = regression(X, y)[:-1]
    scores, new = X @ w, X[:, -1] == 1
    lines = [regression(scores[part, None], y[part]) for part in (~new, new)]
    return c_fp / (c_fp + c_fn), {"w": w, "lines": np.array(lines)}


def predict_probabilities(model, X):
    parts = model[1]
    slope, offset = parts["lines"][X[:, -1].astype(int)].T
    return 1 - sigmoid(slope * (X @ parts["w"]) + offset)
