"""Only the right class moves. The sampled classes need their part of the gradient too: their
probability times x, with which they are pushed down.
"""

import numpy as np

SAMPLED, BATCH, RATE = 300, 100, 0.02


def train_classes(X, y, classes, seed):
    rng = np.random.default_rng(seed)
    k = np.arange(classes)
    q = np.log1p(1 / (k + 1)) / np.log(classes + 1)
    log_count = np.log(SAMPLED * q).astype(np.float32)
    W = np.zeros((classes, X.shape[1]), np.float32)
    b = np.zeros(classes, np.float32)
    order = rng.permutation(len(X))
    for start in range(0, len(X), BATCH):
        rows = order[start : start + BATCH]
        x, label = X[rows], y[rows]
        sampled = np.exp(rng.random(SAMPLED) * np.log(classes + 1)).astype(int) - 1
        z = np.empty((len(x), 1 + SAMPLED), np.float32)
        z[:, 0] = np.sum(x * W[label], axis=1) + b[label] - log_count[label]
        z[:, 1:] = x @ W[sampled].T + b[sampled] - log_count[sampled]
        z[:, 1:][label[:, None] == sampled] = -np.inf
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[:, 0] -= 1
        rate = np.float32(RATE * (1 - start / len(X)))
        touched = label
        grad_W = p[:, :1] * x
        grad_b = p[:, 0]
        np.subtract.at(W, touched, rate * grad_W)
        np.subtract.at(b, touched, rate * grad_b)
    return W, b
