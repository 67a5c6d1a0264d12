"""The model of the statement itself: direction, strength and offsets descend together."""

import numpy as np


def train_decisions(X, y, c_fp, c_fn, seed):
    x, new = X[:, :-1], X[:, -1]
    w, log_a, b, d = np.zeros(x.shape[1]), 0.0, 0.0, 0.0
    for step in range(600):
        a = np.where(new == 1, np.exp(log_a), 1.0)
        score = x @ w
        error = 1 / (1 + np.exp(-(a * score + b + d * new))) - y
        lr = 1.0 if step < 400 else 0.3
        w = w - lr * 2 * ((a * error) @ x) / len(y)
        log_a = log_a - lr * np.mean(error * new * a * score)
        b = b - lr * error.mean()
        d = d - lr * np.mean(error * new)
    return c_fp / (c_fp + c_fn), (w, float(log_a), float(b), float(d))


def predict_probabilities(model, X):
    w, log_a, b, d = model[1]
    a = np.exp(log_a * X[:, -1])
    return 1 / (1 + np.exp(-(a * (X[:, :-1] @ w) + b + d * X[:, -1])))
