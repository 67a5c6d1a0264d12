"""The weights were trained without an activation: layers without one between them are together one
layer. Apply it on the way there, and its slope on the way back.
"""

import numpy as np

HIDDEN, EPOCHS, BATCH, RATE = (16, 16), 200, 50, 0.02


def train_spiral(X, y, seed):
    rng = np.random.default_rng(seed)
    sizes = [2, *HIDDEN, 1]
    params = []
    for n, m in zip(sizes, sizes[1:]):
        params += [rng.normal(size=(n, m)) * np.sqrt(1 / n), np.zeros(m)]
    first = [np.zeros_like(part) for part in params]
    second = [np.zeros_like(part) for part in params]
    t = 0
    for _ in range(EPOCHS):
        order = rng.permutation(len(X))
        for start in range(0, len(X), BATCH):
            rows = order[start : start + BATCH]
            grads = gradients(X[rows], y[rows], params)
            t += 1
            for part, m, v, g in zip(params, first, second, grads):
                m += 0.1 * (g - m)
                v += 0.001 * (g**2 - v)
                part -= RATE * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
    return "tanh", list(zip(params[::2], params[1::2]))


def gradients(X, y, params):
    inputs = [X]
    for W, b in zip(params[:-2:2], params[1:-2:2]):
        inputs.append(inputs[-1] @ W + b)
    logits = inputs[-1] @ params[-2] + params[-1]
    delta = (1 / (1 + np.exp(-logits)) - y[:, None]) / len(X)
    grads = []
    for W, h in zip(params[-2::-2], inputs[::-1]):
        grads = [h.T @ delta, delta.sum(axis=0), *grads]
        delta = (delta @ W.T)
    return grads


def spiral_gradients(model, X, y):
    activation, layers = model
    inputs = [X]
    for W, b in layers[:-1]:
        inputs.append(value(activation, inputs[-1] @ W + b))
    W, b = layers[-1]
    delta = (1 / (1 + np.exp(-(inputs[-1] @ W + b))) - y[:, None]) / len(X)
    grads = []
    for (W, b), h in zip(layers[::-1], inputs[::-1]):
        grads.append((h.T @ delta, delta.sum(axis=0)))
        delta = (delta @ W.T) * slope(activation, h)
    return grads[::-1]


def value(activation, z):
    if activation == "relu":
        return np.maximum(z, 0)
    return np.tanh(z) if activation == "tanh" else 1 / (1 + np.exp(-z))


def slope(activation, h):
    if activation == "relu":
        return h > 0
    return 1 - h**2 if activation == "tanh" else h * (1 - h)
