"""Classes of an object, and steps by Adagrad: a row that is rarely touched takes longer ones."""

import numpy as np


class Sampler:
    def __init__(self, classes, size, rng):
        self.classes, self.size, self.rng = classes, size, rng
        k = np.arange(classes) + 1.0
        self.log_expected = np.log(size * np.log((k + 1) / k) / np.log(classes + 1))

    def draw(self):
        u = self.rng.random(self.size)
        return np.minimum(np.floor((self.classes + 1.0) ** u).astype(int) - 1, self.classes - 1)


class Adagrad:
    def __init__(self, table, rate):
        self.table, self.rate = table, rate
        self.squares = np.full(len(table), 1e-3)

    def step(self, rows, grads):
        ids, where = np.unique(rows, return_inverse=True)
        total = np.zeros((len(ids), grads.shape[1]), grads.dtype)
        np.add.at(total, where, grads)
        self.squares[ids] += np.mean(total**2, axis=1)
        self.table[ids] -= self.rate / np.sqrt(self.squares[ids])[:, None] * total


def train_classes(X, y, classes, seed):
    rng = np.random.default_rng(seed)
    sampler = Sampler(classes, 250, rng)
    W, b = np.zeros((classes, X.shape[1])), sampler.log_expected[:, None].copy()
    steps = [Adagrad(W, 0.15), Adagrad(b, 0.15)]
    for rows in np.array_split(rng.permutation(len(X)), len(X) // 100):
        x, t, s = X[rows].astype(float), y[rows], sampler.draw()
        ids = np.concatenate([t, s])
        logits = x @ W[ids].T + b[ids, 0] - sampler.log_expected[ids]
        n = len(t)
        # Of the labels of the batch each example sees its own; of the sample all but its own.
        keep = np.hstack([np.eye(n, dtype=bool), t[:, None] != s])
        logits[~keep] = -np.inf
        p = np.exp(logits - logits.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(n), np.arange(n)] -= 1
        steps[0].step(ids, p.T @ x)
        steps[1].step(ids, p.sum(axis=0)[:, None])
    return W, b[:, 0]
