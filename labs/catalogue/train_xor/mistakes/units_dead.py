"""Most hidden units give 0 for every example, and a unit that gives 0 does not learn: its
gradient is 0 too. Start with smaller weights and biases of 0.
"""

import numpy as np


def train_xor(X, y, hidden, epochs, lr, seed):
    rng = np.random.default_rng(seed)
    W1 = rng.normal(size=(2, hidden))
    b1 = np.full(hidden, -20.0)
    W2 = rng.normal(size=(hidden, 1)) * np.sqrt(2 / hidden)
    b2 = np.zeros(1)
    for _ in range(epochs):
        order = rng.permutation(len(X))
        for start in range(0, len(X), 10):
            rows = order[start : start + 10]
            x, target = X[rows], y[rows, None]
            z = x @ W1 + b1
            h = np.maximum(z, 0)
            logit = h @ W2 + b2
            d_logit = (1 / (1 + np.exp(-logit)) - target) / len(rows)
            d_z = (d_logit @ W2.T) * (z > 0)
            W2 = W2 - lr * (h.T @ d_logit)
            b2 = b2 - lr * d_logit.sum(axis=0)
            W1 = W1 - lr * (x.T @ d_z)
            b1 = b1 - lr * d_z.sum(axis=0)
    return [(W1, b1), (W2, b2)]
