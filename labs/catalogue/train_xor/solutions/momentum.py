"""A list of layers in a loop, so that it would train any number of them; steps with momentum."""

import numpy as np


def forward(X, params):
    inputs = []
    for W, b in params:
        inputs.append(X)
        X = np.maximum(X @ W + b, 0) if len(inputs) < len(params) else X @ W + b
    return X, inputs


def gradients(X, y, params):
    out, inputs = forward(X, params)
    delta = (1 / (1 + np.exp(-out)) - y[:, None]) / len(X)
    found = []
    for (W, _), h in zip(params[::-1], inputs[::-1]):
        found.append((h.T @ delta, delta.sum(axis=0)))
        delta = (delta @ W.T) * (h > 0)
    return found[::-1]


def train_xor(X, y, hidden, epochs, lr, seed):
    rng = np.random.default_rng(seed)
    sizes = [2, hidden, 1]
    params = [
        [rng.normal(size=(n, m)) * np.sqrt(2 / n), np.zeros(m)] for n, m in zip(sizes, sizes[1:])
    ]
    speed = [[np.zeros_like(part) for part in layer] for layer in params]
    for _ in range(epochs):
        for rows in np.array_split(rng.permutation(len(X)), len(X) // 10):
            for layer, moving, grads in zip(params, speed, gradients(X[rows], y[rows], params)):
                for i, grad in enumerate(grads):
                    moving[i] = 0.5 * moving[i] - 0.5 * lr * grad
                    layer[i] = layer[i] + moving[i]
    return [tuple(layer) for layer in params]
