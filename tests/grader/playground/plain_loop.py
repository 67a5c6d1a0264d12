"""The playground's training as it is told: one seed, one example after another."""

from __future__ import annotations

import numpy as np

from grader import reference
from grader.playground.data import draw_points, streams_of
from grader.playground.state import State


def train_plainly(state: State, seed: int, epochs: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Weights and biases of each layer. Without dropout; the optimizer is plain descent."""
    streams = streams_of(seed)
    points = draw_points(state, streams.data)
    X = reference.playground_features(points.X_train, state.features)
    sizes = (len(state.features), *state.shape, 1)
    params = [
        (np.zeros_like(W), np.zeros_like(b)) if state.init_zero else (W, b)
        for W, b in reference.init_params(sizes, streams.weights, "playground")
    ]
    names = [*state.layer_activations, "linear" if state.is_regression else "tanh"]
    dead = [np.zeros(W.shape, bool) for W, _ in params]
    total, count = _nothing(params), 0
    for _ in range(epochs):
        for i, (x, y) in enumerate(zip(X, points.y_train, strict=True)):
            for (W, b), (dW, db) in zip(total, _gradient(params, names, x, y), strict=True):
                W += dW
                b += db
            count += 1
            if (i + 1) % state.batch_size == 0:
                mean = [(W / count, b / count) for W, b in total]
                params = [_step(state, *args) for args in zip(params, mean, dead, strict=True)]
                total, count = _nothing(params), 0
    return params


def _nothing(params):
    return [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]


def _gradient(params, names, x, y):
    """Of half the squared error of one example."""
    inputs, pre = [x], []
    for (W, b), name in zip(params, names, strict=True):
        pre.append(inputs[-1] @ W + b)
        inputs.append(reference.activation(pre[-1], name))
    delta, found = inputs.pop() - y, []
    for (W, _), name, h, z in reversed(list(zip(params, names, inputs, pre, strict=True))):
        delta = delta * reference.activation_grad(z, name)
        found.insert(0, (np.outer(h, delta), delta))
        delta = W @ delta
    return found


def _step(state, layer, mean, dead):
    (W, b), (dW, db), lr = layer, mean, state.learning_rate
    rate, kind = state.regularization_rate, state.regularization
    if kind == "L1":
        W, dead[...] = reference.l1_update(W, dead, dW, lr, rate)
    else:
        W = reference.sgd(W, dW, lr=lr)[0] - (lr * rate * W if kind == "L2" else 0)
    return W, reference.sgd(b, db, lr=lr)[0]
