"""All examples in every step, one wide ReLU layer after another written out, with a falling rate."""

import numpy as np


def train_spiral(X, y, seed):
    rng = np.random.default_rng(seed)
    h = 24
    W1, b1 = rng.normal(0, 1, (2, h)), rng.uniform(-2, 2, h)
    W2, b2 = rng.normal(0, np.sqrt(2 / h), (h, h)), np.zeros(h)
    W3, b3 = rng.normal(0, np.sqrt(2 / h), (h, 1)), np.zeros(1)
    params = [W1, b1, W2, b2, W3, b3]
    velocity = [np.zeros_like(part) for part in params]
    size = [np.zeros_like(part) for part in params]
    steps = 1500
    for step in range(steps):
        h1 = np.maximum(X @ W1 + b1, 0)
        h2 = np.maximum(h1 @ W2 + b2, 0)
        p = 1 / (1 + np.exp(-(h2 @ W3 + b3)))
        d3 = (p - y[:, None]) / len(X)
        d2 = (d3 @ W3.T) * (h2 > 0)
        d1 = (d2 @ W2.T) * (h1 > 0)
        grads = [X.T @ d1, d1.sum(0), h1.T @ d2, d2.sum(0), h2.T @ d3, d3.sum(0)]
        rate = 0.02 * (1 - step / steps)
        for part, v, s, g in zip(params, velocity, size, grads):
            v[...] = 0.9 * v + 0.1 * g
            s[...] = 0.99 * s + 0.01 * g * g
            part -= rate * v / (np.sqrt(s) + 1e-6)
    return "relu", [(W1, b1), (W2, b2), (W3, b3)]


def spiral_gradients(model, X, y):
    """By a function that calls itself on the layers above."""
    activation, layers = model

    def back(x, layers):
        (W, b), *above = layers
        z = x @ W + b
        if not above:
            delta, grads = (1 / (1 + np.exp(-z)) - y[:, None]) / len(x), []
        elif activation == "relu":
            delta, grads = back(np.maximum(z, 0), above)
            delta = np.where(z > 0, delta, 0)
        elif activation == "tanh":
            delta, grads = back(np.tanh(z), above)
            delta = delta * (1 - np.tanh(z) ** 2)
        else:
            p = 1 / (1 + np.exp(-z))
            delta, grads = back(p, above)
            delta = delta * p * (1 - p)
        return delta @ W.T, [(x.T @ delta, delta.sum(axis=0)), *grads]

    return back(X, layers)[1]
