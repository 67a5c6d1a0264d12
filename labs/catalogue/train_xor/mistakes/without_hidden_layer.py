"""The network has one layer, and one layer draws one line, which cannot separate XOR. Return two
layers, [(W1, b1), (W2, b2)].
"""

import numpy as np


def train_xor(X, y, hidden, epochs, lr, seed):
    rng = np.random.default_rng(seed)
    W, b = rng.normal(size=(2, 1)), np.zeros(1)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 10):
            rows = order[start : start + 10]
            delta = (1 / (1 + np.exp(-(X[rows] @ W + b))) - y[rows, None]) / len(rows)
            W = W - lr * (X[rows].T @ delta)
            b = b - lr * delta.sum(axis=0)
    return [(W, b)]
