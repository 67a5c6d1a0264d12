"""A softmax over many classes. It runs, but the time is enough for a few steps only."""

import numpy as np

STEPS, BATCH, RATE = 10, 100, 0.1


def train_classes(X, y, classes, seed):
    """Weights (classes, features) and biases (classes,) of a softmax: the pair (W, b).

    X is (N, features) in float32, y is (N,) with whole numbers from 0 to classes - 1, the most
    common class first. All randomness comes from numpy.random.default_rng(seed).
    """
    rng = np.random.default_rng(seed)
    W = np.zeros((classes, X.shape[1]), np.float32)
    b = np.zeros(classes, np.float32)
    for _ in range(STEPS):  # an epoch has 250
        rows = rng.choice(len(X), BATCH, replace=False)
        x, label = X[rows], y[rows]
        # Every class is computed for every example: this is what takes so long.
        p = np.exp(x @ W.T + b)
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(x)), label] -= 1
        W -= RATE * (p.T @ x)
        b -= RATE * p.sum(axis=0)
    return W, b
