"""Biases as one more row of each matrix, all steps in place, batches as slices of shuffled data."""

import numpy as np

BATCH = 20


def train_xor(X, y, hidden, epochs, lr, seed):
    rng = np.random.default_rng(seed)
    inputs = np.column_stack([X, np.ones(len(X))])
    W = rng.normal(size=(3, hidden))
    W[2] = 0
    v = rng.normal(size=hidden) * np.sqrt(2 / hidden)
    bias = 0.0
    for _ in range(epochs):
        order = rng.permutation(len(X))
        rows, labels = inputs[order], y[order]
        for start in range(0, len(X), BATCH):
            x, target = rows[start : start + BATCH], labels[start : start + BATCH]
            h = x @ W
            np.maximum(h, 0, out=h)
            delta = 0.5 + 0.5 * np.tanh(0.5 * (h @ v + bias))
            delta -= target
            delta *= lr / len(target)
            d_h = np.outer(delta, v)
            d_h[h == 0] = 0
            v -= delta @ h
            bias -= delta.sum()
            W -= x.T @ d_h
    return [(W[:2].copy(), W[2].copy()), (v[:, None].copy(), np.array([bias]))]
