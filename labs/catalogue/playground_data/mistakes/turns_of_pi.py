"""The arms make half of their turns: 1.75 turns are an angle of 1.75 times 2 pi."""

import numpy as np


def _begin(n, noise, seed):
    if n < 0:
        raise ValueError(f"n is {n}")
    if not 0 <= noise <= 0.5:
        raise ValueError(f"noise is {noise}")
    return np.random.default_rng(seed)


def _shuffled(rng, X, y):
    order = rng.permutation(len(y))
    return X[order], y[order]


def make_circle(n, noise, seed):
    rng = _begin(n, noise, seed)
    half = n // 2
    radius = np.concatenate([rng.uniform(0, 2.5, half), rng.uniform(3.5, 5, n - half)])
    angle = rng.uniform(0, 2 * np.pi, n)
    X = np.column_stack([radius * np.sin(angle), radius * np.cos(angle)])
    moved = X + noise * rng.uniform(-5, 5, X.shape)
    y = np.where(np.sqrt((moved**2).sum(axis=1)) < 2.5, 1.0, -1.0)
    return _shuffled(rng, X, y)


def make_xor(n, noise, seed):
    rng = _begin(n, noise, seed)
    X = rng.uniform(-5, 5, (n, 2))
    X = X + np.where(X > 0, 0.3, -0.3)
    moved = X + noise * rng.uniform(-5, 5, X.shape)
    y = np.where(moved[:, 0] * moved[:, 1] >= 0, 1.0, -1.0)
    return X, y


def make_gauss(n, noise, seed):
    rng = _begin(n, noise, seed)
    y = np.where(np.arange(n) < n // 2, 1.0, -1.0)
    variance = 0.5 + 7 * noise
    X = rng.normal(0, np.sqrt(variance), (n, 2)) + 2 * y[:, None]
    return _shuffled(rng, X, y)


def make_spiral(n, noise, seed):
    rng = _begin(n, noise, seed)
    m = n // 2
    share = np.arange(m) / max(m, 1)
    r, t = 5 * share, 1.75 * np.pi * share
    plus = np.column_stack([r * np.sin(t), r * np.cos(t)])
    minus = np.column_stack([r * np.sin(t + np.pi), r * np.cos(t + np.pi)])
    X = np.concatenate([plus, minus])
    X = X + noise * rng.uniform(-1, 1, X.shape)
    y = np.concatenate([np.ones(m), -np.ones(m)])
    return _shuffled(rng, X, y)
