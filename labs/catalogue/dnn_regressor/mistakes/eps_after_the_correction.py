"""This is the form of the paper's algorithm, which adds epsilon to the corrected root. Here it
is added to the root of s itself, and the correction comes in front.
"""

import numpy as np


def forward(params, X, masks=None):
    inputs, h = [], X
    for k, (W, b) in enumerate(params):
        inputs.append(h)
        z = h @ W + b
        if k < len(params) - 1:
            h = np.maximum(z, 0)
            if masks is not None:
                h = h * masks[k]
    return z, inputs


def backward(params, inputs, delta, masks=None):
    grads = []
    for k in reversed(range(len(params))):
        grads.append((inputs[k].T @ delta, delta.sum(axis=0)))
        if k:
            delta = (delta @ params[k][0].T) * (inputs[k] > 0)
            if masks is not None:
                delta = delta * masks[k - 1]
    return grads[::-1]


def start_and_batches(X, hidden, epochs):
    rng = np.random.default_rng(0)
    units = [X.shape[1], *hidden, 1]
    params = [
        (rng.normal(size=(a, b)) * np.sqrt(2 / a), np.zeros(b)) for a, b in zip(units, units[1:])
    ]
    batches = []
    for _ in range(epochs):
        order = rng.permutation(len(X))
        batches += [order[k : k + 20] for k in range(0, len(X), 20)]
    return params, batches


def fit_regressor(X, y, hidden, epochs, batches, masks, optimizer, l2, params):
    shift, scale = 0.0, 1.0
    if params is None:
        params, batches = start_and_batches(X, hidden, epochs)
        shift, scale = y.mean(), y.std()
    labels = (y - shift) / scale
    name, lr = optimizer
    params = [(W.copy(), b.copy()) for W, b in params]
    m = [np.zeros_like(p) for layer in params for p in layer]
    s = [np.zeros_like(p) for layer in params for p in layer]
    losses = []
    for t, rows in enumerate(batches, start=1):
        mask = None if masks is None else masks[t - 1]
        out, inputs = forward(params, X[rows], mask)
        r = out[:, 0] - labels[rows]
        losses.append(np.mean(r**2))
        grads = backward(params, inputs, 2 * r[:, None] / len(rows), mask)
        for k, (dW, db) in enumerate(grads):
            grads_of_layer = (dW + 2 * l2 * params[k][0], db)
            for i, (p, g) in enumerate(zip(params[k], grads_of_layer)):
                if name == "sgd":
                    p -= lr * g
                else:
                    j = 2 * k + i
                    m[j] = 0.9 * m[j] + 0.1 * g
                    s[j] = 0.999 * s[j] + 0.001 * g**2
                    rate = lr * np.sqrt(1 - 0.999**t) / (1 - 0.9**t)
                    p -= rate * m[j] / (np.sqrt(s[j]) + 1e-7 * np.sqrt(1 - 0.999**t))
    return (params, float(shift), float(scale)), np.array(losses)


def predict(model, X):
    params, shift, scale = model
    return forward(params, X)[0][:, 0] * scale + shift
